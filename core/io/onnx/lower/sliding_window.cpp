#include "core/io/onnx/lower/sliding_window.h"

#include <algorithm>

namespace fusewright {
namespace {

using Sizes = std::vector<std::int64_t>;

/// Largest stride, dilation or padding: products with sizes then stay far below 2^63.
constexpr std::int64_t kLargestStep = std::int64_t{1} << 20;

/// An attribute with one number per axis; `fallback` on every axis if it is absent. None if its length is another.
std::optional<Sizes> perAxis(const OnnxNode& node, const std::string& name, std::size_t axes, std::int64_t fallback) {
  Sizes values = attributeOr(node, name, Sizes(axes, fallback));
  const auto inRange = [](std::int64_t value) { return value >= 1 && value <= kLargestStep; };
  if (values.size() != axes || !std::ranges::all_of(values, inRange)) return std::nullopt;
  return values;
}

/// Padding before the first element that auto_pad = SAME_UPPER or SAME_LOWER asks for (ONNX operator Conv).
std::int64_t samePadding(const SlidingWindow& window, std::int64_t input, std::int64_t output, bool lower) {
  const std::int64_t reach = (output - 1) * window.stride + window.dilation * (window.taps - 1) + 1;
  const std::int64_t total = std::max<std::int64_t>(reach - input, 0);
  return lower ? (total + 1) / 2 : total / 2;
}

}  // namespace

std::optional<std::vector<SlidingWindow>> slidingWindows(const OnnxNode& node, const Sizes& kernel,
                                                         const Sizes& inputSizes, const Sizes& outputSizes) {
  const std::size_t axes = kernel.size();
  const auto strides = perAxis(node, "strides", axes, 1);
  const auto dilations = perAxis(node, "dilations", axes, 1);
  const Sizes pads = attributeOr(node, "pads", Sizes(2 * axes, 0));
  if (!strides || !dilations || pads.size() != 2 * axes) return std::nullopt;
  const std::string automatic = attributeOr(node, "auto_pad", std::string("NOTSET"));
  std::vector<SlidingWindow> windows;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    SlidingWindow window{.taps = kernel[axis], .stride = (*strides)[axis], .dilation = (*dilations)[axis]};
    if (window.taps < 1 || window.taps > kLargestStep || pads[axis] < 0 || pads[axis] > kLargestStep)
      return std::nullopt;
    if (automatic == "NOTSET")
      window.padding = pads[axis];
    else if (automatic.starts_with("SAME"))
      window.padding = samePadding(window, inputSizes[axis], outputSizes[axis], automatic == "SAME_LOWER");
    windows.push_back(window);
  }
  return windows;
}

Axis windowAxis(const SlidingWindow& window, int output, int tap) {
  return {.terms = {{.dim = output, .stride = window.stride}, {.dim = tap, .stride = window.dilation}},
          .offset = -window.padding,
          .broadcast = false};
}

}  // namespace fusewright
