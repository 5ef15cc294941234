#pragma once

#include <span>

#include <QString>

#include "core/explore/sweep/sweep_table.h"

namespace fusewright {

/// How a person calls a metric or parameter of a sweep: "latency" for latency_cycles, a parameter by its id.
[[nodiscard]] QString columnName(const std::string& column);

/// The unit in which an axis over such numbers has labels that are easy to read.
struct AxisUnit {
  double size = 1;  ///< of one such unit, in that of the column
  QString title;    ///< "latency (kcycles)"

  friend bool operator==(const AxisUnit&, const AxisUnit&) = default;
};
[[nodiscard]] AxisUnit axisUnit(const std::string& column, double largest);

/// A cell for a person: "860 kcycles", "all"; "–" where there is no value.
[[nodiscard]] QString cellText(const TableColumn& column, std::size_t row);
/// The same for files: plain numbers, labels as they are, nothing where there is none.
[[nodiscard]] QString plainCell(const TableColumn& column, std::size_t row);
/// A number of that column for a person, with its unit.
[[nodiscard]] QString valueText(const std::string& column, double value);

}  // namespace fusewright
