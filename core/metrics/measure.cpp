#include "core/metrics/measure.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/metrics/bit_energy.h"
#include "core/metrics/idle_time.h"
#include "core/metrics/lower_bounds.h"
#include "core/metrics/memory_trace.h"
#include "core/metrics/transfer_energy.h"
#include "core/tiling/recomputed_halos.h"

namespace fusewright {
namespace {

const TileCost& costOf(const TileCosts& costs, std::size_t tile) {
  return costs.distinct[static_cast<std::size_t>(costs.ofTile[tile])];
}

std::vector<LayerMetrics> measureLayers(const Workload& workload, const Accelerator& accelerator,
                                        const TileGraph& graph, const TileCosts& costs, const Schedule& schedule,
                                        const Assumptions& assumptions) {
  std::vector<LayerMetrics> layers(graph.layerTilings.size());
  for (std::size_t layer = 0; layer < layers.size(); ++layer)
    layers[layer].recomputed = recomputedOperations(workload.layers[layer], graph.layerTilings[layer]);
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    LayerMetrics& layer = layers[graph.layer[tile].index()];
    const TileCost& cost = costOf(costs, tile);
    if (layer.tiles == 0 || schedule.start[tile] < layer.firstStart) layer.firstStart = schedule.start[tile];
    layer.lastEnd = std::max(layer.lastEnd, schedule.end[tile]);
    layer.busy += schedule.end[tile] - schedule.start[tile];
    layer.operations += cost.operations;
    layer.energy += tileEnergy(cost, accelerator, assumptions);
    ++layer.tiles;
  }
  return layers;
}

std::vector<GroupMetrics> measureGroups(const FusionPlan& plan, const std::vector<LayerMetrics>& layers) {
  std::vector<GroupMetrics> groups;
  for (const FusionGroup& group : plan.groups) {
    GroupMetrics metrics{.start = layers[group.layers.front().index()].firstStart, .end = {}};
    for (LayerId layer : group.layers) {
      metrics.start = std::min(metrics.start, layers[layer.index()].firstStart);
      metrics.end = std::max(metrics.end, layers[layer.index()].lastEnd);
    }
    groups.push_back(metrics);
  }
  return groups;
}

/// The part of the operations of each layer that is done for the first time.
std::vector<double> usefulShares(const std::vector<LayerMetrics>& layers) {
  std::vector<double> shares(layers.size(), 1);
  for (std::size_t layer = 0; layer < layers.size(); ++layer)
    if (layers[layer].recomputed > 0)
      shares[layer] = 1 - static_cast<double>(layers[layer].recomputed) / static_cast<double>(layers[layer].operations);
  return shares;
}

std::vector<CoreMetrics> measureCores(const Accelerator& accelerator, const TileGraph& graph, const TileCosts& costs,
                                      const Schedule& schedule, const std::vector<LayerMetrics>& layers,
                                      const std::vector<IdleInterval>& idle) {
  const std::vector<double> useful = usefulShares(layers);
  std::vector<CoreMetrics> cores(accelerator.cores.size());
  for (std::size_t core = 0; core < cores.size(); ++core) {
    double operations = 0;
    for (TileId tile : schedule.tilesOfCore[core]) {
      cores[core].busy += schedule.end[tile.index()] - schedule.start[tile.index()];
      operations +=
          static_cast<double>(costOf(costs, tile.index()).operations) * useful[graph.layer[tile.index()].index()];
    }
    const double slots = static_cast<double>(unitCount(accelerator.cores[core].array)) * schedule.makespan.value;
    if (slots > 0) cores[core].utilisation = operations / slots;
  }
  for (const IdleInterval& interval : idle)
    cores[interval.core.index()].idleByCause[static_cast<std::size_t>(interval.cause)] += interval.to - interval.from;
  return cores;
}

/// On a route of several links a stream stands in the schedule once for each.
bool touchesOffChip(const Accelerator& accelerator, LinkId id) {
  const Link& link = accelerator.link(id);
  const auto has = [&](const std::vector<CoreId>& ends) {
    return std::ranges::find(ends, accelerator.offChip) != ends.end();
  };
  return has(link.senders) || has(link.receivers);
}

DramTraffic measureTraffic(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule) {
  DramTraffic traffic;
  for (const Transfer& transfer : schedule.transfers) {
    if (transfer.isCopy() || (transfer.from != accelerator.offChip && transfer.to != accelerator.offChip)) continue;
    traffic.transfersByCause[static_cast<std::size_t>(transfer.cause)] += transfer.bits;
    (transfer.from == accelerator.offChip ? traffic.read : traffic.written) += transfer.bits;
  }
  for (const Stream& stream : schedule.streams) {
    if (stream.shared || !touchesOffChip(accelerator, stream.link)) continue;
    const TileCost& cost = costOf(costs, stream.tile.index());
    if (!cost.streamed[stream.role]) {  // an output without room on chip
      traffic.streamedOut += stream.bits;
      continue;
    }
    traffic.streamedIn += cost.offChipRead[roleIndex(stream.role)];
    traffic.streamedOut += cost.offChipWrite[roleIndex(stream.role)];
  }
  traffic.read += traffic.streamedIn;
  traffic.written += traffic.streamedOut;
  return traffic;
}

/// One violation per memory: the worst need that found no room, and how often that happened.
std::vector<Violation> findViolations(const Accelerator& accelerator, const Schedule& schedule,
                                      const std::vector<MemoryTrace>& traces) {
  std::vector<Violation> violations;
  const std::vector<TopMemory> memories = topMemories(accelerator);
  for (std::size_t index = 0; index < memories.size(); ++index) {
    const Bits capacity = accelerator.core(memories[index].core).memories[memories[index].level].capacity;
    std::optional<Overflow> worst;
    std::int64_t count = 0;
    for (const Overflow& overflow : schedule.overflows) {
      if (overflow.memory != MemoryId(index)) continue;
      ++count;
      if (!worst || overflow.needed > worst->needed) worst = overflow;
    }
    if (worst)
      violations.push_back({.what = fmt::format("{} ({} bits) has no room for {} bits that a tile needs at once; {} "
                                                "pieces were used in place from off chip",
                                                memories[index].name, capacity.value, worst->needed.value, count),
                            .memory = MemoryId(index),
                            .tile = worst->tile,
                            .needed = worst->needed,
                            .available = worst->available});
    if (traces[index].peak > capacity)
      violations.push_back({.what = fmt::format("{} ({} bits) would have to hold {} bits", memories[index].name,
                                                capacity.value, traces[index].peak.value),
                            .memory = MemoryId(index),
                            .tile = {},
                            .needed = traces[index].peak,
                            .available = capacity});
  }
  return violations;
}

/// The MemoryId of the level of that name on `core`, if schedules account for it.
std::optional<MemoryId> topMemoryNamed(const Accelerator& accelerator, CoreId core, const std::string& name) {
  const std::vector<TopMemory> memories = topMemories(accelerator);
  for (std::size_t index = 0; index < memories.size(); ++index)
    if (memories[index].core == core && accelerator.core(core).memories[memories[index].level].name == name)
      return MemoryId(index);
  return std::nullopt;
}

/// One violation per memory that is too small for any tile on its core: the tile that needs most.
std::vector<Violation> findShortages(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph,
                                     const TileCosts& costs) {
  std::map<std::pair<CoreId, std::string>, TileId> worst;
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    const auto& shortage = costOf(costs, tile).shortage;
    if (!shortage) continue;
    const auto [found, isNew] = worst.try_emplace({graph.core[tile], shortage->memory}, TileId(tile));
    if (!isNew && costOf(costs, found->second.index()).shortage->needed < shortage->needed)
      found->second = TileId(tile);
  }
  std::vector<Violation> violations;
  for (const auto& [place, tile] : worst) {
    const MemoryShortage& shortage = *costOf(costs, tile.index()).shortage;
    violations.push_back(
        {.what = fmt::format("{} of {} ({} bits) is too small for one step of '{}', which needs {} bits there at once",
                             shortage.memory, accelerator.core(place.first).name, shortage.available.value,
                             workload.layer(graph.layer[tile.index()]).name, shortage.needed.value),
         .memory = topMemoryNamed(accelerator, place.first, shortage.memory),
         .tile = tile,
         .needed = shortage.needed,
         .available = shortage.available});
  }
  return violations;
}

