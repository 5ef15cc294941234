#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <vector>
#include "core/explore/sweep/sweep_table.h"

namespace fusewright {

/// How much one parameter alone moves one metric, over all designs that have that metric.
struct MainEffect {
  std::string lowestAt;  ///< value of the parameter with the lowest mean
  std::string highestAt;
  double lowestMean = 0;  ///< of the metric, over the designs with that value
  double highestMean = 0;
  double varianceShare = 0;  ///< 0 to 1: variance of the means / variance of the metric (first-order Sobol index)
  std::size_t levels = 0;    ///< values of the parameter that were told apart
  std::size_t designs = 0;

  /// Highest mean minus lowest mean.
  [[nodiscard]] double range() const { return highestMean - lowestMean; }
  friend bool operator==(const MainEffect&, const MainEffect&) = default;
};

/// Values of a numeric parameter that are told apart; if there are more, they are put into as many ranges of equally
/// many designs.
inline constexpr std::size_t kMostLevels = 32;

/// The main effect of a parameter, given its values as text and the metric of each design; designs whose metric is no
/// number are left out. Exact for full grids; for others other parameters may shine through.
[[nodiscard]] MainEffect mainEffect(std::span<const std::string> values, std::span<const double> metric);

/// The main effects of a parameter on several metrics, each with a number a row; for tables of millions of rows.
[[nodiscard]] std::vector<MainEffect> mainEffects(const TableColumn& parameter,
                                                  std::span<const std::vector<double>> metrics);

}  // namespace fusewright
