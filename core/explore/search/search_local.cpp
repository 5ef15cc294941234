#include "core/explore/search/search_local.h"

#include <algorithm>
#include <optional>
#include <random>
#include <utility>

#include "core/explore/search/search_moves.h"

namespace fusewright {
namespace {

constexpr PlanSize kMostOfAPlan{.tiles = 400'000, .dependencies = 6'000'000};  ///< more takes minutes to evaluate
constexpr int kTrialsWithoutGain = 48;  ///< before the search goes on from something nearly as good
constexpr double kNearlyAsGood = 1.05;
constexpr double kSlackOfMoves = 1.1;  ///< longer schedules are given up
constexpr int kAttempts = 400;         ///< moves that lead to known plans before there is nothing left to try
constexpr double kMostGrowth = 4;      ///< tiles of a plan for each of the plan that it comes from
constexpr double kFewTiles = 5'000;    ///< that many are allowed from anywhere

/// The position of a local search and what it has learned.
class LocalSearch {
 public:
  LocalSearch(SearchTrials& trials, const LocalSearchSpace& space, std::set<SearchPlan>& seen, std::uint64_t seed)
      : trials_(trials), space_(space), seen_(seen), random_(seed), at_(*trials.start()) {
    for (const LayerMapping& layer : space.proposed) cores_ = std::max(cores_, static_cast<int>(layer.cores.size()));
  }

  /// A plan near the position that was not tried yet.
  std::optional<SearchPlan> next() {
    const double tiles = space_.options.sizeOf(at_.plan).tiles;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      SearchPlan plan = moved(at_.plan, contextWith(at_.weights), random_);
      for (std::uint64_t more = random_() % 3; more > 0; --more)
        plan = moved(std::move(plan), contextWith({}), random_);
      const PlanSize size = space_.options.sizeOf(plan);
      const bool grows = size.tiles > std::max(kFewTiles, kMostGrowth * tiles);
      if (!grows && !isTooLarge(size) && seen_.insert(plan).second) return plan;
    }
    return std::nullopt;
  }

  void learn(const FinishedTrial& trial) {
    if (trials_.start()->value < at_.value) {
      at_ = *trials_.start();
      withoutGain_ = 0;
      nearby_.clear();
      return;
    }
    if (trial.works() && trial.candidate->plan && trial.outcome.value < kNearlyAsGood * trials_.start()->value)
      nearby_.push_back({*trial.candidate->plan, trial.outcome.value, idleOfGroups(*trial.outcome.evaluation)});
    if (++withoutGain_ < kTrialsWithoutGain) return;
    withoutGain_ = 0;
    at_ = nearby_.empty() ? *trials_.start() : std::move(nearby_.back());
    nearby_.clear();
  }

 private:
  [[nodiscard]] MoveContext contextWith(std::vector<double> weights) const {
    return {space_.units, space_.options, std::move(weights), cores_, space_.policies, space_.placements};
  }

  SearchTrials& trials_;
  const LocalSearchSpace& space_;
  std::set<SearchPlan>& seen_;
  std::mt19937_64 random_;
  SearchPosition at_;
  int cores_ = 1;
  int withoutGain_ = 0;
  std::vector<SearchPosition> nearby_;  ///< nearly as good as the best, since it was found
};

}  // namespace

bool isTooLarge(const PlanSize& size) {
  return size.tiles > kMostOfAPlan.tiles || size.dependencies > kMostOfAPlan.dependencies;
}

void searchNearby(SearchTrials& trials, const LocalSearchSpace& space, std::set<SearchPlan>& seen, std::uint64_t seed,
                  const CandidateOf& candidateOf) {
  LocalSearch local(trials, space, seen, seed);
  while (trials.goesOn()) {
    if (trials.isFull()) local.learn(trials.take());
    if (auto plan = local.next())
      trials.put(candidateOf(*plan, "local search"), kSlackOfMoves, Listing::IfBest);
    else if (trials.pending() > 0)
      local.learn(trials.take());
    else
      return;
  }
  trials.drain();
}

}  // namespace fusewright
