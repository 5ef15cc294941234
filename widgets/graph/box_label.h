#pragma once

#include <QString>

#include "core/graph/block_tree.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The three lines of a box; lines may be empty.
struct BoxLabel {
  QString title;  ///< operator, or what is folded: "MatMul", "32 ×"
  QString name;   ///< "layer1/conv1"
  QString shape;  ///< of what it makes: "1 × 64 × 56 × 56"

  friend bool operator==(const BoxLabel&, const BoxLabel&) = default;
};

[[nodiscard]] BoxLabel boxLabel(const Workload& workload, const BlockTree& tree, BlockId block);

/// The name to copy or to search for: of the node or layer, or what the names in a block have in common.
[[nodiscard]] QString blockName(const Workload& workload, const BlockTree& tree, BlockId block);

/// "contraction", "layout", ...
[[nodiscard]] QString classText(OperatorClass operatorClass);

/// The class that most operations of a block belong to; layout operators only if there is nothing else.
[[nodiscard]] OperatorClass classOf(const Workload& workload, const Block& block);

/// "1 × 64 × 56"; "scalar" without axes.
[[nodiscard]] QString shapeText(const std::vector<std::int64_t>& shape);

}  // namespace fusewright
