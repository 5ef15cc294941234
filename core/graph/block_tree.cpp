#include "core/graph/block_tree.h"

#include <span>
#include <utility>

#include "core/graph/fold_repeats.h"

namespace fusewright {
namespace {

/// Layers next to each other that were made from the same node.
std::vector<FoldItem> nodesOf(const Workload& workload) {
  std::vector<FoldItem> nodes;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const std::string& node = workload.layers[index].node;
    const auto layer = static_cast<std::int32_t>(index);
    const bool sameNode = index > 0 && !node.empty() && node == workload.layers[index - 1].node;
    if (sameNode) {
      nodes.back().last = layer + 1;
    } else {
      nodes.push_back({.first = layer, .last = layer + 1});
    }
  }
  return nodes;
}

class TreeBuilder {
 public:
  explicit TreeBuilder(const Workload& workload) : workload_(workload) { tree_.links = layerLinks(workload); }

  BlockTree build() {
    const std::vector<FoldItem> nodes = nodesOf(workload_);
    tree_.top = addSequence(nodes, 0, nodes.size(), findRepeats(workload_, nodes), std::nullopt);
    for (std::size_t number = 0; number < tree_.top.size(); ++number)
      tree_.blocks[tree_.top[number].index()].number = static_cast<std::int32_t>(number);
    return std::move(tree_);
  }

 private:
  BlockId add(BlockKind kind, const FoldItem& layers, std::optional<BlockId> parent) {
    tree_.blocks.push_back({.kind = kind, .first = layers.first, .last = layers.last, .parent = parent});
    return BlockId(tree_.blocks.size() - 1);
  }

  void adopt(BlockId parent, std::vector<BlockId> children) {
    for (std::size_t number = 0; number < children.size(); ++number)
      tree_.blocks[children[number].index()].number = static_cast<std::int32_t>(number);
    tree_.blocks[parent.index()].children = std::move(children);
  }

  /// A layer, or a node with what repeats among its layers.
  BlockId addItem(const FoldItem& item, std::optional<BlockId> parent) {
    if (item.last - item.first == 1) return add(BlockKind::Layer, item, parent);
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
  BlockTree tree_;
};

}  // namespace

BlockTree buildBlockTree(const Workload& workload) {
  return TreeBuilder(workload).build();
}

}  // namespace fusewright
