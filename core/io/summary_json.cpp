#include "core/io/summary_json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/io/names.h"
#include "core/metrics/accounting.h"
#include "core/metrics/measure.h"

namespace fusewright {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kCauses{
    BindingCause::None,     BindingCause::CoreBusy,   BindingCause::Dependency,      BindingCause::Transfer,
    BindingCause::LinkBusy, BindingCause::MemoryFull, BindingCause::Synchronisation, BindingCause::OffChip};
constexpr std::array kTransferReasons{TransferCause::Weight, TransferCause::Activation, TransferCause::Reload,
                                      TransferCause::Spill, TransferCause::Output};

/// Cycles as a whole number where they are one.
Json cycles(Cycles time) {
  const auto whole = static_cast<std::int64_t>(time.value);
  return static_cast<double>(whole) == time.value ? Json(whole) : Json(time.value);
}

Json coresJson(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  Json cores = Json::array();
  for (std::size_t index = 0; index < evaluation.metrics->cores.size(); ++index) {
    if (CoreId(index) == accelerator.offChip) continue;
    const CoreMetrics& metrics = evaluation.metrics->cores[index];
    Json idle = Json::object();
    for (BindingCause cause : kCauses) {
      const Cycles time = metrics.idleByCause[static_cast<std::size_t>(cause)];
      if (time.value > 0) idle[std::string(nameOf(cause))] = cycles(time);
    }
    cores.push_back({{"id", index},
                     {"name", accelerator.cores[index].name},
                     {"busy_cycles", cycles(metrics.busy)},
                     {"idle_cycles", std::move(idle)},
                     {"utilisation", metrics.utilisation}});
  }
  return cores;
}

Json groupsJson(const Evaluation& evaluation) {
  const auto& groups = evaluation.mapping->fusion.groups;
  Json list = Json::array();
  for (std::size_t index = 0; index < groups.size(); ++index) {
    Json layers = Json::array();
    Json names = Json::array();
    for (LayerId layer : groups[index].layers) {
      layers.push_back(layer.value);
      names.push_back(evaluation.workload->layer(layer).name);
    }
    list.push_back({{"layers", std::move(layers)},
                    {"start", cycles(evaluation.metrics->groups[index].start)},
                    {"end", cycles(evaluation.metrics->groups[index].end)},
                    {"names", std::move(names)}});
  }
  return list;
}

Json violationsJson(const Evaluation& evaluation) {
  const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
  Json list = Json::array();
  for (const Violation& violation : evaluation.metrics->violations) {
    Json entry{{"what", violation.what}};
    if (violation.memory) entry["memory"] = memories[violation.memory->index()].name;
    if (violation.tile) entry["tile"] = violation.tile->value;
    entry["needed_bits"] = violation.needed.value;
    entry["available_bits"] = violation.available.value;
    list.push_back(std::move(entry));
  }
  return list;
}

Json warningsJson(const Evaluation& evaluation) {
  Json list = Json::array();
  for (const Warning& warning : warningsOf(evaluation)) list.push_back(warningText(warning));
  return list;
}

Json peaksJson(const Evaluation& evaluation) {
  const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
  Json peaks = Json::object();
  for (std::size_t index = 0; index < evaluation.metrics->memories.size(); ++index)
    peaks[memories[index].name] = evaluation.metrics->memories[index].peak.value;
  return peaks;
}

Json trafficJson(const DramTraffic& dram) {
  Json traffic = Json::object();
  for (TransferCause cause : kTransferReasons)
    traffic[std::string(nameOf(cause))] = dram.transfersByCause[static_cast<std::size_t>(cause)].value;
  traffic["streamed_in"] = dram.streamedIn.value;
  traffic["streamed_out"] = dram.streamedOut.value;
  return traffic;
}

Json coreAccountsJson(const Accelerator& accelerator, const std::vector<CoreAccount>& accounts) {
  Json list = Json::array();
  for (const CoreAccount& account : accounts) {
    if (account.core == accelerator.offChip) continue;
    Json idle = Json::object();
    for (std::size_t cause = 0; cause < kIdleCauses; ++cause)
      idle[std::string(nameOf(static_cast<IdleCause>(cause)))] = cycles(account.idle[cause]);
    list.push_back({{"core", accelerator.core(account.core).name},
                    {"busy_cycles", cycles(account.busy)},
                    {"idle_cycles", std::move(idle)},
                    {"makespan_cycles", cycles(account.makespan)}});
  }
  return list;
}

Json tensorAtPeak(const Evaluation& evaluation, const PeakEntry& entry) {
  const auto idOrNone = [](const std::optional<TileId>& tile) { return tile ? Json(tile->value) : Json(nullptr); };
  return {{"tensor", entry.piece.value},
          {"name", tensorName(*evaluation.workload, *evaluation.graph, *evaluation.schedule, entry.piece)},
          {"bits", entry.bits.value},
          {"from", cycles(entry.from)},
          {"to", cycles(entry.to)},
          {"producer", idOrNone(entry.producer)},
          {"last_user", idOrNone(entry.lastUser)}};
}

Json peakAccountsJson(const Evaluation& evaluation, const std::vector<PeakEntry>& entries) {
  const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
  Json list = Json::array();
  for (std::size_t index = 0; index < evaluation.metrics->memories.size(); ++index) {
    const MemoryTrace& trace = evaluation.metrics->memories[index];
    Json tensors = Json::array();
    for (const PeakEntry& entry : entries)
      if (entry.memory == MemoryId(index)) tensors.push_back(tensorAtPeak(evaluation, entry));
    list.push_back({{"memory", memories[index].name},
                    {"peak_bits", trace.peak.value},
                    {"peak_at", cycles(trace.peakAt)},
                    {"tensors", std::move(tensors)}});
  }
  return list;
}

/// Where all cycles, all bits at the peaks and all off-chip traffic went; every list sums to the total beside it.
Json accountingJson(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const Accounting accounts = accountFor(accelerator, *evaluation.schedule, *evaluation.metrics);
  Json traffic = Json::array();
  for (const TrafficEntry& entry : accounts.traffic)
    traffic.push_back(
        {{"cause", nameOf(entry.cause)}, {"direction", nameOf(entry.direction)}, {"bits", entry.bits.value}});
  return {{"cores", coreAccountsJson(accelerator, accounts.cores)},
          {"peaks", peakAccountsJson(evaluation, accounts.peaks)},
          {"traffic", std::move(traffic)},
          {"traffic_bits", (evaluation.metrics->dram.read + evaluation.metrics->dram.written).value}};
}

Json timingJson(const TimingSummary& timing) {
  return {{"median", timing.median}, {"min", timing.min}, {"max", timing.max}};
}

Json headJson(const Design& design, const SummaryContext& context) {
  return {{"model", design.workload->name},           {"hardware", design.accelerator->name},
          {"model_file", context.modelFile},          {"hardware_file", context.hardwareFile},
          {"fusion", fusionText(design.mapping)},     {"tiling", tilingText(design.mapping)},
          {"assumptions", nameOf(design.assumptions)}};
}

Json waterfallJson(const std::vector<WaterfallRow>& rows) {
  Json list = Json::array();
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const WaterfallRow& row = rows[index];
    Json entry{{"assumptions", nameOf(row.assumptions)}};
    if (row.repair) entry[row.step == WaterfallStep::Alone ? "alone" : "added"] = textOf(*row.repair).id;
    if (row.result.metrics) {
      entry["latency_cycles"] = cycles(row.result.metrics->latency);
      if (const auto change = latencyChange(rows, index)) entry["change_cycles"] = cycles(*change);
      entry["energy_pJ"] = row.result.metrics->energy.value;
      entry["dram_bits"] = (row.result.metrics->dramRead + row.result.metrics->dramWritten).value;
      entry["peak_memory_bits"] = row.result.metrics->peakMemory.value;
    }
    entry["violations"] = row.result.violations;
    list.push_back(std::move(entry));
  }
  return list;
}

