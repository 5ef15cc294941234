#include "core/io/onnx/lower/window_nest.h"

#include <utility>

namespace fusewright {

std::vector<std::int64_t> spatial(const std::vector<std::int64_t>& shape) {
  return {shape.begin() + 2, shape.end()};
}

std::string spatialLetter(std::size_t fromLast) {
  return std::string(1, "XYZ"[fromLast]);
}

Axis plainAxis(int dim) {
  return {.terms = {{.dim = dim, .stride = 1}}, .offset = 0, .broadcast = false};
}

Axis groupedAxis(int group, std::int64_t groupSize, int channel) {
  return {
      .terms = {{.dim = group, .stride = groupSize}, {.dim = channel, .stride = 1}}, .offset = 0, .broadcast = false};
}

int Nest::add(std::string name, std::int64_t size) {
  loops_.push_back({.name = std::move(name), .size = size});
  return static_cast<int>(loops_.size()) - 1;
}

std::optional<WindowSite> windowSite(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0]) return std::nullopt;
  WindowSite window{*site.inputs[0], *site.outputs[0], site.tensor(*site.inputs[0]).shape,
                    site.tensor(*site.outputs[0]).shape};
  const std::size_t rank = window.inputShape.size();
  if (rank < 3 || rank > 2 + kMostSpatialAxes || window.outputShape.size() != rank) return std::nullopt;
  return window;
}

}  // namespace fusewright