/// Energies of the whole run; `metrics` has the off-chip traffic already.
Metrics withEnergy(Metrics metrics, const Accelerator& accelerator, const TileGraph& graph, const TileCosts& costs,
                   const Schedule& schedule, const Assumptions& assumptions) {
  if (assumptions.has(Repair::BandwidthFreeEnergy)) {
    const EnergyParts parts = bitEnergy(accelerator, costs, schedule, metrics.dram);
    metrics.computeEnergy = Picojoules{parts.compute.typical};
    metrics.onChipEnergy = Picojoules{parts.onChip.typical};
    metrics.offChipEnergy = Picojoules{parts.offChip.typical};
    metrics.energy = metrics.computeEnergy + metrics.onChipEnergy + metrics.offChipEnergy;
    const EnergyRange total = parts.total();
    metrics.energyBand = {total.low, metrics.energy.value, total.high};
    return metrics;
  }
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    const TileCost& cost = costOf(costs, tile);
    metrics.computeEnergy += cost.computeEnergy;
    metrics.onChipEnergy += cost.onChipEnergy;
    metrics.offChipEnergy += cost.offChipEnergy;
  }
  metrics.offChipEnergy += transferEnergy(accelerator, schedule);
  metrics.energy = metrics.computeEnergy + metrics.onChipEnergy + metrics.offChipEnergy;
  metrics.energyBand = {metrics.energy.value, metrics.energy.value, metrics.energy.value};
  return metrics;
}

}  // namespace

