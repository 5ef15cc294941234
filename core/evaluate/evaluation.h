#pragma once

#include <memory>
#include <vector>

#include "core/cost/tile_cost.h"
#include "core/evaluate/design.h"
#include "core/mapping/mapping.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"

namespace fusewright {

/// The results of every stage for one design; immutable and cheap to copy, so a snapshot can be handed to any thread.
struct Evaluation {
  Design design;
  std::shared_ptr<const Workload> workload;  ///< the design's, as the assumptions have it costed
  std::shared_ptr<const Mapping> mapping;
  std::shared_ptr<const TileGraph> graph;
  std::shared_ptr<const TileCosts> costs;
  std::shared_ptr<const Schedule> schedule;
  std::shared_ptr<const Metrics> metrics;
};

/// What had to be assumed of the model, then of the fusion plan.
[[nodiscard]] inline std::vector<Warning> warningsOf(const Evaluation& evaluation) {
  std::vector<Warning> warnings = evaluation.workload->warnings;
  const std::vector<Warning>& plan = evaluation.mapping->fusion.warnings;
  warnings.insert(warnings.end(), plan.begin(), plan.end());
  return warnings;
}

}  // namespace fusewright
