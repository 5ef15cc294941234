#include "core/explore/front/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "core/base/number_in.h"
#include "core/explore/sweep/sweep_points.h"

namespace fusewright {
namespace {

/// Designs with one value, or one range of values, of the parameter.
struct Level {
  std::string name;
  double sum = 0;
  std::size_t designs = 0;

  [[nodiscard]] double mean() const { return sum / static_cast<double>(designs); }
};

/// The levels of a text, or of a number with few values: one each.
std::vector<Level> levelByValue(std::span<const std::string> values, std::span<const double> metric,
                                std::span<const std::size_t> designs) {
  std::map<std::string_view, Level> byValue;
  for (const std::size_t design : designs) {
    Level& level = byValue[values[design]];
    level.name = values[design];
    level.sum += metric[design];
    ++level.designs;
  }
  std::vector<Level> levels;
  for (auto& [value, level] : byValue) levels.push_back(std::move(level));
  return levels;
}

/// Ranges of equally many designs, by the number that the parameter is; none if it is text somewhere.
std::optional<std::vector<Level>> levelByRange(std::span<const std::string> values, std::span<const double> metric,
                                               std::vector<std::size_t> designs) {
  std::vector<double> numbers(values.size());
  for (const std::size_t design : designs) {
    const auto number = numberIn(values[design]);
    if (!number) return std::nullopt;
    numbers[design] = *number;
  }
  std::ranges::stable_sort(designs, {}, [&](std::size_t design) { return numbers[design]; });
  std::vector<Level> levels(kMostLevels);
  for (std::size_t place = 0; place < designs.size(); ++place) {
    Level& level = levels[place * kMostLevels / designs.size()];
    if (level.designs == 0) level.name = values[designs[place]];
    level.sum += metric[designs[place]];
    ++level.designs;
    if (place + 1 == designs.size() ||
        (place + 1) * kMostLevels / designs.size() != place * kMostLevels / designs.size())
      level.name = fmt::format("{} to {}", level.name, values[designs[place]]);
  }
  return levels;
}

/// Mean and variance of a metric.
struct Moments {
  double mean = 0;
  double variance = 0;
};

Moments momentsOf(std::span<const double> metric, std::span<const std::size_t> designs) {
  Moments moments;
  const auto count = static_cast<double>(designs.size());
  for (const std::size_t design : designs) moments.mean += metric[design] / count;
  for (const std::size_t design : designs)
    moments.variance += (metric[design] - moments.mean) * (metric[design] - moments.mean) / count;
  return moments;
}

/// What the levels of a parameter say of a metric.
MainEffect effectOver(std::span<const Level> levels, std::span<const double> metric,
                      std::span<const std::size_t> designs) {
  const auto [low, high] = std::ranges::minmax_element(levels, {}, &Level::mean);
  MainEffect effect{.lowestAt = low->name,
                    .highestAt = high->name,
                    .lowestMean = low->mean(),
                    .highestMean = high->mean(),
                    .levels = levels.size(),
                    .designs = designs.size()};
  const Moments moments = momentsOf(metric, designs);
  if (!(moments.variance > 0)) return effect;
  for (const Level& level : levels) {
    const double offset = level.mean() - moments.mean;
    effect.varianceShare += offset * offset * static_cast<double>(level.designs) / static_cast<double>(designs.size());
  }
  effect.varianceShare = std::clamp(effect.varianceShare / moments.variance, 0.0, 1.0);
  return effect;
}

std::string nameOf(const TableColumn& column, std::size_t row) {
  const double number = column.numbers[row];
  if (column.labels.empty() || !std::isfinite(number)) return numberText(number);
  return column.labels[static_cast<std::size_t>(number)];
}

/// The levels of a column, given designs in order of its numbers: one a value, or ranges of equally many designs if it
/// has many numbers.
std::vector<Level> levelsInOrder(const TableColumn& column, std::span<const double> metric,
                                 std::span<const std::size_t> designs) {
  const auto number = [&](std::size_t place) { return column.numbers[designs[place]]; };
  const auto begins = [&](std::size_t place) {
    return place == 0 ||
           (number(place) != number(place - 1) && !(std::isnan(number(place)) && std::isnan(number(place - 1))));
  };
  std::size_t values = 0;
  for (std::size_t place = 0; place < designs.size(); ++place) values += begins(place) ? 1 : 0;
  const bool ranges = values > kMostLevels && column.labels.empty() && !std::isnan(number(designs.size() - 1));
  const auto rangeOf = [&](std::size_t place) { return place * kMostLevels / designs.size(); };
  std::vector<Level> levels;
  for (std::size_t place = 0; place < designs.size(); ++place) {
    const bool first = ranges ? place == 0 || rangeOf(place) != rangeOf(place - 1) : begins(place);
    if (first) levels.push_back({.name = nameOf(column, designs[place])});
    levels.back().sum += metric[designs[place]];
    ++levels.back().designs;
    if (ranges && (place + 1 == designs.size() || rangeOf(place + 1) != rangeOf(place)))
      levels.back().name += " to " + nameOf(column, designs[place]);
  }
  return levels;
}

}  // namespace

MainEffect mainEffect(std::span<const std::string> values, std::span<const double> metric) {
  std::vector<std::size_t> designs;
  for (std::size_t design = 0; design < metric.size(); ++design)
    if (std::isfinite(metric[design])) designs.push_back(design);
  if (designs.empty()) return {};
  std::vector<Level> levels = levelByValue(values, metric, designs);
  if (levels.size() > kMostLevels)
    if (auto ranges = levelByRange(values, metric, designs)) levels = *std::move(ranges);
  return effectOver(levels, metric, designs);
}

std::vector<MainEffect> mainEffects(const TableColumn& parameter, std::span<const std::vector<double>> metrics) {
  std::vector<std::size_t> order(parameter.numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // What is no number comes last.
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const double left = parameter.numbers[a];
    const double right = parameter.numbers[b];
    return std::isnan(right) ? !std::isnan(left) : left < right;
  });
  std::vector<MainEffect> effects;
  for (const std::vector<double>& metric : metrics) {
    std::vector<std::size_t> designs;
    std::ranges::copy_if(order, std::back_inserter(designs),
                         [&](std::size_t row) { return std::isfinite(metric[row]); });
    effects.push_back(designs.empty() ? MainEffect{}
                                      : effectOver(levelsInOrder(parameter, metric, designs), metric, designs));
  }
  return effects;
}

}  // namespace fusewright