Picojoules tileEnergy(const TileCost& cost, const Accelerator& accelerator, const Assumptions& assumptions) {
  if (assumptions.has(Repair::BandwidthFreeEnergy))
    return Picojoules{tileBitEnergy(accelerator.technology, cost).total().typical};
  return cost.computeEnergy + cost.onChipEnergy + cost.offChipEnergy;
}

Metrics measure(const Workload& workload, const Accelerator& accelerator, const Mapping& mapping,
                const TileGraph& graph, const TileCosts& costs, const Schedule& schedule,
                const Assumptions& assumptions) {
  Metrics metrics;
  metrics.latency = schedule.latency;
  metrics.latencyMs = schedule.latency.value / (accelerator.frequencyMHz * 1e3);
  metrics.areaMm2 = chipArea(accelerator);
  metrics.layers = measureLayers(workload, accelerator, graph, costs, schedule, assumptions);
  metrics.groups = measureGroups(mapping.fusion, metrics.layers);
  metrics.idle = idleIntervals(schedule);
  metrics.cores = measureCores(accelerator, graph, costs, schedule, metrics.layers, metrics.idle);
  metrics.dram = measureTraffic(accelerator, costs, schedule);
  metrics.memories = traceMemories(schedule, topMemories(accelerator).size());
  metrics.violations = findShortages(workload, accelerator, graph, costs);
  for (Violation& violation : findViolations(accelerator, schedule, metrics.memories))
    metrics.violations.push_back(std::move(violation));
  metrics = withEnergy(std::move(metrics), accelerator, graph, costs, schedule, assumptions);
  metrics.operations = totalOperations(workload);
  for (const LayerMetrics& layer : metrics.layers) metrics.recomputed += layer.recomputed;
  const double slots = static_cast<double>(totalUnits(accelerator)) * schedule.makespan.value;
  if (slots > 0) metrics.utilisation = static_cast<double>(metrics.operations) / slots;
  metrics.computeBound = computeBound(workload, accelerator);
  metrics.dramBound = dramBound(workload, accelerator, graph);
  metrics.criticalPath = criticalPath(graph, costs, schedule);
  return metrics;
}

double recomputedShare(const Metrics& metrics) {
  if (metrics.operations <= 0) return 0;
  return static_cast<double>(metrics.recomputed) / static_cast<double>(metrics.operations);
}

}  // namespace fusewright
