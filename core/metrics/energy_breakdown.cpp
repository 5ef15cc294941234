#include "core/metrics/energy_breakdown.h"

#include <algorithm>

#include "core/metrics/bit_energy.h"
#include "core/metrics/transfer_energy.h"

namespace fusewright {
namespace {

/// The memories of a core that hold operands at all: what TileCost::memoryBits lists, as long as no hierarchy is
/// deeper than the cost model looks.
std::vector<std::size_t> usedMemories(const Core& core) {
  std::vector<std::size_t> used;
  for (std::size_t level = 0; level < core.memories.size(); ++level)
    if (std::ranges::any_of(core.memories[level].served, [](const auto& use) { return use.has_value(); }))
      used.push_back(level);
  return used;
}

/// Adds up energies by layer and by place.
class Ledger {
 public:
  Ledger(const Accelerator& accelerator, std::size_t layers) : accelerator_(accelerator) {
    breakdown_.layers.resize(layers);
    for (std::size_t core = 0; core < accelerator.cores.size(); ++core) {
      firstLevel_.push_back(breakdown_.levels.size());
      used_.push_back(CoreId(core) == accelerator.offChip ? std::vector<std::size_t>()
                                                          : usedMemories(accelerator.cores[core]));
      for (const std::size_t level : used_.back())
        breakdown_.levels.push_back(
            {.name = accelerator.cores[core].name + "." + accelerator.cores[core].memories[level].name, .byRole = {}});
    }
    links_ = breakdown_.levels.size();
    breakdown_.levels.push_back({.name = "links", .byRole = {}});
    offChip_ = breakdown_.levels.size();
    breakdown_.levels.push_back({.name = "off-chip", .byRole = {}});
  }

  void compute(LayerId layer, Picojoules energy) {
    breakdown_.compute += energy;
    breakdown_.layers[layer.index()].compute += energy;
  }
  /// Memory number `entry` of TileCost::memoryBits on that core; deeper hierarchies than are listed end at the top.
  void memory(CoreId core, std::size_t entry, std::size_t entries, OperandRole role, Picojoules energy) {
    const std::size_t skipped = used_[core.index()].size() - std::min(entries, used_[core.index()].size());
    level(firstLevel_[core.index()] + skipped + entry, role, energy);
  }
  void topMemory(CoreId core, OperandRole role, Picojoules energy) {
    if (core == accelerator_.offChip) return offChip(role, energy);
    const std::size_t top = topLevel(accelerator_.core(core), OperandRole::O);
    const auto& used = used_[core.index()];
    const auto place = std::ranges::find(used, top) - used.begin();
    level(firstLevel_[core.index()] + static_cast<std::size_t>(place), role, energy);
  }
  void links(OperandRole role, Picojoules energy) { level(links_, role, energy); }
  void offChip(OperandRole role, Picojoules energy) { level(offChip_, role, energy); }
  void onChipOf(LayerId layer, Picojoules energy) { breakdown_.layers[layer.index()].onChip += energy; }
  void offChipOf(LayerId layer, Picojoules energy) { breakdown_.layers[layer.index()].offChip += energy; }

  [[nodiscard]] EnergyBreakdown take() { return std::move(breakdown_); }

 private:
  void level(std::size_t index, OperandRole role, Picojoules energy) {
    breakdown_.levels[index].byRole[roleIndex(role)] += energy;
  }

