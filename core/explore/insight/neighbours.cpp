#include "core/explore/insight/neighbours.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "core/hardware/parameters.h"
#include "core/mapping/fusion_plan.h"
#include "core/mapping/tiling_name.h"

namespace fusewright {
namespace {

constexpr std::array<const char*, 10> kPlans{"unfused", "A", "B", "A-B", "AS", "BS", "AS-B", "A-BS", "all", "auto"};

/// Chip-wide parameters to double, by id.
constexpr std::array<std::pair<NeighbourKind, const char*>, 4> kDoubled{{
    {NeighbourKind::OnChipMemory, "onchip_memory_MB"},
    {NeighbourKind::DramBandwidth, "dram_bits_per_cycle"},
    {NeighbourKind::SramBandwidth, "sram_bits_per_cycle"},
    {NeighbourKind::Units, "pe_count"},
}};

void addPlans(std::vector<Neighbour>& found, const Design& design) {
  const auto* named = std::get_if<NamedFusion>(&design.mapping.fusion);
  for (const char* plan : kPlans) {
    if (named != nullptr && named->name == plan) continue;
    const bool exists = std::string_view(plan) == "auto" || studyPlan(*design.workload, plan).has_value();
    if (!exists) continue;
    Neighbour neighbour{.kind = NeighbourKind::Fusion, .value = plan, .design = design};
    neighbour.design.mapping.fusion = NamedFusion{.name = plan};
    found.push_back(std::move(neighbour));
  }
}

void addTilings(std::vector<Neighbour>& found, const Design& design) {
  for (const TilingMode mode : {TilingMode::PerStep, TilingMode::MemoryAware}) {
    if (design.mapping.tiling == mode) continue;
    Neighbour neighbour{.kind = NeighbourKind::Cuts, .value = std::string(tilingName(mode)), .design = design};
    neighbour.design.mapping.tiling = mode;
    found.push_back(std::move(neighbour));
  }
}

void addHardware(std::vector<Neighbour>& found, const Design& design) {
  const std::vector<Parameter> parameters = parametersOf(*design.accelerator);
  for (const auto& [kind, id] : kDoubled) {
    const auto parameter = std::ranges::find(parameters, std::string(id), &Parameter::id);
    if (parameter == parameters.end() || parameter->value * 2 > parameter->maximum) continue;
    auto changed = withParameter(*design.accelerator, id, fmt::format("{}", parameter->value * 2));
    if (!changed) continue;
    Neighbour neighbour{.kind = kind, .value = {}, .design = design};
    neighbour.design.accelerator = std::make_shared<const Accelerator>(std::move(*changed));
    found.push_back(std::move(neighbour));
  }
}

}  // namespace

bool changesHardware(NeighbourKind kind) {
  return kind != NeighbourKind::Fusion && kind != NeighbourKind::Cuts;
}

std::vector<Neighbour> neighboursOf(const Design& design) {
  std::vector<Neighbour> found;
  addPlans(found, design);
  addTilings(found, design);
  addHardware(found, design);
  return found;
}

std::vector<Suggestion> suggestions(const Evaluation& current, std::span<const Neighbour> neighbours,
                                    std::span<const SweepRow> rows) {
  std::vector<Suggestion> better;
  const Cycles latency = current.metrics->latency;
  for (std::size_t index = 0; index < rows.size() && index < neighbours.size(); ++index) {
    const SweepRow& row = rows[index];
    if (!row.metrics || (!row.violations.empty() && current.metrics->violations.empty())) continue;
    if (row.metrics->latency >= latency) continue;
    better.push_back(
        {.neighbour = neighbours[index], .metrics = *row.metrics, .speedup = latency / row.metrics->latency});
  }
  std::ranges::stable_sort(better, [](const Suggestion& a, const Suggestion& b) {
    return a.isFree() != b.isFree() ? a.isFree() : a.speedup > b.speedup;
  });
  return better;
}

std::vector<Suggestion> suggest(const Evaluation& current, std::stop_token stop) {
  const std::vector<Neighbour> neighbours = neighboursOf(current.design);
  const auto source = [&](std::size_t index) -> Result<Design> { return neighbours[index].design; };
  const std::vector<SweepRow> rows = sweep(neighbours.size(), source, {}, stop);
  if (stop.stop_requested()) return {};
  return suggestions(current, neighbours, rows);
}

}  // namespace fusewright
