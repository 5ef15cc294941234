#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/explore/sweep/sweep_table.h"

namespace SQLite {
class Column;
}

namespace fusewright {

/// Puts the cells of a query's column together: numbers as long as all of them are, else places among the different
/// texts in order.
class ColumnCollector {
 public:
  void add(const SQLite::Column& cell);
  [[nodiscard]] TableColumn column(std::string name) &&;

 private:
  std::int32_t textId(std::string text);

  std::vector<double> numbers_;      ///< by row; not a number for texts and nothing
  std::vector<std::int32_t> texts_;  ///< by row: id of the text, or kNoText
  std::unordered_map<std::string, std::int32_t> ids_;
};

}  // namespace fusewright
