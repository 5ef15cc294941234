#include "core/io/onnx/lower/resize_map.h"

#include <string>

namespace fusewright {
namespace {

/// A coordinate in the input: (offset + step * output index) / divide, before it is rounded.
struct Coordinate {
  std::int64_t step = 1;
  std::int64_t offset = 0;
  std::int64_t divide = 1;
};

std::optional<Coordinate> coordinateOf(const std::string& transformation, std::int64_t input, std::int64_t output) {
  // (i + 1/2) * in / out - 1/2
  if (transformation == "half_pixel" || transformation == "half_pixel_symmetric" ||
      (transformation == "pytorch_half_pixel" && output > 1))
    return Coordinate{.step = 2 * input, .offset = input - output, .divide = 2 * output};
  if (transformation == "asymmetric") return Coordinate{.step = input, .offset = 0, .divide = output};
  if (transformation == "align_corners" && output > 1)
    return Coordinate{.step = input - 1, .offset = 0, .divide = output - 1};
  return std::nullopt;
}

/// The nearest element: `c` rounded as nearest_mode says. floor(c + 1/2) rounds halves up, ceil(c - 1/2) down.
AxisSource nearest(const Coordinate& c, const std::string& rounding) {
  AxisSource source{.outputAxis = std::nullopt, .step = c.step, .offset = c.offset, .divide = c.divide};
  if (rounding == "ceil") source.offset += c.divide - 1;
  if (rounding == "round_prefer_floor" || rounding == "round_prefer_ceil") {
    source.step *= 2;
    source.offset = 2 * c.offset + c.divide - (rounding == "round_prefer_floor" ? 1 : 0);
    source.divide *= 2;
  }
  if (rounding == "floor" && c.offset < 0) source.reach = 2;  // what lies before the first element is the first
  return source;
}

/// The elements that are read along one axis of these sizes.
std::optional<AxisSource> sourceOf(const OnnxNode& node, std::int64_t input, std::int64_t output) {
  const bool upsample = node.operation == "Upsample";
  const std::string mode = attributeOr(node, "mode", std::string("nearest"));
  const std::string old = upsample || node.inputs.size() < 3 ? "asymmetric" : "half_pixel";  // before opset 11
  const auto c = coordinateOf(attributeOr(node, "coordinate_transformation_mode", old), input, output);
  if (!c || attributeOr(node, "antialias", std::int64_t{0}) != 0) return std::nullopt;
  AxisSource source{.outputAxis = std::nullopt, .step = c->step, .offset = c->offset, .divide = c->divide, .reach = 2};
  if (mode == "nearest") {
    const std::string rounding = old == "asymmetric" ? "floor" : "round_prefer_floor";
    source = nearest(*c, attributeOr(node, "nearest_mode", rounding));
  } else if (mode == "cubic") {
    source.offset -= source.divide;
    source.reach = 4;
  }
  const bool bySizes = node.inputs.size() > 3 && !node.inputs[3].empty();
  if (!bySizes && output % input != 0 && input % output != 0) {
    // The output's size was rounded down: the true coordinate is up to in/out smaller.
    const std::int64_t more = input / output + 1;
    source.offset -= more * source.divide;
    source.reach += more;
  }
  return source;
}

}  // namespace

IndexMap resizeMap(const OnnxNode& node, const std::vector<std::int64_t>& inputShape,
                   const std::vector<std::int64_t>& outputShape) {
  if (inputShape.size() != outputShape.size()) return {};
  IndexMap map = identityMap(inputShape.size());
  for (std::size_t axis = 0; axis < inputShape.size(); ++axis) {
    if (inputShape[axis] == outputShape[axis]) continue;
    const auto source = sourceOf(node, inputShape[axis], outputShape[axis]);
    map.axes[axis] = source.value_or(AxisSource{});
    map.axes[axis].outputAxis = source ? std::optional(static_cast<int>(axis)) : std::nullopt;
  }
  return map;
}

}  // namespace fusewright
