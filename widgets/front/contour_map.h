#pragma once

#include <string>
#include <vector>

#include "core/explore/front/contours.h"
#include "widgets/front/front_scene.h"

namespace fusewright {

/// The lines of one level.
struct ContourLevel {
  double level = 0;
  std::vector<Contour> lines;  ///< places of the cloud

  friend bool operator==(const ContourLevel&, const ContourLevel&) = default;
};

/// A metric over two parameters, as fig. 12 of the study shows latency: the best design of each pair of values, lines
/// of equal values between them, and lines of equal area.
struct ContourMap {
  std::string value;  ///< column
  double unit = 1;    ///< values are in such units of it: those of the present design make them a speedup
  bool isSpeedup = false;
  ValueGrid grid;  ///< over places of the cloud
  std::vector<ContourLevel> levels;
  std::vector<ContourLevel> areas;  ///< in mm2; none if the value is the area itself
  double low = 0;                   ///< of the values
  double high = 1;
  std::size_t squares = 0;          ///< between neighbours of the grid
  std::size_t completeSquares = 0;  ///< with a design at every corner, whatever its value: only these can have lines
};

/// What contours are over.
struct ContourQuestion {
  std::string value;                     ///< column of numbers
  std::optional<std::size_t> speedupOf;  ///< row that values are divided into; none: values as they are
};

/// The map of the chosen designs of a scene over its two axes.
[[nodiscard]] ContourMap contourMap(const FrontScene& scene, const ContourQuestion& question);

/// The two parameters with the most different numbers, the one with more across; fewer if there are not two.
[[nodiscard]] std::vector<std::string> contourAxes(const SweepResults& results);

/// How strong a value is, 0..1 between the lowest and the highest; by powers where those are far apart.
[[nodiscard]] double shareOf(const ContourMap& map, double value);

}  // namespace fusewright
