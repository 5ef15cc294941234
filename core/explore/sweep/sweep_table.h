#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/content_hash.h"

namespace fusewright {

/// One metric or parameter of all designs of a sweep. A parameter that is text somewhere has `labels`, its different
/// values in order; `numbers` are then places among them.
struct TableColumn {
  std::string name;
  std::vector<double> numbers;  ///< by row; not a number where a design has no such value
  std::vector<std::string> labels;

  friend bool operator==(const TableColumn&, const TableColumn&) = default;
};

/// Designs of a sweep by column, for millions of rows; in order of their keys.
struct SweepTable {
  std::vector<ContentHash> keys;
  std::vector<bool> fits;  ///< no violation
  std::vector<TableColumn> columns;

  [[nodiscard]] std::size_t rows() const { return keys.size(); }
  /// The column of that name; none if there is none.
  [[nodiscard]] const TableColumn* find(const std::string& name) const {
    for (const TableColumn& column : columns)
      if (column.name == name) return &column;
    return nullptr;
  }
};

}  // namespace fusewright
