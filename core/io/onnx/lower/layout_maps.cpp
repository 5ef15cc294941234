#include "core/io/onnx/lower/layout_maps.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>

#include "core/io/onnx/lower/resize_map.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// One layout operator's map from an output back to an input.
struct MapSite {
  const LoweringSite& lowering;
  std::size_t input;
  std::size_t output;
  const Shape& inputShape;
  const Shape& outputShape;

  [[nodiscard]] const OnnxNode& node() const { return lowering.node; }
  [[nodiscard]] std::optional<Shape> contents(std::size_t of) const {
    return inputContents(lowering.graph, node(), of);
  }
};

using MapRule = IndexMap (*)(const MapSite& site);

IndexMap barrier() {
  return {};
}

IndexMap reshape() {
  return {.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
}

/// The identity, or, where the operator changed the shape after all, the same elements in row-major order.
IndexMap sameElements(const MapSite& site) {
  if (site.inputShape == site.outputShape) return identityMap(site.inputShape.size());
  return elementCount(site.inputShape) == elementCount(site.outputShape) ? reshape() : barrier();
}

IndexMap transposed(const MapSite& site) {
  const std::size_t rank = site.inputShape.size();
  Shape permutation(rank);
  std::iota(permutation.rbegin(), permutation.rend(), std::int64_t{0});
  permutation = attributeOr(site.node(), "perm", permutation);
  Shape sorted = permutation;
  std::ranges::sort(sorted);
  for (std::size_t axis = 0; axis < sorted.size(); ++axis)
    if (sorted[axis] != static_cast<std::int64_t>(axis)) return barrier();
  if (permutation.size() != rank || site.outputShape.size() != rank) return barrier();
  IndexMap map = identityMap(rank);
  for (std::size_t axis = 0; axis < rank; ++axis)
    map.axes[static_cast<std::size_t>(permutation[axis])].outputAxis = static_cast<int>(axis);
  return map;
}

/// Starts and steps of a Slice by axis, from inputs (opset 10 and later) or attributes; none if not known.
IndexMap sliced(const MapSite& site) {
  const std::size_t rank = site.inputShape.size();
  if (site.outputShape.size() != rank) return barrier();
  const bool byAttributes = site.node().attributes.contains("starts");
  const auto starts = byAttributes ? std::optional(attributeOr(site.node(), "starts", Shape{})) : site.contents(1);
  auto axes = byAttributes ? std::optional(attributeOr(site.node(), "axes", Shape{})) : site.contents(3);
  const auto steps = byAttributes ? std::nullopt : site.contents(4);
  IndexMap map = identityMap(rank);
  for (std::size_t axis = 0; axis < rank; ++axis)
    if (!starts && site.inputShape[axis] != site.outputShape[axis]) map.axes[axis].outputAxis = std::nullopt;
  if (!starts) return map;
  if (!axes || axes->empty()) {
    axes = Shape(starts->size());
    std::iota(axes->begin(), axes->end(), std::int64_t{0});
  }
  for (std::size_t entry = 0; entry < starts->size() && entry < axes->size(); ++entry) {
    const auto axis = frontAxis((*axes)[entry], rank);
    if (!axis) return barrier();
    const std::int64_t size = site.inputShape[*axis];
    const std::int64_t step = steps && entry < steps->size() ? (*steps)[entry] : 1;
    const std::int64_t start =
        (*starts)[entry] < 0 ? std::max<std::int64_t>((*starts)[entry], -size) + size : (*starts)[entry];
    if (step == 0) return barrier();
    map.axes[*axis].step = std::clamp(step, -size, size);  // a longer one leads past the end as well
    map.axes[*axis].offset = std::clamp<std::int64_t>(start, 0, step > 0 ? size : size - 1);
  }
  return map;
}

IndexMap split(const MapSite& site) {
  const auto axis = frontAxis(attributeOr(site.node(), "axis", std::int64_t{0}), site.inputShape.size());
  if (!axis || site.outputShape.size() != site.inputShape.size()) return barrier();
  IndexMap map = identityMap(site.inputShape.size());
  for (std::size_t earlier = 0; earlier < site.output; ++earlier) {
    const auto& part = site.lowering.outputs[earlier];
    if (!part) continue;
    const Shape& shape = site.lowering.tensor(*part).shape;
    if (shape.size() != site.inputShape.size()) return barrier();  // declared so; then nothing is known of the others
    map.axes[*axis].offset += shape[*axis];
  }
  return map;
}

IndexMap concatenated(const MapSite& site) {
  const std::size_t rank = site.outputShape.size();
  const auto axis = frontAxis(attributeOr(site.node(), "axis", std::int64_t{0}), rank);
  if (!axis || site.inputShape.size() != rank) return barrier();
  std::int64_t begin = 0;
  for (std::size_t earlier = 0; earlier < site.input; ++earlier) {
    const auto& part = site.lowering.inputs[earlier];
    if (part && site.lowering.tensor(*part).shape.size() == rank) begin += site.lowering.tensor(*part).shape[*axis];
  }
  IndexMap map = identityMap(rank);
  map.axes[*axis].offset = -begin;
  map.windowAxis = static_cast<int>(*axis);
  map.window = {begin, begin + site.inputShape[*axis]};
  return map;
}

/// Output axes: those of the data before `axis`, those of the indices, those of the data after it.
IndexMap gathered(const MapSite& site) {
  const bool isData = site.input == 0;
  const auto& other = site.lowering.inputs[isData ? 1 : 0];
  const Shape& data = isData || !other ? site.inputShape : site.lowering.tensor(*other).shape;
  const auto axis = frontAxis(attributeOr(site.node(), "axis", std::int64_t{0}), data.size());
  if (!axis || site.outputShape.size() + 1 < data.size()) return barrier();
  const std::size_t indexAxes = site.outputShape.size() + 1 - data.size();
  if (!isData) {
    if (site.inputShape.size() != indexAxes) return barrier();
    IndexMap map = identityMap(indexAxes);
    for (std::size_t index = 0; index < indexAxes; ++index)
      map.axes[index].outputAxis = static_cast<int>(*axis + index);
    return map;
  }
  IndexMap map = identityMap(data.size());
  for (std::size_t after = *axis + 1; after < data.size(); ++after)
    map.axes[after].outputAxis = static_cast<int>(after + indexAxes - 1);
  map.axes[*axis].outputAxis = std::nullopt;
  const auto indices = site.contents(1);
  if (!indices || indices->empty()) return map;
  // A run of consecutive indices along one axis reads a run of the data.
  const std::int64_t first = (*indices)[0] < 0 ? (*indices)[0] + data[*axis] : (*indices)[0];
  for (std::size_t next = 1; next < indices->size(); ++next)
    if ((*indices)[next] != (*indices)[0] + static_cast<std::int64_t>(next)) return map;
  if (indexAxes == 1) map.axes[*axis] = {.outputAxis = static_cast<int>(*axis), .step = 1, .offset = first};
  // A single index without an axis of its own is the same wherever the output is read.
  if (indexAxes == 0 && !site.outputShape.empty()) map.axes[*axis] = {.outputAxis = 0, .step = 0, .offset = first};
  return map;
}

/// Expand and Tile: an axis that keeps its size is read in step, any other one as a whole.
IndexMap repeated(const MapSite& site) {
  const std::size_t rank = site.inputShape.size();
  if (site.outputShape.size() < rank) return barrier();
  IndexMap map = identityMap(rank);
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const std::size_t outputAxis = site.outputShape.size() - rank + axis;
    const bool keeps = site.inputShape[axis] == site.outputShape[outputAxis];
    map.axes[axis].outputAxis = keeps ? std::optional(static_cast<int>(outputAxis)) : std::nullopt;
  }
  return map;
}