  const Accelerator& accelerator_;
  EnergyBreakdown breakdown_;
  std::vector<std::size_t> firstLevel_;         ///< by CoreId
  std::vector<std::vector<std::size_t>> used_;  ///< by CoreId
  std::size_t links_ = 0;
  std::size_t offChip_ = 0;
};

/// Everything that prices are looked up from.
struct Run {
  const Workload& workload;
  const Accelerator& accelerator;
  const TileGraph& graph;
  const TileCosts& costs;
  const Schedule& schedule;
};

const TileCost& costOf(const Run& run, TileId tile) {
  return run.costs.distinct[static_cast<std::size_t>(run.costs.ofTile[tile.index()])];
}

/// The piece that a slice is cut from; other pieces themselves.
Piece wholeOf(const Schedule& schedule, const Piece& piece) {
  return piece.kind == Piece::Kind::Slice ? schedule.pieces[static_cast<std::size_t>(piece.source)] : piece;
}

/// The part that a moved piece plays in the layer that needs it; O for what is written back.
OperandRole roleOf(const Run& run, const Transfer& transfer) {
  const Piece& piece = wholeOf(run.schedule, run.schedule.pieces[transfer.piece.index()]);
  if (!transfer.neededBy) return OperandRole::O;
  const Layer& reader = run.workload.layer(run.graph.layer[transfer.neededBy->index()]);
  const auto role = [&](std::size_t input) {
    return input < reader.inputs.size() ? reader.inputs[input].role : OperandRole::I;
  };
  if (piece.kind == Piece::Kind::Constant)
    return role(static_cast<std::size_t>(run.graph.constants[static_cast<std::size_t>(piece.source)].input));
  const auto begin = static_cast<std::size_t>(run.graph.producerBegin[transfer.neededBy->index()]);
  const auto producers = run.graph.producersOf(*transfer.neededBy);
  const auto edge = piece.tile ? std::ranges::find(producers, *piece.tile) : producers.end();
  if (edge == producers.end()) return OperandRole::I;
  return role(run.graph.producerInput[begin + static_cast<std::size_t>(edge - producers.begin())]);
}

LayerId layerOf(const Run& run, const Transfer& transfer) {
  return transfer.neededBy ? run.graph.layer[transfer.neededBy->index()]
                           : run.schedule.pieces[transfer.piece.index()].layer;
}

/// Operations and on-chip memories of all tiles, by bits (B11).
void addTilesByBits(Ledger& ledger, const Run& run) {
  const Technology& technology = run.accelerator.technology;
  for (std::size_t tile = 0; tile < run.graph.size(); ++tile) {
    const TileCost& cost = costOf(run, TileId(tile));
    const LayerId layer = run.graph.layer[tile];
    const EnergyRange operation = operationEnergy(technology, cost.operationPrecision);
    ledger.compute(layer, Picojoules{operation.times(static_cast<double>(cost.operations)).typical});
    for (std::size_t entry = 0; entry < cost.memoryBits.size(); ++entry) {
      const MemoryBits& memory = cost.memoryBits[entry];
      const bool isRegister = memory.kind == StorageKind::RegisterFile;
      const double perBit = (isRegister ? technology.registerBit : sramBitEnergy(technology, memory.capacity)).typical;
      for (std::size_t role = 0; role < kOperandRoles; ++role)
        ledger.memory(run.graph.core[tile], entry, cost.memoryBits.size(), static_cast<OperandRole>(role),
                      Picojoules{perBit * memory.bitsByRole[role]});
      ledger.onChipOf(layer, Picojoules{perBit * memory.bits});
    }
  }
}

/// Operands streamed while tiles run, each once however many links its route has (as DramTraffic counts them).
void addStreamsByBits(Ledger& ledger, const Run& run) {
  const double perBit = run.accelerator.technology.dramBit.typical;
  for (const Stream& stream : run.schedule.streams) {
    if (stream.shared || !endsOffChip(run.accelerator, run.accelerator.link(stream.link))) continue;
    const TileCost& cost = costOf(run, stream.tile);
    const std::size_t role = roleIndex(stream.role);
    const Bits bits = cost.streamed[stream.role] ? cost.offChipRead[role] + cost.offChipWrite[role] : stream.bits;
    const Picojoules energy{perBit * static_cast<double>(bits.value)};
    ledger.offChip(stream.role, energy);
    ledger.offChipOf(run.graph.layer[stream.tile.index()], energy);
  }
}

void addMovesByBits(Ledger& ledger, const Run& run) {
  const BitPrices prices(run.accelerator);
  const double perBit = run.accelerator.technology.dramBit.typical;
  for (const Transfer& transfer : run.schedule.transfers) {
    const OperandRole role = roleOf(run, transfer);
    const LayerId layer = layerOf(run, transfer);
    const BitPrices::Move move = prices.of(run.schedule, transfer);
    ledger.links(role, Picojoules{move.links.typical});
    ledger.topMemory(transfer.from, role, Picojoules{move.source.typical});
    ledger.topMemory(transfer.to, role, Picojoules{move.destination.typical});
    ledger.onChipOf(layer, Picojoules{move.links.typical + move.source.typical + move.destination.typical});
    const bool offChip = transfer.from == run.accelerator.offChip || transfer.to == run.accelerator.offChip;
    if (!offChip || transfer.isCopy()) continue;
    const Picojoules energy{perBit * static_cast<double>(transfer.bits.value)};
    ledger.offChip(role, energy);
    ledger.offChipOf(layer, energy);
  }
}

/// Tiles access by access (METHOD A6). Their off-chip energy is shared out by the bits of each operand.
void addTilesByAccesses(Ledger& ledger, const Run& run) {
  for (std::size_t tile = 0; tile < run.graph.size(); ++tile) {
    const TileCost& cost = costOf(run, TileId(tile));
    const LayerId layer = run.graph.layer[tile];
    ledger.compute(layer, cost.computeEnergy);
    for (std::size_t entry = 0; entry < cost.memoryBits.size(); ++entry)
      for (std::size_t role = 0; role < kOperandRoles; ++role)
        ledger.memory(run.graph.core[tile], entry, cost.memoryBits.size(), static_cast<OperandRole>(role),
                      cost.memoryBits[entry].accessEnergy[role]);
    ledger.onChipOf(layer, cost.onChipEnergy);
    ledger.offChipOf(layer, cost.offChipEnergy);
    std::array<double, kOperandRoles> bits{};
    for (std::size_t role = 0; role < kOperandRoles; ++role)
      bits[role] = static_cast<double>(cost.offChipRead[role].value + cost.offChipWrite[role].value);
    const double all = bits[0] + bits[1] + bits[2];
    for (std::size_t role = 0; role < kOperandRoles; ++role)
      if (all > 0) ledger.offChip(static_cast<OperandRole>(role), cost.offChipEnergy * (bits[role] / all));
  }
}

/// Metrics counts the whole of a move to the off-chip part under METHOD A6; by place it is where it is spent.
void addMovesByAccesses(Ledger& ledger, const Run& run) {
  const AccessPrices prices(run.accelerator);
  for (const Transfer& transfer : run.schedule.transfers) {
    const OperandRole role = roleOf(run, transfer);
    const MoveEnergy move = prices.of(run.schedule, transfer);
    ledger.links(role, move.coreLinks);
    ledger.offChip(role, move.offChipLinks);
    ledger.topMemory(transfer.from, role, move.source);
    ledger.topMemory(transfer.to, role, move.destination);
    ledger.offChipOf(layerOf(run, transfer), move.total());
  }
}

}  // namespace

EnergyBreakdown energyBreakdown(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph,
                                const TileCosts& costs, const Schedule& schedule, const Assumptions& assumptions) {
  const Run run{workload, accelerator, graph, costs, schedule};
  Ledger ledger(accelerator, workload.layers.size());
  if (assumptions.has(Repair::BandwidthFreeEnergy)) {
    addTilesByBits(ledger, run);
    addStreamsByBits(ledger, run);
    addMovesByBits(ledger, run);
  } else {
    addTilesByAccesses(ledger, run);
    addMovesByAccesses(ledger, run);
  }
  return ledger.take();
}

}  // namespace fusewright
