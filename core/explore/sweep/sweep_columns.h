#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/explore/sweep/sweep.h"

namespace fusewright {

/// Which values of a metric are wanted.
enum class Goal : std::uint8_t { Low, High, None };

/// Where a metric is kept, or how it follows from others.
using MetricSource = std::variant<std::int64_t SweepMetrics::*, double SweepMetrics::*, Bits SweepMetrics::*,
                                  Cycles SweepMetrics::*, Picojoules SweepMetrics::*, double (*)(const SweepMetrics&)>;

/// One metric of a sweep under the name that databases, CSV files, constraints and objectives share.
struct MetricColumn {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
  Goal goal = Goal::None;
  MetricSource source;

  /// Whether it follows from other metrics, so that it need not be stored.
  [[nodiscard]] bool derived() const { return source.index() + 1 == std::variant_size_v<MetricSource>; }
};

/// All metrics, stored ones and derived ones, in the order of tables.
[[nodiscard]] std::span<const MetricColumn> metricColumns();

/// The value of a metric.
[[nodiscard]] double valueOf(const MetricColumn& column, const SweepMetrics& metrics);

/// The metric of that name; none if there is none.
[[nodiscard]] const MetricColumn* findMetric(std::string_view name);

/// The metrics of those names. Error: a name that is no metric to be kept low or high, with the nearest ones.
[[nodiscard]] Result<std::vector<const MetricColumn*>> objectiveColumns(std::span<const std::string> names);

/// What a metric contributes as an objective to be kept low: negated if it is wanted high.
[[nodiscard]] double costOf(const MetricColumn& column, const SweepMetrics& metrics);

}  // namespace fusewright
