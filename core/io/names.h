#pragma once

#include <string>
#include <string_view>

#include "core/base/operand_role.h"
#include "core/evaluate/design.h"
#include "core/mapping/mapping_request.h"
#include "core/metrics/accounting.h"
#include "core/schedule/schedule.h"
#include "core/schedule/transfer.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The words that files and the command line use for values of the engine: lower case, underscores.
[[nodiscard]] std::string_view nameOf(BindingCause cause);
[[nodiscard]] std::string_view nameOf(TransferCause cause);
[[nodiscard]] std::string_view nameOf(OperandRole role);
[[nodiscard]] std::string_view nameOf(LayerKind kind);
[[nodiscard]] std::string_view nameOf(OperatorClass operatorClass);
[[nodiscard]] std::string_view nameOf(Severity severity);
[[nodiscard]] std::string_view nameOf(Piece::Kind kind);
[[nodiscard]] std::string_view nameOf(TensorKind kind);
[[nodiscard]] std::string_view nameOf(IdleCause cause);
[[nodiscard]] std::string_view nameOf(TrafficCause cause);
[[nodiscard]] std::string_view nameOf(TrafficDirection direction);

/// Whom a binding cause blames: what kind of thing, and its id in that thing's table. -1: nobody in particular.
struct NamedCulprit {
  std::string_view kind;  ///< "tile", "transfer", "tensor" or "none"
  std::int32_t id = -1;

  friend bool operator==(const NamedCulprit&, const NamedCulprit&) = default;
};

/// The culprit that `id` stands for beside `cause` (Schedule::boundById, IdleInterval::blame).
[[nodiscard]] NamedCulprit culpritOf(BindingCause cause, std::int32_t id);

/// What `--fusion` and `--tiling` would say for `request`. A plan from a file is named by that file.
[[nodiscard]] std::string fusionText(const MappingRequest& request);
[[nodiscard]] std::string tilingText(const MappingRequest& request);

/// "where: what".
[[nodiscard]] std::string warningText(const Warning& warning);

/// The tensor that a piece is a part of; a constant without a tensor is named after its layer.
[[nodiscard]] std::string tensorName(const Workload& workload, const TileGraph& graph, const Schedule& schedule,
                                     PieceId piece);

}  // namespace fusewright
