#include "core/explore/insight/health.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fusewright {
namespace {

/// The layers that cores spend most time on, and the time that the others take.
struct BusyLayers {
  std::vector<HeavyLayer> heaviest;
  Cycles lighter;
};

BusyLayers busyLayers(const Evaluation& evaluation) {
  const Workload& workload = *evaluation.workload;
  std::vector<Cycles> busy(workload.layers.size());
  Cycles all;
  for (std::size_t layer = 0; layer < busy.size(); ++layer) {
    busy[workload.layers[layer].family.index()] += evaluation.metrics->layers[layer].busy;
    all += evaluation.metrics->layers[layer].busy;
  }
  std::vector<HeavyLayer> heavy;
  for (std::size_t family = 0; family < busy.size(); ++family)
    if (busy[family] > Cycles{0})
      heavy.push_back({.family = LayerId(family), .busy = busy[family], .share = busy[family] / all});
  std::ranges::stable_sort(heavy, std::greater{}, &HeavyLayer::busy);
  Cycles lighter;
  for (std::size_t rank = kHeaviestLayers; rank < heavy.size(); ++rank) lighter += heavy[rank].busy;
  if (heavy.size() > kHeaviestLayers) heavy.resize(kHeaviestLayers);
  return {.heaviest = std::move(heavy), .lighter = lighter};
}

}  // namespace

std::optional<FullestMemory> fullestMemory(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const std::vector<TopMemory> memories = topMemories(accelerator);
  std::optional<FullestMemory> fullest;
  for (std::size_t index = 0; index < memories.size() && index < evaluation.metrics->memories.size(); ++index) {
    if (memories[index].core == accelerator.offChip) continue;
    const Bits capacity = accelerator.core(memories[index].core).memories[memories[index].level].capacity;
    const Bits peak = evaluation.metrics->memories[index].peak;
    if (!fullest || peak / capacity > fullest->peak / fullest->capacity)
      fullest = {.memory = MemoryId(index), .peak = peak, .capacity = capacity};
  }
  return fullest;
}

HealthCard healthOf(const Evaluation& evaluation) {
  const Metrics& metrics = *evaluation.metrics;
  const std::array<Cycles, 3> bounds{metrics.computeBound, metrics.dramBound, metrics.criticalPath};
  BusyLayers busy = busyLayers(evaluation);
  const auto highest = std::ranges::max_element(bounds);
  return {.latency = metrics.latency,
          .latencyMs = metrics.latencyMs,
          .budget = timeBudget(*evaluation.design.accelerator, *evaluation.costs, *evaluation.schedule, metrics),
          .highest = static_cast<LatencyBound>(highest - bounds.begin()),
          .bound = *highest,
          .fullest = fullestMemory(evaluation),
          .heaviest = std::move(busy.heaviest),
          .lighterBusy = busy.lighter,
          .violations = metrics.violations.size()};
}

}  // namespace fusewright