IndexMap padded(const MapSite& site) {
  const std::size_t rank = site.inputShape.size();
  const auto pads = knownPads(site.lowering);
  if (site.outputShape.size() != rank) return barrier();
  const bool constant = attributeOr(site.node(), "mode", std::string("constant")) == "constant";
  IndexMap map = identityMap(rank);
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const bool untouched = site.inputShape[axis] == site.outputShape[axis];
    if (pads && constant)
      map.axes[axis].offset = -std::clamp((*pads)[axis], -site.inputShape[axis], site.outputShape[axis]);
    else if (!untouched)
      map.axes[axis].outputAxis = std::nullopt;  // reflected or unknown: read as a whole
  }
  return map;
}

/// Operators that pick along one axis of tensors of equal rank, by indices that are not known.
IndexMap pickedByIndex(const MapSite& site) {
  const std::size_t rank = site.outputShape.size();
  if (site.inputShape.size() != rank) return barrier();
  const auto axis = frontAxis(attributeOr(site.node(), "axis", std::int64_t{0}), rank);
  if (!axis || site.inputShape != site.outputShape) return barrier();
  IndexMap map = identityMap(rank);
  map.axes[*axis].outputAxis = std::nullopt;
  return map;
}

IndexMap resize(const MapSite& site) {
  return resizeMap(site.node(), site.inputShape, site.outputShape);
}

/// ReverseSequence: which element of a sequence is read depends on its length.
IndexMap reversed(const MapSite& site) {
  const std::size_t rank = site.inputShape.size();
  const auto time = frontAxis(attributeOr(site.node(), "time_axis", std::int64_t{0}), rank);
  if (!time || site.outputShape != site.inputShape) return barrier();
  IndexMap map = identityMap(rank);
  map.axes[*time].outputAxis = std::nullopt;
  return map;
}

