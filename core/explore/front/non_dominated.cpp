#include "core/explore/front/non_dominated.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>

namespace fusewright {
namespace {

/// The lower left corners of what two objectives dominate: first objective to second, falling.
using Staircase = std::map<double, double>;

/// Whether some step is at least as good as (x, y).
bool covers(const Staircase& stairs, double x, double y) {
  const auto after = stairs.upper_bound(x);
  return after != stairs.begin() && std::prev(after)->second <= y;
}

/// Adds (x, y), which is not covered; steps that it covers go.
void addStep(Staircase& stairs, double x, double y) {
  auto step = stairs.lower_bound(x);
  while (step != stairs.end() && step->second >= y) step = stairs.erase(step);
  stairs.emplace_hint(step, x, y);
}

/// Designs whose objectives are all numbers, by the first objective, then the second, ...; equal ones by index.
std::vector<std::size_t> inOrder(const ObjectiveColumns& objectives) {
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index < objectives.front().size(); ++index)
    if (std::ranges::none_of(objectives, [&](const auto& column) { return std::isnan(column[index]); }))
      order.push_back(index);
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    for (const std::vector<double>& column : objectives)
      if (column[a] != column[b]) return column[a] < column[b];
    return a < b;
  });
  return order;
}

bool atLeastAsGood(const ObjectiveColumns& objectives, std::size_t a, std::size_t b) {
  return std::ranges::all_of(objectives, [&](const std::vector<double>& column) { return column[a] <= column[b]; });
}

/// Of designs in order, each is beaten by an earlier one or by none.
std::vector<std::size_t> frontOfTwo(const ObjectiveColumns& objectives, std::span<const std::size_t> order) {
  std::vector<std::size_t> front;
  for (const std::size_t index : order)
    if (front.empty() || objectives[1][index] < objectives[1][front.back()]) front.push_back(index);
  return front;
}

std::vector<std::size_t> frontOfThree(const ObjectiveColumns& objectives, std::span<const std::size_t> order) {
  std::vector<std::size_t> front;
  Staircase stairs;
  for (const std::size_t index : order) {
    if (covers(stairs, objectives[1][index], objectives[2][index])) continue;
    addStep(stairs, objectives[1][index], objectives[2][index]);
    front.push_back(index);
  }
  return front;
}

std::vector<std::size_t> frontOfMany(const ObjectiveColumns& objectives, std::span<const std::size_t> order) {
  std::vector<std::size_t> front;
  for (const std::size_t index : order)
    if (std::ranges::none_of(front, [&](std::size_t kept) { return atLeastAsGood(objectives, kept, index); }))
      front.push_back(index);
  return front;
}

/// A point of a front, one number an objective.
using Point = std::vector<double>;

double areaOf(std::vector<Point> points, std::span<const double> reference) {
  std::ranges::sort(points);
  double area = 0;
  double top = reference[1];
  for (const Point& point : points) {
    if (point[1] >= top) continue;
    area += (reference[0] - point[0]) * (top - point[1]);
    top = point[1];
  }
  return area;
}

/// A staircase that knows the area between it and its reference.
class MeasuredStairs {
 public:
  MeasuredStairs(double right, double top) : right_(right), top_(top) {}

  void add(double x, double y) {
    if (covers(stairs_, x, y)) return;
    // What (x, y) adds: strips between the steps that it covers, from y up to the stairs before.
    auto step = stairs_.lower_bound(x);
    double ceiling = step == stairs_.begin() ? top_ : std::prev(step)->second;
    double left = x;
    while (step != stairs_.end() && step->second >= y) {
      area_ += (step->first - left) * (ceiling - y);
      left = step->first;
      ceiling = step->second;
      step = stairs_.erase(step);
    }
    area_ += ((step == stairs_.end() ? right_ : step->first) - left) * (ceiling - y);
    stairs_.emplace_hint(step, x, y);
  }
  [[nodiscard]] double area() const { return area_; }

 private:
  double right_;
  double top_;
  double area_ = 0;
  Staircase stairs_;
};

double volumeOfThree(std::vector<Point> points, std::span<const double> reference) {
  std::ranges::sort(points, {}, [](const Point& point) { return point[2]; });
  MeasuredStairs stairs(reference[0], reference[1]);
  double volume = 0;
  for (std::size_t index = 0; index < points.size(); ++index) {
    stairs.add(points[index][0], points[index][1]);
    const double next = index + 1 < points.size() ? points[index + 1][2] : reference[2];
    volume += stairs.area() * (next - points[index][2]);
  }
  return volume;
}

/// Slices along the last objective; each is a volume of one objective less.
double volumeOf(std::vector<Point> points, std::span<const double> reference) {
  const std::size_t objectives = reference.size();
  if (points.empty()) return 0;
  if (objectives == 1) return reference[0] - std::ranges::min_element(points)->front();
  if (objectives == 2) return areaOf(std::move(points), reference);
  if (objectives == 3) return volumeOfThree(std::move(points), reference);
  std::ranges::sort(points, {}, [](const Point& point) { return point.back(); });
  double volume = 0;
  std::vector<Point> below;
  for (std::size_t index = 0; index < points.size(); ++index) {
    below.emplace_back(points[index].begin(), points[index].end() - 1);
    const double next = index + 1 < points.size() ? points[index + 1].back() : reference.back();
    if (next > points[index].back())
      volume += (next - points[index].back()) * volumeOf(below, reference.first(objectives - 1));
  }
  return volume;
}

}  // namespace

std::vector<std::size_t> nonDominated(const ObjectiveColumns& objectives) {
  if (objectives.empty()) return {};
  const std::vector<std::size_t> order = inOrder(objectives);
  if (objectives.size() == 1) return {order.begin(), order.begin() + (order.empty() ? 0 : 1)};
  if (objectives.size() == 2) return frontOfTwo(objectives, order);
  if (objectives.size() == 3) return frontOfThree(objectives, order);
  return frontOfMany(objectives, order);
}

double hypervolume(const ObjectiveColumns& objectives, std::span<const double> reference) {
  if (objectives.empty()) return 0;
  std::vector<Point> points;
  for (const std::size_t index : nonDominated(objectives)) {
    Point point;
    for (const std::vector<double>& column : objectives) point.push_back(column[index]);
    bool inside = true;
    for (std::size_t objective = 0; objective < point.size(); ++objective)
      inside = inside && point[objective] < reference[objective];
    if (inside) points.push_back(std::move(point));
  }
  return volumeOf(std::move(points), reference);
}

}  // namespace fusewright
