#include "core/io/names.h"

#include <array>

#include <fmt/format.h>

#include "core/mapping/tiling_name.h"

namespace fusewright {
namespace {

template <typename Enum, std::size_t Count>
std::string_view pick(const std::array<std::string_view, Count>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

constexpr std::array<std::string_view, 8> kBindingCauseNames{"none",      "core_busy",   "dependency",      "transfer",
                                                             "link_busy", "memory_full", "synchronisation", "off_chip"};
constexpr std::array<std::string_view, 5> kTransferCauses{"weight", "activation", "reload", "spill", "output"};
constexpr std::array<std::string_view, 3> kRoles{"I", "W", "O"};
constexpr std::array<std::string_view, 3> kLayerKinds{"compute", "routing", "free"};
constexpr std::array<std::string_view, 3> kPieceKinds{"tile_output", "constant", "slice"};
constexpr std::array<std::string_view, 4> kTensorKinds{"input", "weight", "activation", "state"};

constexpr std::array<std::string_view, kIdleCauses> kIdleNames{"dependency",  "transfer_in_flight", "link_taken",
                                                               "memory_full", "synchronisation",    "nothing_to_do"};
constexpr std::array<std::string_view, kTrafficCauses> kTrafficNames{
    "weights", "activations_in", "outputs", "spills", "reloads", "streamed_in", "streamed_out"};
constexpr std::array<std::string_view, 2> kDirections{"read", "write"};

}  // namespace

std::string_view nameOf(BindingCause cause) {
  return pick(kBindingCauseNames, cause);
}
std::string_view nameOf(TransferCause cause) {
  return pick(kTransferCauses, cause);
}
std::string_view nameOf(OperandRole role) {
  return pick(kRoles, role);
}
std::string_view nameOf(OperatorClass operatorClass) {
  constexpr std::array<std::string_view, 10> kNames{"contraction", "convolution",   "elementwise", "activation",
                                                    "reduction",   "normalisation", "pooling",     "recurrence",
                                                    "layout",      "other"};
  return kNames[static_cast<std::size_t>(operatorClass)];
}

std::string_view nameOf(Severity severity) {
  constexpr std::array<std::string_view, 3> kNames{"note", "approximation", "omission"};
  return kNames[static_cast<std::size_t>(severity)];
}

std::string_view nameOf(LayerKind kind) {
  return pick(kLayerKinds, kind);
}
std::string_view nameOf(Piece::Kind kind) {
  return pick(kPieceKinds, kind);
}
std::string_view nameOf(TensorKind kind) {
  return pick(kTensorKinds, kind);
}
std::string_view nameOf(IdleCause cause) {
  return pick(kIdleNames, cause);
}
std::string_view nameOf(TrafficCause cause) {
  return pick(kTrafficNames, cause);
}
std::string_view nameOf(TrafficDirection direction) {
  return pick(kDirections, direction);
}

NamedCulprit culpritOf(BindingCause cause, std::int32_t id) {
  switch (cause) {
    case BindingCause::None:
      break;
    case BindingCause::CoreBusy:
    case BindingCause::Dependency:
    case BindingCause::Synchronisation:
      return {"tile", id};
    case BindingCause::Transfer:
    case BindingCause::LinkBusy:
      return {"transfer", id};
    case BindingCause::MemoryFull:
      return {id < 0 ? "none" : "tensor", id};
    case BindingCause::OffChip:
      return id < 0 ? NamedCulprit{"tile", -1 - id} : NamedCulprit{"transfer", id};
  }
  return {"none", -1};
}

std::string fusionText(const MappingRequest& request) {
  if (const auto* named = std::get_if<NamedFusion>(&request.fusion)) return named->name;
  const auto& listed = std::get<ListedFusion>(request.fusion);
  return listed.source.empty() ? fmt::format("{} groups", listed.groups.size()) : listed.source;
}

std::string tilingText(const MappingRequest& request) {
  if (request.tiling != TilingMode::Explicit) return std::string(tilingName(request.tiling));
  std::string text;
  for (const TilingEntry& entry : request.entries) {
    const std::string parts = entry.parts == kOnePartPerIteration ? "all" : std::to_string(entry.parts);
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", entry.dim, parts);
  }
  return text;
}

std::string warningText(const Warning& warning) {
  const std::string text = warning.where.empty() ? warning.what : warning.where + ": " + warning.what;
  return warning.consequence.empty() ? text : text + "; " + warning.consequence;
}

std::string tensorName(const Workload& workload, const TileGraph& graph, const Schedule& schedule, PieceId id) {
  const Piece& piece = schedule.pieces[id.index()];
  if (piece.kind == Piece::Kind::Slice) return tensorName(workload, graph, schedule, PieceId(piece.source));
  const Layer& layer = workload.layer(piece.layer);
  const Operand* operand = &layer.output;
  if (piece.kind == Piece::Kind::Constant) {
    const ConstantPiece& constant = graph.constants[static_cast<std::size_t>(piece.source)];
    operand = &layer.inputs[static_cast<std::size_t>(constant.input)];
  }
  return operand->tensor ? workload.tensor(*operand->tensor).name
                         : fmt::format("{}.{}", layer.name, nameOf(operand->role));
}

}  // namespace fusewright
