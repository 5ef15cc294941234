#pragma once

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/metrics/accounting.h"
#include "core/session/selection.h"

namespace fusewright {

/// The last two parts of a node's path: "/layer1/layer1.0/conv1/Conv" is "conv1/Conv".
[[nodiscard]] QString shortName(const std::string& nodeName);

/// Short name of a layer; of a step of a scan, with its step number: "mul_h_dA, step 3".
[[nodiscard]] QString layerText(const Workload& workload, LayerId layer);

/// Short name of what all steps of a scan share, or of the layer itself. Looks at all layers: where there are many
/// names to be written, familyNames() has them all.
[[nodiscard]] QString familyText(const Workload& workload, LayerId layer);

/// "in_proj/MatMul" for a layer's only tile, else with its number: "Exp, tile 3 of 64".
[[nodiscard]] QString tileText(const Evaluation& evaluation, TileId tile);

/// "output of Exp, tile 3", "W of in_proj/MatMul", "slice of the output of x_proj".
[[nodiscard]] QString pieceText(const Evaluation& evaluation, PieceId piece);

/// "W of in_proj/MatMul, dram to core0".
[[nodiscard]] QString transferText(const Evaluation& evaluation, TransferId transfer);

[[nodiscard]] QString coreText(const Accelerator& accelerator, CoreId core);
[[nodiscard]] QString memoryText(const Accelerator& accelerator, MemoryId memory);
[[nodiscard]] QString roleText(OperandRole role);
[[nodiscard]] QString causeText(TransferCause cause);
[[nodiscard]] QString causeText(BindingCause cause);
[[nodiscard]] QString causeText(IdleCause cause);
/// What a core waits for in idle time of that cause, in a sentence; long before the gap begins something may have made
/// late what it waits for.
[[nodiscard]] QString causeMeaning(IdleCause cause);
[[nodiscard]] QString causeText(TrafficCause cause);

[[nodiscard]] QString operatorClassText(OperatorClass operatorClass);

/// Why a tile did not start earlier, as a clause: "waited for the transfer of W of in_proj/MatMul".
[[nodiscard]] QString boundByText(const Evaluation& evaluation, BindingCause cause, std::int32_t id);

/// The tile of that key in this evaluation, if it has one.
[[nodiscard]] std::optional<TileId> tileOf(const TileGraph& graph, TileKey key);
[[nodiscard]] TileKey keyOf(const TileGraph& graph, TileId tile);

}  // namespace fusewright
