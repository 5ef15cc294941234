#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace fusewright {

/// A place in a drawing; y grows downwards. Units are those of the boxes.
struct Point {
  double x = 0;
  double y = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

struct BoxSize {
  double width = 0;
  double height = 0;

  friend bool operator==(const BoxSize&, const BoxSize&) = default;
};

/// An arrow from one box to a later one; at most one for each pair.
struct LayoutEdge {
  std::size_t from = 0;
  std::size_t to = 0;

  friend bool operator==(const LayoutEdge&, const LayoutEdge&) = default;
};

/// Which way arrows run.
enum class FlowDirection : std::uint8_t { Down, Right };

/// What is to be laid out. Boxes are numbered so that every edge leads to a greater number.
struct LayoutProblem {
  std::vector<BoxSize> boxes;
  std::vector<LayoutEdge> edges;
  FlowDirection flow = FlowDirection::Down;
  double rankGap = 36;  ///< between boxes of neighbouring ranks
  double boxGap = 22;   ///< between boxes of one rank

  friend bool operator==(const LayoutProblem&, const LayoutProblem&) = default;
};

/// Where everything is.
struct GraphLayout {
  std::vector<Point> centres;              ///< by box
  std::vector<std::vector<Point>> curves;  ///< by edge: 1 + 3n points of n cubic Bezier curves, from start to end
  BoxSize size;                            ///< everything lies within (0, 0) and this

  friend bool operator==(const GraphLayout&, const GraphLayout&) = default;
};

}  // namespace fusewright
