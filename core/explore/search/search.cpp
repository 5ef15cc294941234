#include "core/explore/search/search.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/group_estimate.h"
#include "core/explore/search/search_candidates.h"
#include "core/explore/search/search_halos.h"
#include "core/explore/search/search_local.h"
#include "core/explore/search/search_reasons.h"
#include "core/explore/search/search_trials.h"
#include "core/mapping/apply_rules.h"
#include "core/workload/assumed_workload.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostEnumerated = 600;  ///< more are searched
constexpr std::size_t kManyTilesOfAPlan = 50'000;

/// One search over plans on one accelerator.
class PlanSearch {
 public:
  PlanSearch(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress,
             const std::stop_token& stop)
      : request_(request),
        trials_(request, table, progress, stop),
        workload_(assumedWorkload(request.design.workload, request.design.assumptions)),
        units_(searchUnits(*workload_)) {}

  Result<SearchResult> run();

 private:
  /// What is known of groups before any is evaluated.
  struct Estimates {
    explicit Estimates(const PlanSearch& search)
        : estimator(*search.workload_, *search.request_.design.accelerator, search.units_, search.proposed_,
                    search.alone_, search.placementsAllowed()),
          options(estimator, search.units_, *search.workload_, search.trials_.token()) {}

    GroupEstimator estimator;
    GroupOptions options;
    std::vector<SearchPlan> plans;  ///< the most promising first
  };

  void prepare();
  void tryAtOnce();
  void explore();
  void enumerate();
  void tryEstimated(const Estimates& estimates);
  void tryNamed();
  void tryProposed();
  void tryPolicies();
  void tryHalos();
  void improve(Estimates& estimates);
  [[nodiscard]] SearchCandidate candidateOf(const SearchPlan& plan, std::string name) const;
  [[nodiscard]] bool policies() const;
  [[nodiscard]] std::vector<Placement> placementsAllowed() const;
  SearchResult finish();

  const SearchRequest& request_;
  SearchTrials trials_;
  std::shared_ptr<const Workload> workload_;
  std::vector<SearchUnit> units_;
  std::vector<LayerMapping> proposed_;
  AloneLayers alone_;
  std::vector<SearchPlan> all_;           ///< every plan, if they are few
  std::unique_ptr<Estimates> estimates_;  ///< if they are not
  std::shared_ptr<const Evaluation> present_;
  std::set<SearchPlan> seen_;
  bool exact_ = false;
};

Result<SearchResult> PlanSearch::run() {
  auto mapping = layersByRules(*workload_, *request_.design.accelerator, request_.design.mapping.rules,
                               request_.design.assumptions);
  if (mapping) proposed_ = *std::move(mapping);
  // Groups are estimated, and the first plans evaluated, while the present plan is.
  auto evaluated = trials_.evaluatePresent();
  if (mapping) prepare();
  tryAtOnce();
  auto present = evaluated.get();
  if (!present) return tl::make_unexpected(present.error());
  if (!mapping) return tl::make_unexpected(mapping.error());
  present_ = std::make_shared<const Evaluation>(*std::move(present));
  trials_.offerPresent({.name = "the present plan", .design = request_.design, .plan = std::nullopt}, present_);
  explore();
  return finish();
}

/// Under B10 prefetch and eviction are choices; under `paper` they are what the published tool does.
bool PlanSearch::policies() const {
  return request_.design.assumptions.has(Repair::BoundedPrefetch);
}

/// Layers stay where they are mapped if the design says where some run.
std::vector<Placement> PlanSearch::placementsAllowed() const {
  const auto places = [](const MappingRule& rule) { return rule.cores.has_value(); };
  if (std::ranges::any_of(request_.design.mapping.rules, places)) return {};
  return {Placement::General, Placement::OneEach};
}

SearchCandidate PlanSearch::candidateOf(const SearchPlan& plan, std::string name) const {
  SearchCandidate candidate{.name = std::move(name), .design = request_.design, .plan = plan};
  candidate.design.mapping.fusion = listedPlan(plan, units_, *workload_, *request_.design.accelerator, proposed_);
  candidate.design.mapping.tiling = TilingMode::PerStep;
  candidate.design.mapping.entries.clear();
  return candidate;
}

/// Lists all plans, or estimates groups and lists the cheapest plans.
void PlanSearch::prepare() {
  if (trials_.token().stop_requested() || request_.evaluations <= 1) return;
  all_ = allPlans(units_.size(), shapesToEnumerate(), kMostEnumerated);
  if (!all_.empty()) return;
  alone_ = aloneLayers(*workload_, request_.design, proposed_);
  estimates_ = std::make_unique<Estimates>(*this);
  for (SearchPlan& plan : estimatedPlans(estimates_->options, units_.size(), policies()))
    if (!isTooLarge(estimates_->estimator.sizeOf(plan)) && seen_.insert(plan).second)
      estimates_->plans.push_back(std::move(plan));
}

/// The two most promising plans, however long their schedules are: the present plan may take long to evaluate. Not if a
/// gap was asked for, since the present plan may be near enough.
void PlanSearch::tryAtOnce() {
  constexpr std::size_t kAtOnce = 2;
  if (!estimates_ || request_.gap > 0 || request_.evaluations < 1 + static_cast<std::int64_t>(kAtOnce)) return;
  std::vector<SearchPlan>& plans = estimates_->plans;
  const auto end = plans.begin() + static_cast<std::ptrdiff_t>(std::min(kAtOnce, plans.size()));
  for (auto plan = plans.begin(); plan != end; ++plan)
    trials_.put(candidateOf(*plan, "cheapest by estimate"), 0, Listing::IfBest);
  plans.erase(plans.begin(), end);
}

