#include "core/graph/block_tree.h"

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "core/graph/fold_repeats.h"

namespace fusewright {
namespace {

/// The bodies that layers lie in. By LayerId: bodies from the outermost on, as numbers; equal numbers are one body.
std::vector<std::vector<std::size_t>> bodiesOfLayers(const Workload& workload) {
  const std::vector<std::string> bodies = bodyNodes(workload);
  std::map<std::string_view, std::size_t> numbers;
  for (std::size_t number = 0; number < bodies.size(); ++number) numbers.emplace(bodies[number], number);
  std::vector<std::vector<std::size_t>> around(workload.layers.size());
  if (bodies.empty()) return around;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const std::string_view name = workload.layers[index].node;
    for (std::size_t end = name.find_first_of("/["); end != std::string_view::npos;
         end = name.find_first_of("/[", end + 1))
      if (const auto body = numbers.find(name.substr(0, end)); body != numbers.end())
        around[index].push_back(body->second);
  }
  return around;
}

class TreeBuilder {
 public:
  explicit TreeBuilder(const Workload& workload) : workload_(workload), bodies_(bodiesOfLayers(workload)) {
    tree_.links = layerLinks(workload);
  }

  BlockTree build() {
    const std::vector<FoldItem> items = itemsOf({0, static_cast<std::int32_t>(workload_.layers.size())}, 0);
    tree_.top = addSequence(items, 0, items.size(), findRepeats(workload_, items), std::nullopt);
    for (std::size_t number = 0; number < tree_.top.size(); ++number)
      tree_.blocks[tree_.top[number].index()].number = static_cast<std::int32_t>(number);
    return std::move(tree_);
  }

 private:
  /// The body number `depth` around a layer, counted from outside.
  [[nodiscard]] std::optional<std::size_t> bodyOf(std::int32_t layer, std::size_t depth) const {
    const auto& around = bodies_[static_cast<std::size_t>(layer)];
    return depth < around.size() ? std::optional(around[depth]) : std::nullopt;
  }

  [[nodiscard]] bool belongTogether(std::int32_t layer, std::size_t depth) const {
    const auto body = bodyOf(layer, depth);
    if (body || bodyOf(layer - 1, depth)) return body == bodyOf(layer - 1, depth);
    const std::string& node = workload_.layer(LayerId(layer)).node;
    return !node.empty() && node == workload_.layer(LayerId(layer - 1)).node;
  }

  /// Layers next to each other that lie in the same body number `depth`, or were made from the same node.
  [[nodiscard]] std::vector<FoldItem> itemsOf(const FoldItem& layers, std::size_t depth) const {
    std::vector<FoldItem> items;
    for (std::int32_t layer = layers.first; layer < layers.last; ++layer) {
      if (layer > layers.first && belongTogether(layer, depth)) {
        items.back().last = layer + 1;
      } else {
        items.push_back({.first = layer, .last = layer + 1});
      }
    }
    return items;
  }

  /// How many bodies lie around a block: those of its first layer that are blocks already.
  [[nodiscard]] std::size_t depthAt(std::optional<BlockId> parent) const {
    std::size_t depth = 0;
    for (; parent; parent = tree_.block(*parent).parent)
      if (tree_.block(*parent).kind == BlockKind::Body) ++depth;
    return depth;
  }

  BlockId add(BlockKind kind, const FoldItem& layers, std::optional<BlockId> parent) {
    tree_.blocks.push_back({.kind = kind, .first = layers.first, .last = layers.last, .parent = parent});
    return BlockId(tree_.blocks.size() - 1);
  }

  void adopt(BlockId parent, std::vector<BlockId> children) {
    for (std::size_t number = 0; number < children.size(); ++number)
      tree_.blocks[children[number].index()].number = static_cast<std::int32_t>(number);
    tree_.blocks[parent.index()].children = std::move(children);
  }

  BlockId addBody(const FoldItem& item, std::size_t depth, std::optional<BlockId> parent) {
    const BlockId body = add(BlockKind::Body, item, parent);
    const std::vector<FoldItem> inside = itemsOf(item, depth + 1);
    adopt(body, addSequence(inside, 0, inside.size(), findRepeats(workload_, inside), body));
    return body;
  }

  /// A layer, a body, or a node with what repeats among its layers.
  BlockId addItem(const FoldItem& item, std::optional<BlockId> parent) {
    if (item.last - item.first == 1) return add(BlockKind::Layer, item, parent);
    if (const std::size_t depth = depthAt(parent); bodyOf(item.first, depth)) return addBody(item, depth, parent);
    const BlockId node = add(BlockKind::Node, item, parent);
    std::vector<FoldItem> layers;
    for (std::int32_t layer = item.first; layer < item.last; ++layer) layers.push_back({layer, layer + 1});
    adopt(node, addSequence(layers, 0, layers.size(), findRepeats(workload_, layers), node));
    return node;
  }

  /// One copy of a repeat; a copy of a single item is that item.
  BlockId addCopy(const std::vector<FoldItem>& items, const FoldedRepeat& repeat, std::size_t copy, BlockId parent) {
    const std::size_t first = repeat.first + copy * repeat.period;
    if (repeat.period == 1) return addItem(items[first], parent);
    const std::size_t last = first + repeat.period;
    const BlockId block = add(BlockKind::Copy, {items[first].first, items[last - 1].last}, parent);
    adopt(block, addSequence(items, first, last, repeat.inside.empty() ? kNone : repeat.inside[copy], block));
    return block;
  }

  std::vector<BlockId> addSequence(const std::vector<FoldItem>& items, std::size_t first, std::size_t last,
                                   std::span<const FoldedRepeat> repeats, std::optional<BlockId> parent) {
    std::vector<BlockId> added;
    std::size_t item = first;
    for (const FoldedRepeat& repeat : repeats) {
      for (; item < repeat.first; ++item) added.push_back(addItem(items[item], parent));
      const BlockId block = add(BlockKind::Repeat, {items[repeat.first].first, items[repeat.last() - 1].last}, parent);
      std::vector<BlockId> copies;
      for (std::size_t copy = 0; copy < repeat.copies; ++copy) copies.push_back(addCopy(items, repeat, copy, block));
      adopt(block, std::move(copies));
      added.push_back(block);
      item = repeat.last();
    }
    for (; item < last; ++item) added.push_back(addItem(items[item], parent));
    return added;
  }

  static inline const std::vector<FoldedRepeat> kNone;

  const Workload& workload_;
  std::vector<std::vector<std::size_t>> bodies_;
  BlockTree tree_;
};

}  // namespace

std::vector<std::string> bodyNodes(const Workload& workload) {
  std::set<std::string, std::less<>> layers, inside;
  for (const Layer& layer : workload.layers) {
    layers.insert(layer.node);
    for (std::size_t end = layer.node.find_first_of("/["); end != std::string::npos;
         end = layer.node.find_first_of("/[", end + 1))
      inside.insert(layer.node.substr(0, end));
  }
  std::set<std::string> bodies;
  for (const Warning& warning : workload.warnings)
    if (inside.contains(warning.node) && !layers.contains(warning.node)) bodies.insert(warning.node);
  return {bodies.begin(), bodies.end()};
}

BlockTree buildBlockTree(const Workload& workload) {
  return TreeBuilder(workload).build();
}

}  // namespace fusewright
