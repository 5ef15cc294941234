#pragma once

#include <cstddef>
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
  /// Other mappings that the request leaves open (`auto`), in order of autoPlans(): evaluateMapped() takes the fastest
  /// of all.
  std::vector<std::shared_ptr<const Mapping>> alternatives = {};
  std::size_t place = 0;  ///< that of `mapping` in the order of autoPlans(): of plans that are as fast the first counts
};

/// Error: an impossible mapping. Of the alternatives those of many more tiles than the proposed mapping are left out.
/// Where `auto` has chosen before, the groups chosen come first: most often they are the fastest again, and the others
/// are given up as soon as they are slower.
[[nodiscard]] Result<MappedDesign> mapDesign(const Design& design, const Evaluation* previous = nullptr);

/// Whether everything that decides costs and schedules, names and area aside, is the same.
[[nodiscard]] bool sameHardware(const Accelerator& a, const Accelerator& b);

/// evaluate() from there on; `mapped` was made of the same design and the same `previous`.
[[nodiscard]] Result<Evaluation> evaluateMapped(const Design& design, MappedDesign mapped, TileCostTable& table,
                                                const Evaluation* previous = nullptr, std::stop_token stop = {},
                                                Cycles limit = kNoLimit);

}  // namespace fusewright
