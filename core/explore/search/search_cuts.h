#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include "core/explore/search/group_estimate.h"
#include "core/explore/search/search_plan.h"

namespace fusewright {

/// Cost of the run [begin, end); infinity if it is not possible.
using RunCost = std::function<double(std::size_t begin, std::size_t end)>;

/// The ends of the runs into which `count` units are cut so that the sum of the costs is least, no run being longer
/// than `longest`; of equals the one with the longest last run. By dynamic programming: each run is priced once. Empty
/// if no cut is possible.
[[nodiscard]] std::vector<std::size_t> cheapestCuts(std::size_t count, std::size_t longest, const RunCost& cost);

/// A way to cut a group and what it is estimated to take.
struct GroupOption {
  GroupShape shape;
  GroupEstimate estimate;
};

/// The options that no other one beats in cycles and in held bits at once, fastest first. Stable among equals.
[[nodiscard]] std::vector<GroupOption> undominated(std::vector<GroupOption> options);

/// How units are cut that are alone in their groups: as is estimated best, or always as makeMapping() proposes, which
/// makes fewer tiles.
enum class LoneUnits : std::uint8_t { AnyCut, AsProposed };

/// Groups with their estimated options, each worked out once.
class GroupOptions {
 public:
  /// All but the token must outlive the object. After a stop request runs that have not been estimated have no options:
  /// what comes of it then is to be thrown away.
  GroupOptions(const GroupEstimator& estimator, const std::vector<SearchUnit>& units, const Workload& workload,
               std::stop_token stop = {});

  /// Undominated options of the run [begin, end) if it may use one part in 1 / `share` of the memory.
  [[nodiscard]] const std::vector<GroupOption>& of(std::size_t begin, std::size_t end, double share);

  /// At most `most` options with different rows, also those that others beat in held bits: of each number of rows the
  /// one with the fewest slices that is about as fast as any, and the fastest; a few of either kind in turn, fastest
  /// first.
  [[nodiscard]] std::vector<GroupOption> fastest(std::size_t begin, std::size_t end, double share,
                                                 std::size_t most) const;

  /// The plan of least total estimate; empty if there is none.
  [[nodiscard]] SearchPlan cheapestPlan(double share, LoneUnits lone = LoneUnits::AnyCut);

  [[nodiscard]] PlanSize sizeOf(const SearchPlan& plan) const { return estimator_.sizeOf(plan); }

 private:
  struct Sizes;
  [[nodiscard]] Sizes sizesOf(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::vector<GroupShape> shapesOf(std::size_t begin, std::size_t end,
                                                 std::span<const std::int64_t> sliceChoices,
                                                 std::size_t rowChoices) const;

  const GroupEstimator& estimator_;
  const std::vector<SearchUnit>& units_;
  const Workload& workload_;
  std::stop_token stop_;
  std::map<std::pair<std::pair<std::size_t, std::size_t>, double>, std::vector<GroupOption>> known_;
};

/// Parts worth trying for a loop: its divisors up to `most`, thinned out evenly to `count` (at least 2) if there are
/// more.
[[nodiscard]] std::vector<std::int64_t> partsToTry(std::int64_t size, std::int64_t most, std::size_t count);

/// Parts for loops of nearly equal length that cut all of them into tiles of one size, so that their tiles line up: a
/// convolution that computes its padding too has a few rows more than its neighbours. Sizes that differ by more than a
/// quarter from the first do not count. At most `most` parts, thinned out to `count` in equal ratios if there are more;
/// none leaves a part empty.
[[nodiscard]] std::vector<std::int64_t> alignedParts(std::span<const std::int64_t> sizes, std::int64_t most,
                                                     std::size_t count);

}  // namespace fusewright
