#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "core/base/quantity.h"
#include "core/graph/block_tree.h"

namespace fusewright {

/// Blocks whose children are drawn instead of them. A block counts only if all blocks around it are open as well.
using OpenBlocks = std::set<BlockId>;

/// An arrow between two boxes: all tensors that go from one to the other.
struct ShownEdge {
  std::size_t from = 0;  ///< index into ShownGraph::boxes; less than `to`
  std::size_t to = 0;
  std::int32_t tensors = 0;  ///< how many
  TensorId tensor;           ///< the first of them
  Bits bits;                 ///< of all of them

  friend bool operator==(const ShownEdge&, const ShownEdge&) = default;
};

/// What is drawn of a workload for one choice of open blocks.
struct ShownGraph {
  std::vector<BlockId> boxes;           ///< in file order; together they are all layers
  std::vector<ShownEdge> edges;         ///< by `to`, then `from`
  std::vector<std::size_t> boxOfLayer;  ///< by LayerId

  friend bool operator==(const ShownGraph&, const ShownGraph&) = default;
};

[[nodiscard]] ShownGraph shownGraph(const Workload& workload, const BlockTree& tree, const OpenBlocks& open);

/// `open` with `block` open as well, and all blocks around it; where a block has nothing but one child, that too.
[[nodiscard]] OpenBlocks opened(const BlockTree& tree, OpenBlocks open, BlockId block);

/// `open` with `block` and everything in it folded.
[[nodiscard]] OpenBlocks folded(const BlockTree& tree, OpenBlocks open, BlockId block);

/// Every block that has children.
[[nodiscard]] OpenBlocks allOpen(const BlockTree& tree);

/// The block right around the box of `block` that can be folded into one box, if any.
[[nodiscard]] std::optional<BlockId> foldable(const BlockTree& tree, BlockId block);

}  // namespace fusewright
