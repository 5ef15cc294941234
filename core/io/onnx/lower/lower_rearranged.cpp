// Layout operators that are several simple ones in a row, so that dependencies through them stay exact: DepthToSpace,
// SpaceToDepth, Tile, and Pad that repeats what lies inside.

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Routing layers in a row, each reading what the one before it made.
class RoutingChain {
 public:
  explicit RoutingChain(const LoweringSite& site) : site_(site), current_(*site.inputs[0]) {}

  /// The next layer: a tensor of `shape` that reads the one before it by `maps`, each in its window.
  void add(Shape shape, std::vector<IndexMap> maps) { steps_.push_back({std::move(shape), std::move(maps)}); }

  Lowered lower() && {
    Lowered lowered;
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      const bool last = step + 1 == steps_.size();
      const TensorId made = last ? *site_.outputs[0] : TensorId(site_.firstTensor() + lowered.tensors.size());
      Layer layer = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
      if (!last) {
        layer.name += fmt::format("/{}", step);
        lowered.tensors.push_back({.name = layer.name, .shape = steps_[step].shape});
      }
      Route route{.output = made, .inputs = {}};
      for (IndexMap& map : steps_[step].maps) route.inputs.push_back({.tensor = current_, .map = std::move(map)});
      layer.routes = {std::move(route)};
      lowered.layers.push_back(std::move(layer));
      current_ = made;
    }
    return lowered;
  }

 private:
  struct Step {
    Shape shape;
    std::vector<IndexMap> maps;
  };
  const LoweringSite& site_;
  TensorId current_;
  std::vector<Step> steps_;
};

IndexMap reshaped() {
  return {.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
}

/// Axis number a of the output is axis number `from[a]` of the input.
IndexMap transposed(const std::vector<int>& from) {
  IndexMap map = identityMap(from.size());
  for (std::size_t axis = 0; axis < from.size(); ++axis)
    map.axes[static_cast<std::size_t>(from[axis])].outputAxis = static_cast<int>(axis);
  return map;
}

bool isComplete(const LoweringSite& site) {
  return !site.outputs.empty() && site.outputs[0] && !site.inputs.empty() && site.inputs[0];
}

Shape permuted(const Shape& shape, const std::vector<int>& from) {
  Shape made;
  for (int axis : from) made.push_back(shape[static_cast<std::size_t>(axis)]);
  return made;
}

/// Elements along one axis that lie outside of the input, and what they repeat.
struct Border {
  std::int64_t before = 0;
  std::int64_t after = 0;
};

/// Maps for the inside and both borders along one axis of `size` elements.
std::vector<IndexMap> borderMaps(std::size_t rank, std::size_t axis, std::int64_t size, Border border,
                                 const std::string& mode) {
  std::vector<IndexMap> maps;
  const auto add = [&](Interval window, std::int64_t step, std::int64_t offset) {
    if (window.empty()) return;
    IndexMap map = identityMap(rank);
    map.axes[axis].step = step;
    map.axes[axis].offset = offset;
    map.windowAxis = static_cast<int>(axis);
    map.window = window;
    maps.push_back(std::move(map));
  };
  const Interval before{0, border.before}, after{border.before + size, border.before + size + border.after};
  add({border.before, after.begin}, 1, -border.before);
  if (mode == "edge") {
    add(before, 0, 0);
    add(after, 0, size - 1);
  } else if (mode == "wrap") {
    add(before, 1, size - border.before);
    add(after, 1, -after.begin);
  } else {  // reflect, without the edge itself
    add(before, -1, border.before);
    add(after, -1, size - 2 + after.begin);
  }
  return maps;
}

}  // namespace

