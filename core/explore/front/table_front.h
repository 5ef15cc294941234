#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/explore/front/constraint.h"
#include "core/explore/front/sensitivity.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/explore/sweep/sweep_table.h"

namespace fusewright {

/// Hypervolumes of more than three objectives take time like the power of the front's size; beyond it none is computed.
inline constexpr std::size_t kMostMeasured = 400;

/// One number a row of a table: 1 for those that are meant, else 0.
using RowMask = std::vector<std::uint8_t>;

/// The rows whose number in a column lies in [from, to]; for a column with labels the number is the place of one.
struct ColumnRange {
  std::string column;
  double from = -std::numeric_limits<double>::infinity();
  double to = std::numeric_limits<double>::infinity();

  friend bool operator==(const ColumnRange&, const ColumnRange&) = default;
};

/// The rows that fit.
[[nodiscard]] RowMask fittingRows(const SweepTable& table);

/// Those of some rows that meet all constraints and lie in all ranges. Columns that the table does not have hold
/// nothing.
[[nodiscard]] RowMask chosenAmong(RowMask rows, const SweepTable& table, std::span<const Constraint> constraints,
                                  std::span<const ColumnRange> ranges);

/// The rows that fit, meet all constraints and lie in all ranges. Columns that the table does not have hold nothing.
[[nodiscard]] RowMask chosenRows(const SweepTable& table, std::span<const Constraint> constraints,
                                 std::span<const ColumnRange> ranges = {});

/// An objective to be kept low, by row, negated if it is wanted high; not a number for rows that are not chosen.
[[nodiscard]] std::vector<double> costsOf(const SweepTable& table, const MetricColumn& objective,
                                          const RowMask& chosen);

/// The rows that no other chosen one beats.
struct TableFront {
  std::vector<std::size_t> rows;  ///< by the first objective
  std::vector<double> best;       ///< of each objective among the chosen rows, in its own unit
  std::vector<double> worst;
  /// Volume that the front dominates below `worst`; not a number for more than three objectives and kMostMeasured rows.
  double hypervolume = 0;

  friend bool operator==(const TableFront&, const TableFront&) = default;
};
/// Requires a column in the table for each objective.
[[nodiscard]] TableFront frontOf(const SweepTable& table, std::span<const MetricColumn* const> objectives,
                                 const RowMask& chosen);

/// The main effect of one parameter on one objective, over the chosen rows.
struct Effect {
  std::string parameter;
  std::string objective;
  MainEffect effect;

  friend bool operator==(const Effect&, const Effect&) = default;
};
/// Effects of all `parameters` that the table has, by parameter, then objective.
[[nodiscard]] std::vector<Effect> effectsIn(const SweepTable& table, std::span<const std::string> parameters,
                                            std::span<const MetricColumn* const> objectives, const RowMask& chosen);

}  // namespace fusewright
