#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/evaluate/evaluate.h"

namespace fusewright {

/// The first stages of a design: its workload as the assumptions have it, and how it is mapped; for those who want to
/// know what a design will be cut into before they evaluate it.
struct MappedDesign {
  std::shared_ptr<const Workload> workload;
  std::shared_ptr<const Mapping> mapping;
  bool isPrevious = false;  ///< both are those of the evaluation before
  /// Other mappings that the request leaves open (`auto`): evaluateMapped() takes the fastest of all.
  std::vector<std::shared_ptr<const Mapping>> alternatives = {};
};

/// Error: an impossible mapping. Of the alternatives those of many more tiles than the first mapping are left out.
[[nodiscard]] Result<MappedDesign> mapDesign(const Design& design, const Evaluation* previous = nullptr);

/// evaluate() from there on; `mapped` was made of the same design and the same `previous`.
[[nodiscard]] Result<Evaluation> evaluateMapped(const Design& design, MappedDesign mapped, TileCostTable& table,
                                                const Evaluation* previous = nullptr, std::stop_token stop = {},
                                                Cycles limit = kNoLimit);

}  // namespace fusewright
