#include "tests/builders_schedule.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

namespace fusewright::tests {
namespace {

std::string tileName(const Run& run, TileId tile) {
  const LayerId layer = run.graph.layer[tile.index()];
  const std::string& name = run.workload.layer(layer).name;
  if (run.graph.tilesOfLayer[layer.index()].size() == 1) return name;
  return fmt::format("{}.{}", name, run.graph.indexInLayer[tile.index()]);
}

std::string pieceName(const Run& run, PieceId id) {
  const Piece& piece = run.schedule.pieces[id.index()];
  if (piece.kind == Piece::Kind::Slice) return "part of " + pieceName(run, PieceId(piece.source));
  if (piece.kind == Piece::Kind::TileOutput) return tileName(run, *piece.tile);
  const ConstantPiece& constant = run.graph.constants[static_cast<std::size_t>(piece.source)];
  return run.workload
      .tensor(*run.workload.layer(constant.layer).inputs[static_cast<std::size_t>(constant.input)].tensor)
      .name;
}

std::string span(Cycles from, Cycles to) {
  return fmt::format("{:g}-{:g}", from.value, to.value);
}

std::string end(const Run& run, CoreId core) {
  return core == run.chip.offChip ? "" : std::to_string(core.value);
}

std::string culprit(const Run& run, TileId tile) {
  const std::int32_t id = run.schedule.boundById[tile.index()];
  const auto tileOrTransfer = [&] {
    return id < 0 ? tileName(run, TileId(-1 - id))
                  : pieceName(run, run.schedule.transfers[static_cast<std::size_t>(id)].piece);
  };
  switch (run.schedule.boundBy[tile.index()]) {
    case BindingCause::None:
      return {};
    case BindingCause::Transfer:
    case BindingCause::LinkBusy:
    case BindingCause::OffChip:
      return " " + tileOrTransfer();
    case BindingCause::MemoryFull:
      return id < 0 ? "" : " " + pieceName(run, PieceId(id));
    default:
      return " " + tileName(run, TileId(id));
  }
}

std::string causeName(BindingCause cause) {
  static constexpr std::array<const char*, kBindingCauses> kNames{
      "None", "CoreBusy", "Dependency", "Transfer", "LinkBusy", "MemoryFull", "Synchronisation", "OffChip"};
  return kNames[static_cast<std::size_t>(cause)];
}

}  // namespace

TileCost takes(double cycles) {
  TileCost cost;
  cost.idealTemporal = cost.latency = Cycles(cycles);
  return cost;
}

TileCost streams(double cycles, OperandRole role, std::int64_t bitsPerCycle) {
  TileCost cost = takes(cycles);
  cost.streamed.streamed[roleIndex(role)] = true;
  cost.streamBandwidth[roleIndex(role)] = bitsPerCycle;
  return cost;
}

TileCosts costsByLayer(const TileGraph& graph, std::vector<TileCost> ofLayer) {
  TileCosts costs;
  for (LayerId layer : graph.layer) costs.ofTile.push_back(ofLayer.size() == 1 ? 0 : layer.value);
  costs.distinct = std::move(ofLayer);
  costs.loopNest.assign(costs.distinct.size(), 0);
  return costs;
}

Run scheduled(Workload workload, Accelerator chip, const Mapping& mapping, std::vector<TileCost> ofLayer,
              const Assumptions& assumptions, const ScheduleOptions& options) {
  Run run{.workload = std::move(workload), .chip = std::move(chip), .graph = {}, .costs = {}, .schedule = {}};
  run.graph = buildTileGraph(run.workload, mapping, assumptions).value();
  run.costs = costsByLayer(run.graph, std::move(ofLayer));
  run.schedule = scheduleTiles(run.workload, run.chip, run.graph, run.costs, assumptions, {}, options).value();
  return run;
}

std::string tileTimes(const Run& run) {
  std::vector<std::string> words;
  for (std::size_t tile = 0; tile < run.graph.size(); ++tile)
    words.push_back(tileName(run, TileId(tile)) + " " + span(run.schedule.start[tile], run.schedule.end[tile]));
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string transferTimes(const Run& run) {
  std::vector<std::string> words;
  for (const Transfer& transfer : run.schedule.transfers)
    words.push_back(fmt::format("{} {}>{} {}", pieceName(run, transfer.piece), end(run, transfer.from),
                                end(run, transfer.to), span(transfer.start, transfer.end)));
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string bindingCauses(const Run& run) {
  std::vector<std::string> words;
  for (std::size_t tile = 0; tile < run.graph.size(); ++tile)
    words.push_back(tileName(run, TileId(tile)) + " " + causeName(run.schedule.boundBy[tile]) +
                    culprit(run, TileId(tile)));
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string stays(const Run& run, int memory) {
  std::vector<std::string> words;
  for (const Residency& residency : run.schedule.residencies)
    if (residency.memory == MemoryId(memory))
      words.push_back(pieceName(run, residency.piece) + " " + span(residency.from, residency.to));
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace fusewright::tests
