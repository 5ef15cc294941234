#include "core/io/search_json.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/explore/search/search_candidates.h"

namespace fusewright {
namespace {

using Json = nlohmann::ordered_json;

Json metricsJson(const Evaluation& evaluation) {
  const Metrics& metrics = *evaluation.metrics;
  return {{"latency_cycles", metrics.latency.value},
          {"latency_ms", metrics.latencyMs},
          {"energy_pJ", metrics.energy.value},
          {"area_mm2", metrics.areaMm2},
          {"tiles", evaluation.graph->size()},
          {"dram_read_bits", metrics.dram.read.value},
          {"dram_write_bits", metrics.dram.written.value},
          {"violations", metrics.violations.size()}};
}

Json hardwareJson(const Accelerator& accelerator) {
  Json cores = Json::array();
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index) {
    const Core& core = accelerator.cores[index];
    if (CoreId(index) == accelerator.offChip) continue;
    Json array = Json::object();
    for (const ArrayDim& dim : core.array.dims) array[dim.name] = dim.size;
    Json memories = Json::object();
    for (const MemoryLevel& memory : core.memories) memories[memory.name] = memory.capacity.value;
    cores.push_back({{"name", core.name}, {"array", array}, {"memory_bits", memories}});
  }
  return cores;
}

Json triedJson(const TriedPlan& tried) {
  Json json{{"name", tried.name}};
  if (tried.value) json["value"] = *tried.value;
  if (tried.latency) json["latency_cycles"] = tried.latency->value;
  json["violations"] = tried.violations;
  if (!tried.remark.empty()) json["remark"] = tried.remark;
  return json;
}

std::string rowOf(const TriedPlan& tried) {
  const std::string latency = tried.latency ? fmt::format("{:.0f}", tried.latency->value) : "-";
  std::string remark = tried.remark;
  if (tried.violations > 0) remark = "does not fit the hardware";
  return fmt::format("  {:<28} {:>14}  {}\n", tried.name, latency, remark);
}

}  // namespace

FusionPlanFile planOf(const Evaluation& evaluation) {
  const MappingRequest& request = evaluation.design.mapping;
  if (const auto* listed = std::get_if<ListedFusion>(&request.fusion))
    return {.fusion = *listed, .tiling = request.tiling == TilingMode::Explicit ? request.entries : Tiling{}};
  return {.fusion = listedFrom(evaluation), .tiling = {}};
}

std::string searchJson(const SearchResult& result) {
  Json root{{"lower_bound_cycles", result.lowerBound.value},
            {"gap", result.gap},
            {"exact", result.exact},
            {"end", nameOf(result.end)},
            {"evaluations", result.evaluations},
            {"seconds", result.seconds},
            {"best_name", result.bestName},
            {"best", metricsJson(*result.best)},
            {"present", metricsJson(*result.present)},
            {"speedup", result.present->metrics->latency.value / result.best->metrics->latency.value},
            {"hardware", hardwareJson(*result.best->design.accelerator)},
            {"reasons", result.reasons},
            {"plan", Json::parse(writeFusionPlan(planOf(*result.best)))}};
  root["tried"] = Json::array();
  for (const TriedPlan& tried : result.tried) root["tried"].push_back(triedJson(tried));
  return root.dump(2) + "\n";
}

std::string searchText(const SearchResult& result) {
  std::string text = fmt::format(
      "{:.0f} cycles, {:.2f} % {} the lower bound of {:.0f}{}; {} plans in {:.1f} s, until {}\nfound as: {}\n",
      result.best->metrics->latency.value, std::abs(100 * result.gap), result.gap < 0 ? "below" : "above",
      result.lowerBound.value, result.gap < 0 ? ", which these assumptions do not respect" : "", result.evaluations,
      result.seconds, nameOf(result.end), result.bestName);
  text += "\nCompared with the present plan:\n";
  for (const std::string& reason : result.reasons) text += "  - " + reason + "\n";
  text += fmt::format("\n  {:<28} {:>14}\n", "tried", "cycles");
  for (const TriedPlan& tried : result.tried) text += rowOf(tried);
  return text;
}

}  // namespace fusewright
