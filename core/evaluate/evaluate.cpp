#include "core/evaluate/evaluate.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/cost/estimate_tile_costs.h"
#include "core/evaluate/mapped_design.h"
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

/// What is better ranks lower: what can be evaluated, what fits, what is faster, what comes first.
std::tuple<bool, bool, double, std::size_t> rankOf(const Result<Evaluation>& evaluation, std::size_t place) {
  if (!evaluation) return {true, true, 0, place};
  return {false, !evaluation->metrics->violations.empty(), evaluation->metrics->latency.value, place};
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
  static const Error error{"given up, as it takes longer than the best schedule so far", "", ""};
  return error;
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
  auto least = rankOf(best, mapped.place);
  for (std::size_t index = 0; index < mapped.alternatives.size(); ++index) {
    if (stop.stop_requested()) return tl::make_unexpected(cancelledError());
    const bool works = best && best->metrics->violations.empty();
    Result<Evaluation> other =
        evaluateOne(design, {.workload = mapped.workload, .mapping = std::move(mapped.alternatives[index])}, table,
                    nullptr, stop, works ? std::min(limit, best->metrics->latency) : limit);
    const auto rank = rankOf(other, index < mapped.place ? index : index + 1);
    if (rank >= least) continue;
    least = rank;
    best = std::move(other);
  }
  return best;
}

}  // namespace fusewright
