#include "core/evaluate/evaluate.h"

#include <algorithm>
#include <utility>

#include "core/cost/estimate_tile_costs.h"
#include "core/evaluate/mapped_design.h"
#include "core/mapping/auto_plans.h"
#include "core/mapping/mapping_request.h"
#include "core/metrics/measure.h"
#include "core/schedule/schedule_tiles.h"
#include "core/tiling/build_tile_graph.h"
#include "core/tiling/layer_tiling.h"
#include "core/workload/assumed_workload.h"

namespace fusewright {
namespace {

template <typename T>
std::shared_ptr<const T> share(T value) {
  return std::make_shared<const T>(std::move(value));
}

/// Whether `previous` saw the same workload; compared by value only if it is another object.
bool sameWorkload(const Design& design, const Evaluation* previous) {
  return previous && (previous->design.workload == design.workload || *previous->design.workload == *design.workload);
}

/// Whether everything that decides costs and schedules, names and area aside, is the same.
bool sameHardware(const Accelerator& a, const Accelerator& b) {
  return a.offChip == b.offChip && a.cores == b.cores && a.links == b.links;
}

/// An alternative may have so many tiles, however few the first mapping has.
constexpr std::int64_t kManyAlternativeTiles = 30'000;

std::int64_t tilesOfMapping(const Workload& workload, const Mapping& mapping, const Assumptions& assumptions) {
  std::int64_t tiles = 0;
  for (const LayerTiling& tiling : tileLayers(workload, mapping, assumptions)) tiles += tiling.tiles;
  return tiles;
}

/// The mappings of the other plans that `auto` may stand for, those that are possible and not too fine.
std::vector<std::shared_ptr<const Mapping>> alternativesTo(const Mapping& first, const Workload& workload,
                                                           const Design& design) {
  std::vector<std::shared_ptr<const Mapping>> alternatives;
  auto plans = autoPlans(workload, *design.accelerator);
  if (!plans) return alternatives;
  const std::int64_t proposed = tilesOfMapping(workload, first, design.assumptions);
  for (FusionPlan& plan : *plans) {
    if (plan.groups == first.fusion.groups) continue;
    auto mapping = makeMappingWith(std::move(plan), workload, *design.accelerator, design.mapping, design.assumptions);
    if (!mapping) continue;
    const bool whole = mapping->fusion.groups.size() == 1;  // its tiles may all need one another
    const std::int64_t most = whole ? kManyAlternativeTiles : std::max(kManyAlternativeTiles, 4 * proposed);
    if (tilesOfMapping(workload, *mapping, design.assumptions) <= most)
      alternatives.push_back(share(*std::move(mapping)));
  }
  return alternatives;
}

bool isBetter(const Metrics& metrics, const Metrics& than) {
  const auto rank = [](const Metrics& one) { return std::pair(!one.violations.empty(), one.latency.value); };
  return rank(metrics) < rank(than);
}

/// The design under the one mapping that `mapped` names first.
Result<Evaluation> evaluateOne(const Design& design, MappedDesign mapped, TileCostTable& table,
                               const Evaluation* previous, const std::stop_token& stop, Cycles limit) {
  const Accelerator& accelerator = *design.accelerator;
  Evaluation now{.design = design,
                 .workload = std::move(mapped.workload),
                 .mapping = std::move(mapped.mapping),
                 .graph = {},
                 .costs = {},
                 .schedule = {},
                 .metrics = {}};
  const Workload& workload = *now.workload;
  const bool mappingKept = mapped.isPrevious;
  Assumptions assumptions = design.assumptions;
  assumptions.prefetchDepth = now.mapping->policy.prefetchDepth.value_or(assumptions.prefetchDepth);

  if (mappingKept) {
    now.graph = previous->graph;
  } else {
    Result<TileGraph> graph = buildTileGraph(workload, *now.mapping, assumptions, stop);
    if (!graph && stop.stop_requested()) return tl::make_unexpected(cancelledError());
    if (!graph) return tl::make_unexpected(graph.error());
    now.graph = share(std::move(*graph));
  }
  if (stop.stop_requested()) return tl::make_unexpected(cancelledError());

  const bool hardwareKept = mappingKept && sameHardware(accelerator, *previous->design.accelerator);
  if (hardwareKept) {
    now.costs = previous->costs;
    now.schedule = previous->schedule;
  } else {
    now.costs = share(estimateTileCosts(workload, accelerator, *now.mapping, *now.graph, table, assumptions, stop));
    if (stop.stop_requested()) return tl::make_unexpected(cancelledError());
    std::optional<Schedule> schedule = scheduleTiles(
        workload, accelerator, *now.graph, *now.costs, assumptions, stop,
        {.eviction = now.mapping->policy.eviction, .links = now.mapping->policy.links, .giveUpAfter = limit.value});
    if (!schedule) return tl::make_unexpected(stop.stop_requested() ? cancelledError() : slowerError());
    now.schedule = share(std::move(*schedule));
  }
  if (stop.stop_requested()) return tl::make_unexpected(cancelledError());
  now.metrics = share(measure(workload, accelerator, *now.mapping, *now.graph, *now.costs, *now.schedule, assumptions));
  return now;
}

}  // namespace

const Error& cancelledError() {
  static const Error error{"the evaluation was cancelled", "", ""};
  return error;
}

const Error& slowerError() {
  static const Error error{"the schedule is longer than was asked for", "", ""};
  return error;
}

Result<MappedDesign> mapDesign(const Design& design, const Evaluation* previous) {
  const bool kept = sameWorkload(design, previous) && previous->design.assumptions == design.assumptions;
  MappedDesign mapped{.workload = kept ? previous->workload : assumedWorkload(design.workload, design.assumptions),
                      .mapping = {}};
  if (kept && isAutomatic(design.mapping) && previous->design.mapping == design.mapping &&
      sameHardware(*design.accelerator, *previous->design.accelerator)) {  // it was chosen from the same before
    mapped.mapping = previous->mapping;
    mapped.isPrevious = true;
    return mapped;
  }
  Result<Mapping> mapping = makeMapping(*mapped.workload, *design.accelerator, design.mapping, design.assumptions);
  if (!mapping) return tl::make_unexpected(mapping.error());
  mapped.isPrevious = kept && *previous->mapping == *mapping;
  mapped.mapping = mapped.isPrevious ? previous->mapping : share(std::move(*mapping));
  if (isAutomatic(design.mapping)) mapped.alternatives = alternativesTo(*mapped.mapping, *mapped.workload, design);
  return mapped;
}

Result<Evaluation> evaluate(const Design& design, TileCostTable& table, const Evaluation* previous,
                            std::stop_token stop, Cycles limit) {
  Result<MappedDesign> mapped = mapDesign(design, previous);
  if (!mapped) return tl::make_unexpected(mapped.error());
  return evaluateMapped(design, std::move(*mapped), table, previous, std::move(stop), limit);
}

Result<Evaluation> evaluateMapped(const Design& design, MappedDesign mapped, TileCostTable& table,
                                  const Evaluation* previous, std::stop_token stop, Cycles limit) {
  Result<Evaluation> best = evaluateOne(design, mapped, table, previous, stop, limit);
  for (std::shared_ptr<const Mapping>& alternative : mapped.alternatives) {
    if (stop.stop_requested()) return tl::make_unexpected(cancelledError());
    const bool works = best && best->metrics->violations.empty();
    const Cycles least = works ? std::min(limit, best->metrics->latency) : limit;
    Result<Evaluation> other = evaluateOne(design, {.workload = mapped.workload, .mapping = std::move(alternative)},
                                           table, nullptr, stop, least);
    if (other && (!best || isBetter(*other->metrics, *best->metrics))) best = std::move(other);
  }
  return best;
}

}  // namespace fusewright
