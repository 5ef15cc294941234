#include "core/explore/front/contours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace fusewright {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

std::vector<double> linesOf(std::vector<double> coordinates, std::size_t most) {
  std::ranges::sort(coordinates);
  const auto same = std::ranges::unique(coordinates);
  coordinates.erase(same.begin(), same.end());
  if (coordinates.size() <= most) return coordinates;
  const double low = coordinates.front();
  const double high = coordinates.back();
  std::vector<double> even(most);
  for (std::size_t line = 0; line < most; ++line)
    even[line] = low + (high - low) * static_cast<double>(line) / static_cast<double>(most - 1);
  return even;
}

/// The line nearest to a coordinate; `lines` are ascending.
std::size_t nearestLine(const std::vector<double>& lines, double coordinate) {
  const auto after = std::ranges::lower_bound(lines, coordinate);
  if (after == lines.begin()) return 0;
  if (after == lines.end()) return lines.size() - 1;
  const auto place = static_cast<std::size_t>(after - lines.begin());
  return coordinate - lines[place - 1] < lines[place] - coordinate ? place - 1 : place;
}

/// The place below a coordinate, and how far it is to the next: 0..1. None off the lines.
std::optional<std::pair<std::size_t, double>> between(const std::vector<double>& lines, double coordinate) {
  if (lines.size() < 2 || !(coordinate >= lines.front()) || !(coordinate <= lines.back())) return std::nullopt;
  const auto after = std::ranges::upper_bound(lines, coordinate);
  const auto place = std::min(static_cast<std::size_t>(after - lines.begin()), lines.size() - 1) - 1;
  return std::pair(place, (coordinate - lines[place]) / (lines[place + 1] - lines[place]));
}

/// Walks over the squares of a grid and joins what crosses them into lines.
class Marcher {
 public:
  Marcher(const ValueGrid& grid, double level) : grid_(grid), level_(level) {}

  [[nodiscard]] std::vector<Contour> lines() {
    for (std::size_t line = 0; line + 1 < grid_.y.size(); ++line)
      for (std::size_t column = 0; column + 1 < grid_.x.size(); ++column) cross(column, line);
    std::vector<Contour> contours;
    // Open lines first, from an end; what is left are rings.
    for (const bool open : {true, false})
      for (const auto& [edge, neighbours] : neighbours_)
        if (!neighbours.empty() && (!open || neighbours.size() == 1)) contours.push_back(follow(edge));
    return contours;
  }

 private:
  /// Edges by number: level ones from (column, line) to the right, then upright ones from it upwards.
  using Edge = std::size_t;

  [[nodiscard]] Edge level(std::size_t column, std::size_t line) const { return 2 * (line * grid_.x.size() + column); }
  [[nodiscard]] Edge upright(std::size_t column, std::size_t line) const { return level(column, line) + 1; }
  [[nodiscard]] bool above(double value) const { return value >= level_; }

  void cross(std::size_t column, std::size_t line) {
    const std::array corners{grid_.at(column, line), grid_.at(column + 1, line), grid_.at(column + 1, line + 1),
                             grid_.at(column, line + 1)};
    if (std::ranges::any_of(corners, [](double value) { return !std::isfinite(value); })) return;
    // Edge i leads from corner i to the next one.
    const std::array edges{level(column, line), upright(column + 1, line), level(column, line + 1),
                           upright(column, line)};
    std::vector<std::size_t> crossed;
    for (std::size_t edge = 0; edge < edges.size(); ++edge)
      if (above(corners[edge]) != above(corners[(edge + 1) % edges.size()])) crossed.push_back(edge);
    if (crossed.size() == 2) join(edges[crossed[0]], edges[crossed[1]]);
    if (crossed.size() != 4) return;
    // A saddle: the corners like the middle are joined through it, the other two are cut off.
    const double mean = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
    const bool cutsFirst = above(mean) != above(corners[0]);
    join(edges[0], edges[cutsFirst ? 3 : 1]);
    join(edges[2], edges[cutsFirst ? 1 : 3]);
  }

