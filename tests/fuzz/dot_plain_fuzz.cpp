// Whatever a layout program answers, reading it gives a whole layout or an Error that says where. The first two bytes
// are how many boxes and arrows were asked for, the rest is the answer.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/io/dot_text.h"

using namespace fusewright;

namespace {

/// A chain, and from every third box an arrow past the next one.
LayoutProblem problemOf(std::size_t boxes, std::size_t edges) {
  LayoutProblem problem{.boxes = std::vector<BoxSize>(boxes, BoxSize{.width = 60, .height = 30}), .edges = {}};
  for (std::size_t from = 0; from + 1 < boxes && problem.edges.size() < edges; ++from) {
    problem.edges.push_back({from, from + 1});
    if (from % 3 == 0 && from + 2 < boxes) problem.edges.push_back({from, from + 2});
  }
  return problem;
}

void demandWhole(const GraphLayout& layout, const LayoutProblem& problem) {
  if (layout.centres.size() != problem.boxes.size() || layout.curves.size() != problem.edges.size()) std::abort();
  for (const auto& curve : layout.curves) {
    if (curve.size() < 4 || curve.size() % 3 != 1) std::abort();
    for (const Point& point : curve)
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const LayoutProblem problem = problemOf(data[0] % 8, data[1] % 12);
  const std::string_view answer(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto layout = parseDotPlain(answer, problem);
  if (layout) {
    demandWhole(*layout, problem);
  } else if (layout.error().what.empty() || layout.error().where.empty() || layout.error().remedy.empty()) {
    std::abort();
  }
  return 0;
}
