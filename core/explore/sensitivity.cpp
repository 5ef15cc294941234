#include "core/explore/sensitivity.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace fusewright {
namespace {

/// Designs with one value, or one range of values, of the parameter.
struct Level {
  std::string name;
  double sum = 0;
  std::size_t designs = 0;

  [[nodiscard]] double mean() const { return sum / static_cast<double>(designs); }
};

std::optional<double> numberIn(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

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

}  // namespace

MainEffect mainEffect(std::span<const std::string> values, std::span<const double> metric) {
  std::vector<std::size_t> designs;
  for (std::size_t design = 0; design < metric.size(); ++design)
    if (std::isfinite(metric[design])) designs.push_back(design);
  if (designs.empty()) return {};
  std::vector<Level> levels = levelByValue(values, metric, designs);
  if (levels.size() > kMostLevels)
    if (auto ranges = levelByRange(values, metric, designs)) levels = *std::move(ranges);
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

}  // namespace fusewright