  void join(Edge a, Edge b) {
    neighbours_[a].push_back(b);
    neighbours_[b].push_back(a);
  }

  [[nodiscard]] PlanePoint crossing(Edge edge) const {
    const std::size_t corner = edge / 2;
    const std::size_t column = corner % grid_.x.size();
    const std::size_t line = corner / grid_.x.size();
    const bool isLevel = edge % 2 == 0;
    const double from = grid_.at(column, line);
    const double to = isLevel ? grid_.at(column + 1, line) : grid_.at(column, line + 1);
    const double share = (level_ - from) / (to - from);
    const double x = grid_.x[column];
    const double y = grid_.y[line];
    return isLevel ? PlanePoint{std::lerp(x, grid_.x[column + 1], share), y}
                   : PlanePoint{x, std::lerp(y, grid_.y[line + 1], share)};
  }

  /// Takes a line away from its edge on and gives it back.
  [[nodiscard]] Contour follow(Edge at) {
    Contour contour{crossing(at)};
    while (!neighbours_[at].empty()) {
      const Edge next = neighbours_[at].back();
      neighbours_[at].pop_back();
      std::erase(neighbours_[next], at);
      contour.push_back(crossing(next));
      at = next;
    }
    return contour;
  }

  const ValueGrid& grid_;
  double level_;
  std::map<Edge, std::vector<Edge>> neighbours_;  ///< crossings that a straight line leads to, at most two
};

}  // namespace

ValueGrid gridOf(std::span<const double> x, std::span<const double> y, std::span<const double> values,
                 GridChoice choice, std::size_t most) {
  std::vector<std::size_t> known;
  std::vector<double> across;
  std::vector<double> up;
  for (std::size_t point = 0; point < values.size(); ++point) {
    if (!std::isfinite(x[point]) || !std::isfinite(y[point]) || !std::isfinite(values[point])) continue;
    known.push_back(point);
    across.push_back(x[point]);
    up.push_back(y[point]);
  }
  ValueGrid grid{.x = linesOf(std::move(across), most), .y = linesOf(std::move(up), most), .values = {}};
  grid.values.assign(grid.x.size() * grid.y.size(), kNoValue);
  for (const std::size_t point : known) {
    double& value = grid.values[nearestLine(grid.y, y[point]) * grid.x.size() + nearestLine(grid.x, x[point])];
    const bool better = choice == GridChoice::Lowest ? values[point] < value : values[point] > value;
    if (std::isnan(value) || better) value = values[point];
  }
  return grid;
}

double valueAt(const ValueGrid& grid, PlanePoint place) {
  const auto across = between(grid.x, place.x);
  const auto up = between(grid.y, place.y);
  if (!across || !up) return kNoValue;
  const auto [column, right] = *across;
  const auto [line, top] = *up;
  // std::lerp() may make a number of what is none.
  const double below = (1 - right) * grid.at(column, line) + right * grid.at(column + 1, line);
  const double above = (1 - right) * grid.at(column, line + 1) + right * grid.at(column + 1, line + 1);
  return (1 - top) * below + top * above;
}

std::vector<Contour> contoursAt(const ValueGrid& grid, double level) {
  return Marcher(grid, level).lines();
}

std::vector<double> contourLevels(const ValueGrid& grid, std::size_t count) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : grid.values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  std::vector<double> levels;
  if (!(low < high) || count == 0) return levels;
  constexpr std::array kRound{1.0, 2.0, 5.0};
  if (low > 0 && high > 10 * low) {
    for (double power = std::pow(10, std::floor(std::log10(low))); power < high; power *= 10)
      for (const double digit : kRound)
        if (digit * power > low && digit * power < high) levels.push_back(digit * power);
    return levels;
  }
  const double wanted = (high - low) / static_cast<double>(count);
  const double power = std::pow(10, std::floor(std::log10(wanted)));
  double step = 10 * power;
  for (const double digit : kRound)
    if (digit * power >= wanted) {
      step = digit * power;
      break;
    }
  for (double place = std::floor(low / step) + 1; place * step < high; ++place) levels.push_back(place * step);
  return levels;
}

}  // namespace fusewright