Result<Lowered> lowerDepthToSpace(const LoweringSite& site) {
  if (!isComplete(site)) return unfit(site, "lacks an input or output");
  const Shape& from = site.tensor(*site.inputs[0]).shape;
  const Shape& to = site.tensor(*site.outputs[0]).shape;
  const std::int64_t block = attributeOr(site.node, "blocksize", std::int64_t{0});
  const bool spreads = site.node.operation == "DepthToSpace";
  const Shape& deep = spreads ? from : to;
  const Shape& wide = spreads ? to : from;
  if (deep.size() != 4 || wide.size() != 4 || block < 1 || block > wide[2] || block > wide[3] ||
      wide != Shape{deep[0], wide[1], deep[2] * block, deep[3] * block} || deep[1] != wide[1] * block * block)
    return lowerLayout(site);
  const bool channelsFirst = attributeOr(site.node, "mode", std::string("DCR")) == "CRD";
  RoutingChain chain(site);
  if (spreads) {  // [b, block, block, c, h, w] or [b, c, block, block, h, w] to [b, c, h, block, w, block]
    const Shape blocks = channelsFirst ? Shape{deep[0], wide[1], block, block, deep[2], deep[3]}
                                       : Shape{deep[0], block, block, wide[1], deep[2], deep[3]};
    const std::vector<int> order =
        channelsFirst ? std::vector<int>{0, 1, 4, 2, 5, 3} : std::vector<int>{0, 3, 4, 1, 5, 2};
    chain.add(blocks, {reshaped()});
    chain.add(permuted(blocks, order), {transposed(order)});
  } else {
    const Shape blocks{wide[0], wide[1], deep[2], block, deep[3], block};
    const std::vector<int> order{0, 3, 5, 1, 2, 4};
    chain.add(blocks, {reshaped()});
    chain.add(permuted(blocks, order), {transposed(order)});
  }
  chain.add(to, {reshaped()});
  return std::move(chain).lower();
}

Result<Lowered> lowerTile(const LoweringSite& site) {
  if (!isComplete(site)) return unfit(site, "lacks an input or output");
  const Shape& from = site.tensor(*site.inputs[0]).shape;
  const Shape& to = site.tensor(*site.outputs[0]).shape;
  Shape cut;  // an axis that is repeated is seen as repetitions of the input's axis
  IndexMap map = identityMap(from.size());
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    if (from.size() != to.size() || to[axis] % from[axis] != 0) return lowerLayout(site);
    if (to[axis] != from[axis] && from[axis] > 1) cut.push_back(to[axis] / from[axis]);
    map.axes[axis].outputAxis = static_cast<int>(cut.size());
    if (from[axis] == 1) map.axes[axis].outputAxis = std::nullopt;
    cut.push_back(from[axis] == 1 ? to[axis] : from[axis]);
  }
  if (cut.size() == from.size() || cut.size() > kMaxRank) return lowerLayout(site);
  RoutingChain chain(site);
  chain.add(cut, {map});
  chain.add(to, {reshaped()});
  return std::move(chain).lower();
}

Result<Lowered> lowerPad(const LoweringSite& site) {
  if (!isComplete(site)) return unfit(site, "lacks an input or output");
  const std::string mode = attributeOr(site.node, "mode", std::string("constant"));
  const Shape& from = site.tensor(*site.inputs[0]).shape;
  const Shape& to = site.tensor(*site.outputs[0]).shape;
  const auto pads = knownPads(site);
  if (mode == "constant" || !pads || from.size() != to.size()) return lowerLayout(site);
  RoutingChain chain(site);
  Shape made = from;
  bool changes = false;
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    const Border border{(*pads)[axis], (*pads)[from.size() + axis]};
    const std::int64_t most = mode == "reflect" ? from[axis] - 1 : mode == "wrap" ? from[axis] : INT32_MAX;
    if (border.before < 0 || border.after < 0 || border.before > most || border.after > most ||
        from[axis] + border.before + border.after != to[axis])
      return lowerLayout(site);
    if (from[axis] == to[axis]) continue;
    made[axis] = to[axis];
    chain.add(made, borderMaps(from.size(), axis, from[axis], border, mode));
    changes = true;
  }
  return changes ? std::move(chain).lower() : lowerLayout(site);
}

}  // namespace fusewright
