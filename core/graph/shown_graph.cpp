#include "core/graph/shown_graph.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace fusewright {
namespace {

void addBoxes(const BlockTree& tree, const OpenBlocks& open, std::span<const BlockId> blocks,
              std::vector<BlockId>& boxes) {
  for (const BlockId id : blocks) {
    const Block& block = tree.block(id);
    if (block.children.empty() || !open.contains(id)) {
      boxes.push_back(id);
    } else {
      addBoxes(tree, open, block.children, boxes);
    }
  }
}

Bits sizeOf(const Tensor& tensor) {
  std::int64_t elements = 1;
  for (const std::int64_t size : tensor.shape) elements *= size;
  return Bits(elements * tensor.precision);
}

/// One edge for every pair of boxes; a tensor that several layers of a box read counts once.
std::vector<ShownEdge> edgesOf(const Workload& workload, const BlockTree& tree, const ShownGraph& graph) {
  std::vector<std::tuple<std::size_t, std::size_t, TensorId>> uses;
  for (const LayerLink& link : tree.links) {
    const std::size_t from = graph.boxOfLayer[link.from.index()];
    const std::size_t to = graph.boxOfLayer[link.to.index()];
    if (from != to) uses.emplace_back(to, from, link.tensor);
  }
  std::ranges::sort(uses);
  const auto repeated = std::ranges::unique(uses);
  uses.erase(repeated.begin(), repeated.end());
  std::vector<ShownEdge> edges;
  for (const auto& [to, from, tensor] : uses) {
    if (edges.empty() || edges.back().from != from || edges.back().to != to)
      edges.push_back({.from = from, .to = to, .tensors = 0, .tensor = tensor, .bits = Bits(0)});
    ++edges.back().tensors;
    edges.back().bits += sizeOf(workload.tensor(tensor));
  }
  return edges;
}

}  // namespace

ShownGraph shownGraph(const Workload& workload, const BlockTree& tree, const OpenBlocks& open) {
  ShownGraph graph;
  addBoxes(tree, open, tree.top, graph.boxes);
  graph.boxOfLayer.resize(workload.layers.size());
  for (std::size_t box = 0; box < graph.boxes.size(); ++box) {
    const Block& block = tree.block(graph.boxes[box]);
    std::fill(graph.boxOfLayer.begin() + block.first, graph.boxOfLayer.begin() + block.last, box);
  }
  graph.edges = edgesOf(workload, tree, graph);
  return graph;
}

OpenBlocks opened(const BlockTree& tree, OpenBlocks open, BlockId block) {
  const Block* around = &tree.block(block);
  if (!around->children.empty()) open.insert(block);
  while (around->parent) {
    open.insert(*around->parent);
    around = &tree.block(*around->parent);
  }
  const std::vector<BlockId>& children = tree.block(block).children;
  return children.size() == 1 ? opened(tree, std::move(open), children.front()) : open;
}

OpenBlocks folded(const BlockTree& tree, OpenBlocks open, BlockId block) {
  // Children come after their parents in the table, so everything inside lies behind `block` within its layers.
  const Block& whole = tree.block(block);
  std::erase_if(open, [&](BlockId id) {
    const Block& inner = tree.block(id);
    return id >= block && inner.first >= whole.first && inner.last <= whole.last;
  });
  return open;
}

OpenBlocks allOpen(const BlockTree& tree) {
  OpenBlocks open;
  for (std::size_t index = 0; index < tree.blocks.size(); ++index)
    if (!tree.blocks[index].children.empty()) open.insert(BlockId(index));
  return open;
}

std::optional<BlockId> foldable(const BlockTree& tree, BlockId block) {
  auto parent = tree.block(block).parent;
  // A block with a single child folds together with what is around it.
  while (parent && tree.block(*parent).parent && tree.block(*tree.block(*parent).parent).children.size() == 1)
    parent = tree.block(*parent).parent;
  return parent;
}

}  // namespace fusewright
