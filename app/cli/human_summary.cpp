#include "app/cli/human_summary.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/io/names.h"
#include "core/metrics/measure.h"
#include "core/metrics/steady_state.h"

namespace fusewright {
namespace {

double megabytes(Bits bits) {
  return static_cast<double>(bits.value) / (8.0 * 1024 * 1024);
}

/// What costs a core most, as "37.1 % idle, mostly transfer".
std::string idleText(const CoreMetrics& core, Cycles makespan) {
  Cycles idle;
  for (Cycles time : core.idleByCause) idle += time;
  if (makespan.value <= 0 || idle.value <= 0) return "never idle";
  const auto worst = std::ranges::max_element(core.idleByCause);
  const auto cause = idleCauseOf(static_cast<BindingCause>(worst - core.idleByCause.begin()));
  std::string name(nameOf(cause));
  std::ranges::replace(name, '_', ' ');
  return fmt::format("{:.1f} % idle, mostly {}", 100 * (idle / makespan), name);
}

/// What of the work is done once more; nothing if nothing is.
std::string recomputedWork(const Metrics& metrics) {
  if (metrics.recomputed == 0) return {};
  return fmt::format("                     {} operations more to recompute halos ({:.2f} %)\n", metrics.recomputed,
                     100 * recomputedShare(metrics));
}

std::string totals(const Evaluation& evaluation) {
  const Metrics& metrics = *evaluation.metrics;
  return fmt::format(
      "  latency            {:.0f} cycles, {:.6g} ms (at least {:.0f} by compute, {:.0f} by DRAM)\n"
      "  work               {} tiles, {} operations, utilisation {:.2f} %\n"
      "{}"
      "  DRAM               {:.2f} MB read, {:.2f} MB written\n"
      "  chip               {:.4g} mm2, {:.4g} uJ\n",
      metrics.latency.value, metrics.latencyMs, metrics.computeBound.value, metrics.dramBound.value,
      evaluation.graph->size(), metrics.operations, 100 * metrics.utilisation, recomputedWork(metrics),
      megabytes(metrics.dram.read), megabytes(metrics.dram.written), metrics.areaMm2, metrics.energy.value * 1e-6);
}

std::string memoriesAndCores(const Accelerator& accelerator, const Metrics& metrics) {
  const std::vector<TopMemory> memories = topMemories(accelerator);
  std::string text;
  for (std::size_t index = 0; index < metrics.memories.size(); ++index) {
    const MemoryTrace& trace = metrics.memories[index];
    if (memories[index].core != accelerator.offChip)
      text += fmt::format("  {:<18} peak {:.3f} MB at cycle {:.0f}\n", memories[index].name, megabytes(trace.peak),
                          trace.peakAt.value);
  }
  for (std::size_t index = 0; index < metrics.cores.size(); ++index)
    if (CoreId(index) != accelerator.offChip)
      text +=
          fmt::format("  {:<18} {}\n", accelerator.cores[index].name, idleText(metrics.cores[index], metrics.latency));
  return text;
}

/// What the run does again and again, where it does; of many stretches the one that saves most.
std::string steadyText(const Evaluation& evaluation) {
  const auto states = steadyStates(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
  if (states.empty()) return {};
  const auto& longest = *std::ranges::max_element(states, {}, &SteadyState::saved);
  std::string text = fmt::format(
      "  steady state       period of {:.0f} cycles, repeated {} times: prologue 0-{:.0f}, epilogue {:.0f}-{:.0f}\n",
      longest.period.value, longest.count, longest.from.value, longest.to().value, evaluation.schedule->makespan.value);
  if (states.size() == 1) return text;
  return text + fmt::format("                     the longest of {}; {:.1f} % of the run repeats a period before\n",
                            states.size(), 100 * (savedBy(states) / evaluation.schedule->makespan));
}

}  // namespace

std::string humanSummary(const Evaluation& evaluation) {
  const Design& design = evaluation.design;
  std::string text =
      fmt::format("{} on {}: fusion {}, tiling {}, assumptions {}\n", design.workload->name, design.accelerator->name,
                  fusionText(design.mapping), tilingText(design.mapping), nameOf(design.assumptions));
  text += totals(evaluation) + steadyText(evaluation) + memoriesAndCores(*design.accelerator, *evaluation.metrics);
  for (const Warning& warning : warningsOf(evaluation)) text += fmt::format("  warning: {}\n", warningText(warning));
  for (const Violation& violation : evaluation.metrics->violations)
    text += fmt::format("  violation: {}\n", violation.what);
  return text;
}

}  // namespace fusewright