void addMeasurements(Json& summary, const SummaryContext& context) {
  if (context.evaluation) summary["evaluation_ms"] = timingJson(*context.evaluation);
  if (context.evaluationWarm) summary["evaluation_warm_ms"] = timingJson(*context.evaluationWarm);
  if (context.peakMemoryKilobytes) summary["peak_rss_kB"] = *context.peakMemoryKilobytes;
}

std::string text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string summaryJson(const Evaluation& evaluation, const SummaryContext& context) {
  const Metrics& metrics = *evaluation.metrics;
  Json summary = headJson(evaluation.design, context);
  summary["latency_cycles"] = cycles(metrics.latency);
  summary["latency_ms"] = metrics.latencyMs;
  summary["energy_pJ"] = metrics.energy.value;
  summary["energy_by_part_pJ"] = {{"compute", metrics.computeEnergy.value},
                                  {"on_chip", metrics.onChipEnergy.value},
                                  {"off_chip", metrics.offChipEnergy.value}};
  summary["energy_band_pJ"] = {
      {"low", metrics.energyBand.low}, {"typical", metrics.energyBand.typical}, {"high", metrics.energyBand.high}};
  if (evaluation.design.assumptions.has(Repair::BandwidthFreeEnergy))
    summary["technology"] = {{"name", evaluation.design.accelerator->technology.name},
                             {"source", evaluation.design.accelerator->technology.source},
                             {"dram", evaluation.design.accelerator->technology.dram},
                             {"dram_source", dramSource(evaluation.design.accelerator->technology)}};
  summary["area_mm2"] = metrics.areaMm2;
  summary["tiles"] = evaluation.graph->size();
  summary["edges"] = evaluation.graph->producer.size();
  summary["transfers"] = evaluation.schedule->transfers.size();
  summary["streams"] = evaluation.schedule->streams.size();
  summary["peak_memory_bits"] = peaksJson(evaluation);
  summary["dram_read_bits"] = metrics.dram.read.value;
  summary["dram_write_bits"] = metrics.dram.written.value;
  summary["dram_bits_by_cause"] = trafficJson(metrics.dram);
  summary["mac_count"] = metrics.operations;
  summary["recomputed_macs"] = metrics.recomputed;
  summary["recomputed_share"] = recomputedShare(metrics);
  summary["utilisation"] = metrics.utilisation;
  summary["lower_bound_cycles"] = {{"compute", cycles(metrics.computeBound)},
                                   {"dram", cycles(metrics.dramBound)},
                                   {"critical_path", cycles(metrics.criticalPath)}};
  summary["cores"] = coresJson(evaluation);
  summary["accounting"] = accountingJson(evaluation);
  summary["groups"] = groupsJson(evaluation);
  summary["violations"] = violationsJson(evaluation);
  summary["warnings"] = warningsJson(evaluation);
  if (!context.waterfall.empty()) summary["waterfall"] = waterfallJson(context.waterfall);
  addMeasurements(summary, context);
  return text(summary);
}

}  // namespace fusewright