void PlanSearch::explore() {
  if (!trials_.goesOn() && trials_.end() == SearchEnd::Gap) return;
  if (!all_.empty()) return enumerate();
  if (!estimates_) return tryNamed();
  tryEstimated(*estimates_);
  trials_.drain();
  if (!trials_.start()) tryProposed();
  tryPolicies();
  tryHalos();
  improve(*estimates_);
}

void PlanSearch::enumerate() {
  for (const SearchPlan& plan : all_) {
    if (!trials_.goesOn()) break;
    trials_.put(candidateOf(plan, "one of all plans"), 1, Listing::IfBest);
  }
  tryNamed();
  trials_.drain();
  exact_ = trials_.goesOn();
}

/// The cheapest plans by estimate, and among them the named ones.
void PlanSearch::tryEstimated(const Estimates& estimates) {
  constexpr std::size_t kBeforeNamed = 8;
  constexpr double kSlack = 1.5;  // moves need a plan to start from, also if it is not the best
  std::vector<SearchCandidate> first, rest;
  for (const SearchPlan& plan : estimates.plans)
    (first.size() < kBeforeNamed ? first : rest).push_back(candidateOf(plan, "cheapest by estimate"));
  // Plans of so many tiles take long: what is known to work comes first, and what is slower is soon given up.
  const bool large = present_->graph->size() > kManyTilesOfAPlan;
  if (large) tryNamed();
  trials_.putAll(std::move(first), kSlack, Listing::IfBest);
  if (!large) tryNamed();
  trials_.putAll(std::move(rest), kSlack, Listing::IfBest);
}

/// The named plans, whatever the gap: the answer must not be worse than any of them. Those that are sure to be slower
/// than the best so far are soon given up; those that the time does not suffice for say so.
void PlanSearch::tryNamed() {
  trials_.drain();
  for (SearchCandidate& candidate : namedCandidates(request_.design)) {
    if (candidate.design == request_.design) continue;
    if (!trials_.goesOn() && (trials_.end() == SearchEnd::Stopped || trials_.end() == SearchEnd::Evaluations)) return;
    trials_.put(std::move(candidate), 1, Listing::Always);
  }
}

/// The groups and cuts of `auto`, and single layers, where no estimated plan works.
void PlanSearch::tryProposed() {
  for (const SearchPlan& plan : proposedPlans(*workload_, *request_.design.accelerator, units_, policies()))
    if (trials_.goesOn() && seen_.insert(plan).second)
      trials_.put(candidateOf(plan, "groups and cuts as proposed"), 0, Listing::IfBest);
}

/// The best plan so far with every policy that the assumptions leave open.
void PlanSearch::tryPolicies() {
  trials_.drain();
  const SearchOutcome& best = trials_.best();
  if (!policies() || !trials_.goesOn() || !best.evaluation) return;
  const ListedFusion plan = listedFrom(*best.evaluation);
  std::vector<SearchCandidate> candidates;
  for (const std::int32_t prefetch : {1'000'000, 32, 0})
    for (const Eviction eviction : {Eviction::FarthestUse, Eviction::IdleFirst}) {
      SearchCandidate candidate{.name = trials_.bestName() + (prefetch > 0 ? ", " + fetchingText(prefetch) : "") +
                                        (eviction == Eviction::IdleFirst ? ", idle first" : ""),
                                .design = best.evaluation->design,
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
  trials_.putAll(std::move(candidates), 1, Listing::IfBest);
}

/// The best plan so far with the halos of a group recomputed.
void PlanSearch::tryHalos() {
  trials_.drain();
  if (!trials_.goesOn() || !trials_.best().evaluation) return;
  trials_.putAll(haloCandidates(*trials_.best().evaluation, trials_.bestName()), 1, Listing::IfBest);
}

void PlanSearch::improve(Estimates& estimates) {
  trials_.drain();
  const std::vector<Placement> placements = estimates.estimator.placementsOf(0, units_.size());
  const LocalSearchSpace space{units_, proposed_, estimates.options, policies(), placements};
  const auto candidate = [this](const SearchPlan& plan, std::string name) {
    return candidateOf(plan, std::move(name));
  };
  if (trials_.start()) searchNearby(trials_, space, seen_, request_.seed, candidate);
}

SearchResult PlanSearch::finish() {
  trials_.drain();
  const bool over = !trials_.goesOn();
  SearchResult result{.present = present_,
                      .best = trials_.best().evaluation ? trials_.best().evaluation : present_,
                      .bestName = trials_.bestName(),
                      .lowerBound = lowerBoundOf(*present_),
                      .exact = exact_,
                      .end = over ? trials_.end() : SearchEnd::Exhausted,
                      .evaluations = trials_.evaluations(),
                      .seconds = trials_.seconds(),
                      .reasons = {},
                      .tried = std::move(trials_.tried())};
  if (result.best != present_ && std::holds_alternative<NamedFusion>(result.best->design.mapping.fusion)) {
    Evaluation named = *result.best;
    named.design.mapping.fusion = listedFrom(named);
    named.design.mapping.tiling = TilingMode::PerStep;
    named.design.mapping.entries.clear();
    result.best = std::make_shared<const Evaluation>(std::move(named));
  }
  result.gap = result.best->metrics->latency.value / std::max(result.lowerBound.value, 1.0) - 1;
  result.reasons = searchReasons(*present_, *result.best);
  return result;
}

}  // namespace

Result<SearchResult> search(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress,
                            std::stop_token stop) {
  return PlanSearch(request, table, progress, stop).run();
}

}  // namespace fusewright
