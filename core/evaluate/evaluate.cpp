#include "core/evaluate/evaluate.h"

#include <utility>

#include "core/cost/estimate_tile_costs.h"
#include "core/evaluate/mapped_design.h"
#include "core/mapping/mapping_request.h"
#include "core/metrics/measure.h"
#include "core/schedule/schedule_tiles.h"
#include "core/tiling/build_tile_graph.h"
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
  Result<Mapping> mapping = makeMapping(*mapped.workload, *design.accelerator, design.mapping, design.assumptions);
  if (!mapping) return tl::make_unexpected(mapping.error());
  mapped.isPrevious = kept && *previous->mapping == *mapping;
  mapped.mapping = mapped.isPrevious ? previous->mapping : share(std::move(*mapping));
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
    Result<TileGraph> graph = buildTileGraph(workload, *now.mapping, assumptions);
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
    std::optional<Schedule> schedule =
        scheduleTiles(workload, accelerator, *now.graph, *now.costs, assumptions, stop,
                      {.eviction = now.mapping->policy.eviction,
                       .links = now.mapping->policy.links,
                       .giveUpAfter = limit.value});
    if (!schedule) return tl::make_unexpected(stop.stop_requested() ? cancelledError() : slowerError());
    now.schedule = share(std::move(*schedule));
  }
  now.metrics = share(measure(workload, accelerator, *now.mapping, *now.graph, *now.costs, *now.schedule, assumptions));
  return now;
}

}  // namespace fusewright
