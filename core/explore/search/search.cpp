#include "core/explore/search/search.h"

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/group_estimate.h"
#include "core/explore/search/search_candidates.h"
#include "core/explore/search/search_halos.h"
#include "core/explore/search/search_moves.h"
#include "core/explore/search/search_pool.h"
#include "core/explore/search/search_reasons.h"
#include "core/explore/search/search_timer.h"
#include "core/mapping/apply_rules.h"
#include "core/workload/assumed_workload.h"

namespace fusewright {
namespace {

constexpr std::size_t kBatch = 8;             ///< plans tried side by side, whatever the number of threads
constexpr std::size_t kMostEnumerated = 600;  ///< more are searched
constexpr std::size_t kManyTilesOfAPlan = 50'000;
constexpr PlanSize kMostOfAPlan{.tiles = 400'000, .dependencies = 6'000'000};  ///< more takes minutes to evaluate
constexpr int kBatchesWithoutGain = 6;  ///< before the local search restarts from a shaken plan

/// One search over plans on one accelerator.
class PlanSearch {
 public:
  PlanSearch(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress, std::stop_token stop)
      : request_(request),
        table_(table),
        progress_(progress),
        stop_(std::move(stop)),
        timer_(request.seconds, stop_),
        workload_(assumedWorkload(request.design.workload, request.design.assumptions)) {}

  Result<SearchResult> run();

 private:
  /// The local search's position.
  struct Position {
    SearchPlan plan;
    double value = 0;
    std::vector<double> weights;  ///< MoveContext::weights
  };

  [[nodiscard]] bool goesOn();
  void explore();
  void tryNamed();
  void tryPolicies();
  void tryHalos();
  void improve(GroupOptions& options, const GroupEstimator& estimator);
  void tryBatches(std::vector<SearchCandidate> candidates, double slack, bool listed);
  std::vector<SearchOutcome> tryBatch(const std::vector<SearchCandidate>& batch, double slack, bool listed);
  void offer(const SearchCandidate& candidate, const SearchOutcome& outcome, bool listed);
  [[nodiscard]] SearchCandidate candidateOf(const SearchPlan& plan, std::string name) const;
  [[nodiscard]] bool policies() const;
  void finish();

  const SearchRequest& request_;
  TileCostTable& table_;
  const SearchProgress& progress_;
  std::stop_token stop_;
  SearchTimer timer_;
  std::shared_ptr<const Workload> workload_;
  std::vector<LayerMapping> proposed_;
  AloneLayers alone_;
  std::vector<SearchUnit> units_;
  SearchOutcome best_;
  std::shared_ptr<const Evaluation> policiesTriedOf_;
  std::optional<Position> start_;  ///< the best plan that moves can start from
  std::set<SearchPlan> seen_;
  SearchResult result_;
};

/// Idle cycles before tiles of each group, and one part in a hundred of the run for each, so that none is left out.
std::vector<double> idleOfGroups(const Evaluation& evaluation) {
  std::vector<double> idle(evaluation.mapping->fusion.groups.size(), evaluation.metrics->latency.value / 100);
  for (const IdleInterval& interval : evaluation.metrics->idle) {
    const auto& tiles = evaluation.schedule->tilesOfCore[interval.core.index()];
    const auto next = std::ranges::lower_bound(tiles, interval.to, {},
                                               [&](TileId tile) { return evaluation.schedule->start[tile.index()]; });
    if (next == tiles.end()) continue;
    idle[static_cast<std::size_t>(evaluation.graph->group[next->index()])] += (interval.to - interval.from).value;
  }
  return idle;
}

/// Whether evaluating the plan takes longer than a search should spend on one.
bool isTooLarge(const SearchPlan& plan, const GroupEstimator& estimator) {
  const PlanSize size = estimator.sizeOf(plan);
  return size.tiles > kMostOfAPlan.tiles || size.dependencies > kMostOfAPlan.dependencies;
}

Result<SearchResult> PlanSearch::run() {
  auto present = evaluate(request_.design, table_, nullptr, stop_);
  if (!present) return tl::make_unexpected(present.error());
  auto mapping = layersByRules(*workload_, *request_.design.accelerator, request_.design.mapping.rules,
                               request_.design.assumptions);
  if (!mapping) return tl::make_unexpected(mapping.error());
  proposed_ = *std::move(mapping);
  alone_ = aloneLayers(*workload_, request_.design, proposed_);
  result_.present = std::make_shared<const Evaluation>(*std::move(present));
  result_.lowerBound = std::max(result_.present->metrics->computeBound, result_.present->metrics->dramBound);
  result_.evaluations = 1;
  offer({.name = "the present plan", .design = request_.design, .plan = std::nullopt},
        {.evaluation = result_.present,
         .value = valueOf(request_.objective, *result_.present),
         .remark = {},
         .reached = true},
        true);
  units_ = searchUnits(*workload_);
  explore();
  finish();
  return std::move(result_);
}

/// Whether to go on; if not, `result_.end` says why.
bool PlanSearch::goesOn() {
  if (stop_.stop_requested()) {
    result_.end = SearchEnd::Stopped;
  } else if (timer_.token().stop_requested()) {
    result_.end = SearchEnd::Time;
  } else if (result_.evaluations >= request_.evaluations) {
    result_.end = SearchEnd::Evaluations;
  } else if (best_.evaluation && request_.objective == Objective::Latency &&
             best_.evaluation->metrics->latency.value <= (1 + request_.gap) * result_.lowerBound.value) {
    result_.end = SearchEnd::Gap;
  } else {
    return true;
  }
  return false;
}

/// Under B10 prefetch and eviction are choices; under `paper` they are what the published tool does.
bool PlanSearch::policies() const {
  return request_.design.assumptions.has(Repair::BoundedPrefetch);
}

SearchCandidate PlanSearch::candidateOf(const SearchPlan& plan, std::string name) const {
  SearchCandidate candidate{.name = std::move(name), .design = request_.design, .plan = plan};
  candidate.design.mapping.fusion = listedPlan(plan, units_, *workload_, *request_.design.accelerator, proposed_);
  candidate.design.mapping.tiling = TilingMode::PerStep;
  candidate.design.mapping.entries.clear();
  return candidate;
}

void PlanSearch::offer(const SearchCandidate& candidate, const SearchOutcome& outcome, bool listed) {
  if (!outcome.reached) {
    if (listed)
      result_.tried.push_back({.name = candidate.name,
                               .value = {},
                               .latency = {},
                               .violations = 0,
                               .remark = "there was no time left to evaluate it"});
    return;
  }
  TriedPlan row{.name = candidate.name, .value = {}, .latency = {}, .violations = 0, .remark = outcome.remark};
  bool better = false;
  if (outcome.evaluation) {
    row.value = outcome.value;
    row.latency = outcome.evaluation->metrics->latency;
    row.violations = outcome.evaluation->metrics->violations.size();
    better = row.violations == 0 && (!best_.evaluation || outcome.value < best_.value);
    if (row.violations == 0 && candidate.plan && (!start_ || outcome.value < start_->value))
      start_ = Position{*candidate.plan, outcome.value, idleOfGroups(*outcome.evaluation)};
  }
  if (better) {
    best_ = outcome;
    result_.bestName = candidate.name;
  }
  if (listed || better) result_.tried.push_back(std::move(row));
}

/// `slack` says how many times the best latency a schedule may take before it is given up; 0: any.
std::vector<SearchOutcome> PlanSearch::tryBatch(const std::vector<SearchCandidate>& batch, double slack, bool listed) {
  const bool limited = slack > 0 && best_.evaluation && request_.objective == Objective::Latency;
  const Cycles limit = limited ? slack * best_.evaluation->metrics->latency : kNoLimit;
  auto outcomes = evaluateAll(batch, request_.objective, request_.jobs, table_, limit, timer_.token());
  result_.evaluations += std::ranges::count_if(outcomes, &SearchOutcome::reached);
  for (std::size_t index = 0; index < batch.size(); ++index) offer(batch[index], outcomes[index], listed);
  if (progress_)
    progress_({.evaluations = result_.evaluations,
               .seconds = timer_.seconds(),
               .lowerBound = result_.lowerBound,
               .best = best_.evaluation,
               .bestName = result_.bestName});
  return outcomes;
}

void PlanSearch::tryBatches(std::vector<SearchCandidate> candidates, double slack, bool listed) {
  for (std::size_t begin = 0; begin < candidates.size() && goesOn(); begin += kBatch) {
    const auto first = candidates.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto left = std::min(kBatch, candidates.size() - begin);
    const std::vector<SearchCandidate> batch(first, first + static_cast<std::ptrdiff_t>(left));
    tryBatch(batch, slack, listed);
  }
}

void PlanSearch::explore() {
  if (!goesOn() && result_.end == SearchEnd::Gap) return;
  if (const auto plans = allPlans(units_.size(), shapesToEnumerate(), kMostEnumerated); !plans.empty()) {
    std::vector<SearchCandidate> all;
    for (const SearchPlan& plan : plans) all.push_back(candidateOf(plan, "one of all plans"));
    tryBatches(std::move(all), 1, false);
    tryNamed();
    if (!goesOn()) return;
    result_.exact = true;
    result_.end = SearchEnd::Exhausted;
    return;
  }
  const GroupEstimator estimator(*workload_, *request_.design.accelerator, units_, proposed_, alone_);
  GroupOptions options(estimator, units_, *workload_, timer_.token());
  std::vector<SearchCandidate> estimated;
  if (goesOn())
    for (const SearchPlan& plan : estimatedPlans(options, units_.size(), policies()))
      if (!isTooLarge(plan, estimator) && seen_.insert(plan).second)
        estimated.push_back(candidateOf(plan, "cheapest by estimate"));
  // Plans of so many tiles take long: what is known to work comes first, and what is slower is soon given up.
  const bool large = result_.present->graph->size() > kManyTilesOfAPlan;
  if (large) tryNamed();
  const auto half = estimated.begin() + static_cast<std::ptrdiff_t>(std::min(kBatch, estimated.size()));
  constexpr double kSlack = 1.5;  // moves need a plan to start from, also if it is not the best
  tryBatches({estimated.begin(), half}, kSlack, false);
  if (!large) tryNamed();
  tryBatches({half, estimated.end()}, kSlack, false);
  if (!start_) {
    std::vector<SearchCandidate> proposed;
    for (const SearchPlan& plan : proposedPlans(*workload_, *request_.design.accelerator, units_, policies()))
      if (seen_.insert(plan).second) proposed.push_back(candidateOf(plan, "groups and cuts as proposed"));
    tryBatches(std::move(proposed), 0, false);
  }
  tryPolicies();
  tryHalos();
  improve(options, estimator);
}

/// The named plans, whatever the gap: the answer must not be worse than any of them. Those that are sure to be slower
/// than the best so far are soon given up; those that the time does not suffice for say so.
void PlanSearch::tryNamed() {
  std::vector<SearchCandidate> named = namedCandidates(request_.design);
  std::erase_if(named, [&](const SearchCandidate& candidate) { return candidate.design == request_.design; });
  for (std::size_t begin = 0; begin < named.size(); begin += kBatch) {
    if (!goesOn() && (result_.end == SearchEnd::Stopped || result_.end == SearchEnd::Evaluations)) return;
    const std::size_t end = std::min(begin + kBatch, named.size());
    tryBatch({named.begin() + static_cast<std::ptrdiff_t>(begin), named.begin() + static_cast<std::ptrdiff_t>(end)}, 1,
             true);
  }
}

/// The best plan so far with every policy that the assumptions leave open, unless that was done or is how it came
/// about.
void PlanSearch::tryPolicies() {
  if (!policies() || !goesOn() || !best_.evaluation || best_.evaluation == policiesTriedOf_) return;
  const ListedFusion plan = listedFrom(*best_.evaluation);
  std::vector<SearchCandidate> candidates;
  for (const std::int32_t prefetch : {1'000'000, 32, 0})
    for (const Eviction eviction : {Eviction::FarthestUse, Eviction::IdleFirst}) {
      SearchCandidate candidate{.name = result_.bestName +
                                        (prefetch > 0 ? fmt::format(", fetching {} tiles ahead", prefetch) : "") +
                                        (eviction == Eviction::IdleFirst ? ", idle first" : ""),
                                .design = best_.evaluation->design,
                                .plan = std::nullopt};
      ListedFusion other = plan;
      other.policy = {.prefetchDepth = prefetch > 0 ? std::optional(prefetch) : std::nullopt,
                      .eviction = eviction,
                      .links = LinkUse::InParts};
      candidate.design.mapping.fusion = std::move(other);
      candidate.design.mapping.tiling = TilingMode::PerStep;
      candidate.design.mapping.entries.clear();
      candidates.push_back(std::move(candidate));
    }
  tryBatches(std::move(candidates), 1, false);
  policiesTriedOf_ = best_.evaluation;
}

/// The best plan so far with the halos of a group recomputed.
void PlanSearch::tryHalos() {
  if (!goesOn() || !best_.evaluation) return;
  tryBatches(haloCandidates(*best_.evaluation, result_.bestName), 1, false);
}

void PlanSearch::improve(GroupOptions& options, const GroupEstimator& estimator) {
  if (!start_) {
    if (goesOn()) result_.end = SearchEnd::Exhausted;
    return;
  }
  std::mt19937_64 random(request_.seed);
  Position at = *start_;
  int cores = 1;
  for (const LayerMapping& layer : proposed_) cores = std::max(cores, static_cast<int>(layer.cores.size()));
  for (int idle = 0; goesOn();) {
    const MoveContext context{units_, options, at.weights, cores, policies()};
    std::vector<SearchCandidate> batch;
    for (int attempt = 0; attempt < 400 && batch.size() < kBatch; ++attempt) {
      SearchPlan plan = moved(at.plan, context, random);
      for (std::uint64_t more = random() % 3; more > 0; --more)
        plan = moved(std::move(plan), {units_, options, {}, cores, policies()}, random);
      if (!isTooLarge(plan, estimator) && seen_.insert(plan).second) batch.push_back(candidateOf(plan, "local search"));
    }
    if (batch.empty()) {
      result_.end = SearchEnd::Exhausted;
      return;
    }
    const auto outcomes = tryBatch(batch, 1.1, false);
    if (start_->value < at.value) {
      at = *start_;
      idle = 0;
    } else if (++idle >= kBatchesWithoutGain) {  // go on from something nearly as good
      idle = 0;
      at = *start_;
      for (std::size_t index = 0; index < batch.size(); ++index)
        if (outcomes[index].evaluation && outcomes[index].evaluation->metrics->violations.empty() &&
            outcomes[index].value < 1.05 * start_->value)
          at = {*batch[index].plan, outcomes[index].value, idleOfGroups(*outcomes[index].evaluation)};
    }
  }
}

void PlanSearch::finish() {
  result_.seconds = timer_.seconds();
  result_.best = best_.evaluation ? best_.evaluation : result_.present;
  if (result_.best != result_.present && std::holds_alternative<NamedFusion>(result_.best->design.mapping.fusion)) {
    Evaluation named = *result_.best;
    named.design.mapping.fusion = listedFrom(named);
    named.design.mapping.tiling = TilingMode::PerStep;
    named.design.mapping.entries.clear();
    result_.best = std::make_shared<const Evaluation>(std::move(named));
  }
  result_.gap = result_.best->metrics->latency.value / std::max(result_.lowerBound.value, 1.0) - 1;
  result_.reasons = searchReasons(*result_.present, *result_.best);
}

}  // namespace

Result<SearchResult> search(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress,
                            std::stop_token stop) {
  return PlanSearch(request, table, progress, std::move(stop)).run();
}

}  // namespace fusewright
