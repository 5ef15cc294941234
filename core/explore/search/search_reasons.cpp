#include "core/explore/search/search_reasons.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "core/mapping/layer_names.h"

namespace fusewright {
namespace {

constexpr double kMegabit = 1e6;

double percent(double now, double before) {
  return before > 0 ? 100 * (now - before) / before : 0;
}

std::string shortName(const Layer& layer) {
  const std::string_view family = familyName(layer);
  const auto parts = nameComponents(family);
  return std::string(parts.empty() ? family : parts.front());
}

/// Bits that tiles of one group make and only tiles of that group read, by group.
std::vector<double> keptInGroups(const Evaluation& evaluation) {
  const TileGraph& graph = *evaluation.graph;
  std::vector<double> kept(evaluation.mapping->fusion.groups.size(), 0);
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    bool read = false, inside = true;
    for (TileId consumer : graph.consumersOf(TileId(tile))) {
      if (graph.layer[consumer.index()] == graph.layer[tile]) continue;
      read = true;
      inside = inside && graph.group[consumer.index()] == graph.group[tile];
    }
    if (read && inside)
      kept[static_cast<std::size_t>(graph.group[tile])] += static_cast<double>(graph.outputBits[tile].value);
  }
  return kept;
}

double traffic(const Evaluation& evaluation) {
  return static_cast<double>((evaluation.metrics->dram.read + evaluation.metrics->dram.written).value);
}

Bits largestPeak(const Evaluation& evaluation) {
  const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
  Bits peak;
  for (std::size_t memory = 0; memory < memories.size(); ++memory)
    if (memories[memory].core != evaluation.design.accelerator->offChip)
      peak = std::max(peak, evaluation.metrics->memories[memory].peak);
  return peak;
}

std::string aboutTraffic(const Evaluation& present, const Evaluation& best) {
  return fmt::format("off-chip traffic is {:.0f} Mbit instead of {:.0f} ({:+.0f} %)", traffic(best) / kMegabit,
                     traffic(present) / kMegabit, percent(traffic(best), traffic(present)));
}

/// The cuts that layers of a group have, each loop with the most parts: "L in 64, D in 2 parts".
std::string cutsOf(const Evaluation& evaluation, const FusionGroup& group) {
  std::map<std::string, std::int64_t> most;
  for (LayerId id : group.layers) {
    const LayerTiling& tiling = evaluation.graph->layerTilings[id.index()];
    for (const TileLoop& loop : tiling.loops) {
      std::int64_t& parts = most[evaluation.workload->layer(id).dims[static_cast<std::size_t>(loop.dim)].name];
      parts = std::max(parts, loop.parts);
    }
  }
  std::string text;
  for (const auto& [name, parts] : most) text += fmt::format("{}{} in {}", text.empty() ? "" : ", ", name, parts);
  return text.empty() ? "" : text + " parts";
}

void addGroups(const Evaluation& best, std::vector<std::string>& reasons) {
  constexpr std::size_t kMostNamed = 6;
  const std::vector<double> kept = keptInGroups(best);
  std::vector<std::size_t> order;
  for (std::size_t group = 0; group < kept.size(); ++group)
    if (best.mapping->fusion.groups[group].layers.size() > 1 && kept[group] > 0) order.push_back(group);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return kept[a] > kept[b]; });
  if (order.size() > kMostNamed) order.resize(kMostNamed);
  for (std::size_t number : order) {
    const FusionGroup& group = best.mapping->fusion.groups[number];
    const std::string cuts = cutsOf(best, group);
    reasons.push_back(fmt::format("fusing {} to {} keeps {:.1f} Mbit from having to leave the chip{}",
                                  shortName(best.workload->layer(group.layers.front())),
                                  shortName(best.workload->layer(group.layers.back())), kept[number] / kMegabit,
                                  cuts.empty() ? "" : "; cut along " + cuts));
  }
}

