#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace fusewright {

/// A place on a plane.
struct PlanePoint {
  double x = 0;
  double y = 0;

  friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

/// Values at the crossings of upright and level lines; not a number where nothing is known.
struct ValueGrid {
  std::vector<double> x;       ///< ascending
  std::vector<double> y;       ///< ascending
  std::vector<double> values;  ///< by y, then x

  [[nodiscard]] double at(std::size_t column, std::size_t line) const { return values[line * x.size() + column]; }

  friend bool operator==(const ValueGrid&, const ValueGrid&) = default;
};

/// Which of several values at one crossing counts.
enum class GridChoice { Lowest, Highest };

/// The grid of scattered points: a line for each different coordinate, or `most` of equal distance if there are more
/// (points then count for the nearest). Points with a coordinate or a value that is not a number are left out.
[[nodiscard]] ValueGrid gridOf(std::span<const double> x, std::span<const double> y, std::span<const double> values,
                               GridChoice choice, std::size_t most = 64);

/// The value between the crossings, in proportion to the distances (bilinear); not a number off the grid or beside a
/// crossing without a value.
[[nodiscard]] double valueAt(const ValueGrid& grid, PlanePoint place);

/// One line along which the values equal a level; a closed one ends where it begins.
using Contour = std::vector<PlanePoint>;

/// All lines along which the values equal `level`, by marching squares: a square whose corners lie on both sides is
/// crossed by straight lines between its edges; where the corners alternate, the mean of the four decides which way.
/// Squares with an unknown corner have none.
[[nodiscard]] std::vector<Contour> contoursAt(const ValueGrid& grid, double level);

/// Round numbers strictly between the values of a grid, about `count`: steps of 1, 2 or 5 times a power of ten; those
/// numbers themselves if the values, all above 0, differ by more than a factor of ten.
[[nodiscard]] std::vector<double> contourLevels(const ValueGrid& grid, std::size_t count);

}  // namespace fusewright
