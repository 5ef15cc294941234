#pragma once

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/graph/block_tree.h"

namespace fusewright {

/// A block in lines for a tooltip: what it is, loops, operands with shapes and bits, operations and, with an evaluation
/// of this workload, what it costs and its fusion group. Rich text.
[[nodiscard]] QString blockTip(const Workload& workload, const BlockTree& tree, BlockId block,
                               const Evaluation* evaluation);

}  // namespace fusewright
