#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/graph/layer_links.h"
#include "core/workload/workload.h"

namespace fusewright {

using BlockId = Id<struct BlockTag>;  ///< BlockTree::blocks

/// What a block of layers is.
enum class BlockKind : std::uint8_t {
  Layer,   ///< one layer
  Node,    ///< the layers that one node of the model became
  Copy,    ///< one of the equal stretches of a Repeat
  Body,    ///< what stands in place of a node: the branch of an If, the iterations of a Loop
  Repeat,  ///< equal stretches of layers, one after the other: steps of a scan, decoder layers, residual blocks
};

/// The layers [first, last) of a workload, in file order, as one thing to draw.
struct Block {
  BlockKind kind = BlockKind::Layer;
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::optional<BlockId> parent = {};  ///< none: at the top
  std::vector<BlockId> children = {};  ///< in file order, covering [first, last); none for a Layer
  std::int32_t number = 0;             ///< which child of its parent

  [[nodiscard]] std::int32_t layers() const { return last - first; }

  friend bool operator==(const Block&, const Block&) = default;
};

/// How the layers of a workload can be folded: a tree of blocks. Every block is a stretch of the file order, so
/// whichever blocks are folded, what is drawn has no cycles.
struct BlockTree {
  std::vector<Block> blocks;     ///< parents before their children
  std::vector<BlockId> top;      ///< in file order, covering all layers
  std::vector<LayerLink> links;  ///< layerLinks() of the workload

  [[nodiscard]] const Block& block(BlockId id) const { return blocks[id.index()]; }

  friend bool operator==(const BlockTree&, const BlockTree&) = default;
};

/// The nodes of which a warning says that their bodies were read in place of them: there are layers inside of them,
/// such as "If_3/then/Conv_7", and none of their own. In order of their names.
[[nodiscard]] std::vector<std::string> bodyNodes(const Workload& workload);

/// Layers next to each other that name the same node make a Node; those inside one of bodyNodes() make a Body, bodies
/// within bodies too. Stretches that repeat are Repeats of Copies, found at
/// every level: same operators, loops, shapes, precisions and links inside; each copy but the first fed by the one
/// before like the others are. Names, and offsets into tensors, do not count. A Repeat of single blocks has them as its
/// children, without Copies around them. Takes n log n steps for n layers.
[[nodiscard]] BlockTree buildBlockTree(const Workload& workload);

}  // namespace fusewright