/// Which groups compute their halos again, and what that costs.
void addHalos(const Evaluation& best, std::vector<std::string>& reasons) {
  for (const FusionGroup& group : best.mapping->fusion.groups) {
    std::int64_t again = 0, useful = 0;
    for (const LayerId layer : group.layers) {
      again += best.metrics->layers[layer.index()].recomputed;
      useful += operationCount(best.workload->layer(layer));
    }
    if (again == 0) continue;
    reasons.push_back(fmt::format(
        "computing the halos between {} and {} again costs {:.1f} % more operations there, and "
        "spares keeping or fetching them from step to step",
        shortName(best.workload->layer(group.layers.front())), shortName(best.workload->layer(group.layers.back())),
        100 * static_cast<double>(again) / static_cast<double>(useful)));
  }
}

void addMemory(const Evaluation& present, const Evaluation& best, std::vector<std::string>& reasons) {
  const auto room = [&](const Evaluation& evaluation) {
    std::int64_t bits = 0;
    const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
    for (const TopMemory& memory : memories)
      if (memory.core != evaluation.design.accelerator->offChip)
        bits = std::max(bits, evaluation.design.accelerator->core(memory.core).memories[memory.level].capacity.value);
    return static_cast<double>(bits);
  };
  reasons.push_back(fmt::format("its fullest memory holds {:.1f} Mbit at most, of {:.1f} (now {:.1f} of {:.1f})",
                                static_cast<double>(largestPeak(best).value) / kMegabit, room(best) / kMegabit,
                                static_cast<double>(largestPeak(present).value) / kMegabit, room(present) / kMegabit));
}

/// What the busiest core waits for, worst first.
void addWaiting(const Evaluation& best, std::vector<std::string>& reasons) {
  static constexpr std::array<std::string_view, kBindingCauses> kCauses{
      "nothing left to do", "the core",    "what other layers make", "transfers", "a busy link",
      "room in memory",     "other cores", "the off-chip link"};
  const auto& cores = best.metrics->cores;
  const auto busiest = std::ranges::max_element(cores, {}, &CoreMetrics::busy);
  const double latency = best.metrics->latency.value;
  if (busiest == cores.end() || latency <= 0) return;
  std::string text = fmt::format("its busiest core works {:.1f} % of the time", 100 * busiest->busy.value / latency);
  std::vector<std::size_t> order;
  for (std::size_t cause = 0; cause < kBindingCauses; ++cause)
    if (busiest->idleByCause[cause].value > latency / 200) order.push_back(cause);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return busiest->idleByCause[a].value > busiest->idleByCause[b].value;
  });
  for (std::size_t cause : order)
    text += fmt::format(", waits {:.1f} % for {}", 100 * busiest->idleByCause[cause].value / latency, kCauses[cause]);
  reasons.push_back(text);
}

}  // namespace

std::vector<std::string> searchReasons(const Evaluation& present, const Evaluation& best) {
  std::vector<std::string> reasons;
  reasons.push_back(fmt::format("latency is {:.0f} cycles instead of {:.0f} ({:.3f} times as fast)",
                                best.metrics->latency.value, present.metrics->latency.value,
                                present.metrics->latency.value / best.metrics->latency.value));
  reasons.push_back(aboutTraffic(present, best));
  addGroups(best, reasons);
  addHalos(best, reasons);
  addMemory(present, best, reasons);
  const SchedulePolicy& policy = best.mapping->policy;
  if (policy.prefetchDepth && *policy.prefetchDepth != present.design.assumptions.prefetchDepth)
    reasons.push_back(
        fmt::format("{} instead of {} keeps the off-chip link busy while tiles that need nothing from it run",
                    fetchingText(*policy.prefetchDepth), present.design.assumptions.prefetchDepth));
  if (policy.eviction == Eviction::IdleFirst)
    reasons.push_back(
        "letting go of what nothing reads any more before what is read last spares tiles the wait for room");
  addWaiting(best, reasons);
  return reasons;
}

std::string fetchingText(std::int32_t prefetchDepth) {
  constexpr std::int32_t kBeyondAnyMemory = 1'000'000;  ///< tiles
  if (prefetchDepth >= kBeyondAnyMemory) return "fetching as far ahead as there is room";
  return fmt::format("fetching {} tiles ahead", prefetchDepth);
}

}  // namespace fusewright
