#include "widgets/front/contour_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/explore/sweep/sweep_columns.h"

namespace fusewright {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kWantedLevels = 8;
constexpr double kFarApart = 10;
const std::string kArea = "area_mm2";

/// Numbers of the chosen rows; none for the others.
std::vector<double> chosenNumbers(const FrontScene& scene, const TableColumn& column) {
  std::vector<double> numbers = column.numbers;
  for (std::size_t row = 0; row < numbers.size(); ++row)
    if ((*scene.states)[row] != PointState::Chosen) numbers[row] = kNoNumber;
  return numbers;
}

std::vector<double> placesOf(const TableColumn& column, const CloudAxis& axis) {
  std::vector<double> places(column.numbers.size());
  for (std::size_t row = 0; row < places.size(); ++row) places[row] = axis.placeOf(column.numbers[row]);
  return places;
}

std::vector<ContourLevel> levelsOf(const ValueGrid& grid) {
  std::vector<ContourLevel> levels;
  for (const double level : contourLevels(grid, kWantedLevels))
    levels.push_back({.level = level, .lines = contoursAt(grid, level)});
  return levels;
}

bool wantsHigh(const ContourMap& map) {
  const MetricColumn* metric = findMetric(map.value);
  return map.isSpeedup || (metric != nullptr && metric->goal == Goal::High);
}

void findEnds(ContourMap& map) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : map.grid.values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return;
  map.low = low;
  map.high = high;
}

/// How many squares there are, and how many of them have designs at all four corners. Those that are not chosen or
/// have no value count: where they are, the designs lie on a grid all the same.
void countSquares(ContourMap& map, const std::vector<double>& across, const std::vector<double>& up) {
  const ValueGrid grid = gridOf(across, up, std::vector<double>(across.size(), 0.0), GridChoice::Lowest);
  if (grid.x.size() < 2 || grid.y.size() < 2) return;
  map.squares = (grid.x.size() - 1) * (grid.y.size() - 1);
  for (std::size_t line = 0; line + 1 < grid.y.size(); ++line)
    for (std::size_t column = 0; column + 1 < grid.x.size(); ++column) {
      const double corners =
          grid.at(column, line) + grid.at(column + 1, line) + grid.at(column, line + 1) + grid.at(column + 1, line + 1);
      if (std::isfinite(corners)) ++map.completeSquares;
    }
}

}  // namespace

ContourMap contourMap(const FrontScene& scene, const ContourQuestion& question) {
  const TableColumn& column = *scene.table->find(question.value);
  ContourMap map{};
  map.value = question.value;
  std::vector<double> values = chosenNumbers(scene, column);
  if (question.speedupOf) {
    map.isSpeedup = true;
    map.unit = column.numbers[*question.speedupOf];
    for (double& value : values) value = map.unit / value;
  }
  const std::vector<double> across = placesOf(*scene.table->find(scene.x), scene.cloud->x());
  const std::vector<double> up = placesOf(*scene.table->find(scene.y), scene.cloud->y());
  map.grid = gridOf(across, up, values, wantsHigh(map) ? GridChoice::Highest : GridChoice::Lowest);
  findEnds(map);
  countSquares(map, across, up);
  map.levels = levelsOf(map.grid);
  const TableColumn* area = scene.table->find(kArea);
  if (area == nullptr || question.value == kArea || scene.x == kArea || scene.y == kArea) return map;
  map.areas = levelsOf(gridOf(across, up, chosenNumbers(scene, *area), GridChoice::Lowest));
  return map;
}

std::vector<std::string> contourAxes(const SweepResults& results) {
  constexpr std::size_t kEnough = 1000;
  std::vector<std::pair<std::size_t, std::string>> axes;
  for (const std::string& name : results.parameters) {
    const TableColumn* column = results.table->find(name);
    if (column == nullptr || !column->labels.empty()) continue;
    std::set<double> different;
    for (const double number : column->numbers)
      if (std::isfinite(number) && different.size() < kEnough) different.insert(number);
    if (different.size() > 1) axes.emplace_back(different.size(), name);
  }
  std::ranges::stable_sort(axes, std::ranges::greater(), &std::pair<std::size_t, std::string>::first);
  std::vector<std::string> names;
  for (std::size_t axis = 0; axis < std::min<std::size_t>(2, axes.size()); ++axis) names.push_back(axes[axis].second);
  return names;
}

double shareOf(const ContourMap& map, double value) {
  if (!(map.low < map.high)) return 0.5;
  const double share = map.low > 0 && map.high > kFarApart * map.low
                           ? std::log(value / map.low) / std::log(map.high / map.low)
                           : (value - map.low) / (map.high - map.low);
  return std::clamp(share, 0.0, 1.0);
}

}  // namespace fusewright