const std::map<std::string_view, MapRule>& mapRules() {
  static const std::map<std::string_view, MapRule> kRules{{"Identity", sameElements},
                                                          {"Cast", sameElements},
                                                          {"CastLike", sameElements},
                                                          {"QuantizeLinear", sameElements},
                                                          {"DequantizeLinear", sameElements},
                                                          {"Dropout", sameElements},
                                                          {"Reshape", sameElements},
                                                          {"Flatten", sameElements},
                                                          {"Squeeze", sameElements},
                                                          {"Unsqueeze", sameElements},
                                                          {"Trilu", sameElements},
                                                          {"Softplus", sameElements},
                                                          {"Transpose", transposed},
                                                          {"Slice", sliced},
                                                          {"Split", split},
                                                          {"Concat", concatenated},
                                                          {"Gather", gathered},
                                                          {"Expand", repeated},
                                                          {"Tile", repeated},
                                                          {"Pad", padded},
                                                          {"Resize", resize},
                                                          {"Upsample", resize},
                                                          {"ReverseSequence", reversed},
                                                          {"GatherElements", pickedByIndex},
                                                          {"ScatterElements", pickedByIndex}};
  return kRules;
}

}  // namespace

bool carriesElements(const OnnxNode& node, std::size_t input) {
  constexpr std::string_view kNone[] = {"Shape",   "Size",         "ConstantOfShape", "Range",
                                        "EyeLike", "RandomNormal", "RandomUniform"};
  constexpr std::string_view kSeveral[] = {"Concat",    "Gather",  "GatherElements", "GatherND", "ScatterElements",
                                           "ScatterND", "Scatter", "OneHot",         "Compress"};
  const auto isAmong = [&](const auto& operations) {
    return std::ranges::find(operations, std::string_view(node.operation)) != std::end(operations);
  };
  if (isAmong(kNone)) return false;
  return input == 0 || isAmong(kSeveral);
}

std::optional<std::vector<std::int64_t>> knownPads(const LoweringSite& site) {
  const std::size_t rank = site.tensor(*site.inputs[0]).shape.size();
  auto pads = site.node.attributes.contains("pads") ? std::optional(attributeOr(site.node, "pads", Shape{}))
                                                    : inputContents(site.graph, site.node, 1);
  const auto axes = inputContents(site.graph, site.node, 3);
  if (pads && axes) {  // pads of some axes only (opset 18)
    Shape all(2 * rank, 0);
    for (std::size_t entry = 0; entry < axes->size() && pads->size() == 2 * axes->size(); ++entry)
      if (const auto axis = frontAxis((*axes)[entry], rank)) {
        all[*axis] = (*pads)[entry];
        all[rank + *axis] = (*pads)[axes->size() + entry];
      }
    pads = all;
  }
  return pads && pads->size() == 2 * rank ? pads : std::nullopt;
}

IndexMap layoutMap(const LoweringSite& site, std::size_t input, std::size_t output) {
  const auto rule = mapRules().find(site.node.operation);
  if (rule == mapRules().end()) return barrier();
  return rule->second({.lowering = site,
                       .input = input,
                       .output = output,
                       .inputShape = site.tensor(*site.inputs[input]).shape,
                       .outputShape = site.tensor(*site.outputs[output]).shape});
}

std::vector<IndexMap> gatherRuns(const LoweringSite& site) {
  constexpr std::size_t kMostRuns = 4096;
  const auto indices = inputContents(site.graph, site.node, 1);
  if (site.node.operation != "Gather" || !indices || indices->size() < 2 || !site.inputs[1]) return {};
  const Shape& data = site.tensor(*site.inputs[0]).shape;
  const auto axis = frontAxis(attributeOr(site.node, "axis", std::int64_t{0}), data.size());
  if (!axis || site.tensor(*site.inputs[1]).shape.size() != 1) return {};
  std::vector<std::int64_t> from;
  for (std::int64_t index : *indices) from.push_back(index < 0 ? index + data[*axis] : index);
  std::vector<IndexMap> runs;
  for (std::size_t begin = 0; begin < from.size();) {
    std::size_t end = begin + 1;
    const std::int64_t step = end < from.size() ? from[end] - from[begin] : 0;
    while (end < from.size() && from[end] - from[end - 1] == step) ++end;
    IndexMap map = identityMap(data.size());
    map.axes[*axis].step = step;
    map.axes[*axis].offset = from[begin] - step * static_cast<std::int64_t>(begin);
    map.windowAxis = static_cast<int>(*axis);
    map.window = {static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end)};
    runs.push_back(std::move(map));
    if (runs.size() > kMostRuns) return {};
    begin = end;
  }
  return runs;
}

bool dependsOnContents(const LoweringSite& site) {
  constexpr std::string_view kPicking[] = {"Gather",  "GatherElements",  "GatherND",
                                           "Scatter", "ScatterElements", "ScatterND",
                                           "NonZero", "Compress",        "ReverseSequence"};
  if (std::ranges::find(kPicking, std::string_view(site.node.operation)) == std::end(kPicking)) return false;
  const bool known = site.inputs.size() > 1 && inputContents(site.graph, site.node, 1);
  return fromPredecessor(site, 0) && (site.node.operation != "Gather" || !known);
}

}  // namespace fusewright
