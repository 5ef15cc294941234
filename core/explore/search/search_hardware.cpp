#include "core/explore/search/search_hardware.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/search_candidates.h"
#include "core/explore/search/search_pool.h"
#include "core/explore/search/search_reasons.h"
#include "core/explore/search/search_timer.h"
#include "core/hardware/iso_area.h"

namespace fusewright {
namespace {

/// Memory fractions in parts of a thousand: whole numbers, so that none is tried twice.
using Fractions = std::vector<int>;

Fractions coarseFractions() {
  Fractions fractions;
  for (int fraction = 25; fraction < 1000; fraction += 50) fractions.push_back(fraction);
  return fractions;
}

Fractions around(int centre, int step) {
  Fractions fractions;
  for (int offset : {-3, -2, -1, 1, 2, 3})
    if (const int fraction = centre + offset * step; fraction > 0 && fraction < 1000) fractions.push_back(fraction);
  return fractions;
}

/// The plans that are tried on every chip: all named ones, and for a Mamba block `all` with a few splits of its
/// channels.
std::vector<SearchCandidate> plansFor(const Design& design) {
  std::vector<SearchCandidate> candidates;
  for (SearchCandidate& candidate : namedCandidates(design))
    if (candidate.name != "unfused" && candidate.name != "A" && candidate.name != "B")
      candidates.push_back(std::move(candidate));
  return candidates;
}

/// Designs of one area, and the best one so far.
class ChipSearch {
 public:
  ChipSearch(const SearchRequest& request, TileCostTable& table, std::stop_token stop)
      : request_(request), table_(table), stop_(std::move(stop)) {}

  void tryFractions(const Fractions& fractions) {
    std::vector<SearchCandidate> candidates;
    for (const int fraction : fractions) {
      if (!tried_.insert(fraction).second) continue;
      auto chip = withArea(*request_.design.accelerator, *request_.areaMm2, fraction / 1000.0);
      if (!chip || !fitsOn(*chip, *request_.areaMm2)) continue;
      Design design = request_.design;
      design.accelerator = std::make_shared<const Accelerator>(*std::move(chip));
      for (SearchCandidate& candidate : plansFor(design)) {
        candidate.name = fmt::format("{:.1f} % memory, {}", fraction / 10.0, candidate.name);
        fractionOf_.push_back(fraction);
        candidates.push_back(std::move(candidate));
      }
    }
    const std::size_t first = fractionOf_.size() - candidates.size();
    constexpr std::size_t kAtOnce = 16;  // the limit follows the best of the batches before
    for (std::size_t begin = 0; begin < candidates.size(); begin += kAtOnce) {
      const std::vector<SearchCandidate> batch(
          candidates.begin() + static_cast<std::ptrdiff_t>(begin),
          candidates.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kAtOnce, candidates.size())));
      offerAll(batch, first + begin);
    }
  }

  [[nodiscard]] const SearchOutcome& best() const { return best_; }
  [[nodiscard]] const std::string& bestName() const { return bestName_; }
  [[nodiscard]] int bestFraction() const { return bestFraction_; }
  [[nodiscard]] std::vector<TriedPlan> tried() && { return std::move(rows_); }
  [[nodiscard]] std::int64_t evaluations() const { return evaluations_; }

 private:
  void offerAll(const std::vector<SearchCandidate>& batch, std::size_t first) {
    const bool limited = best_.evaluation && request_.objective == Objective::Latency;
    const Cycles limit = limited ? 1.02 * best_.evaluation->metrics->latency : kNoLimit;
    const auto outcomes = evaluateAll(batch, request_.objective, request_.jobs, table_, limit, stop_);
    evaluations_ += std::ranges::count_if(outcomes, &SearchOutcome::reached);
    for (std::size_t index = 0; index < outcomes.size(); ++index) {
      const SearchOutcome& outcome = outcomes[index];
      if (!outcome.evaluation || !outcome.evaluation->metrics->violations.empty()) continue;
      if (best_.evaluation && outcome.value >= best_.value) continue;
      best_ = outcome;
      bestName_ = batch[index].name;
      bestFraction_ = fractionOf_[first + index];
      rows_.push_back({.name = bestName_,
                       .value = outcome.value,
                       .latency = outcome.evaluation->metrics->latency,
                       .violations = 0,
                       .remark = {}});
    }
  }

  const SearchRequest& request_;
  TileCostTable& table_;
  std::stop_token stop_;
  std::set<int> tried_;
  std::vector<int> fractionOf_;  ///< by candidate, in order of trial
  SearchOutcome best_;
  std::string bestName_;
  int bestFraction_ = 0;
  std::vector<TriedPlan> rows_;
  std::int64_t evaluations_ = 0;
};

}  // namespace

Result<SearchResult> searchHardware(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress,
                                    std::stop_token stop) {
  if (!request.areaMm2) return search(request, table, progress, stop);
  if (const auto possible = withArea(*request.design.accelerator, *request.areaMm2, 0.5); !possible)
    return tl::make_unexpected(possible.error());
  const SearchTimer timer(request.seconds * 2 / 3, stop);
  auto present = evaluate(request.design, table, nullptr, stop);
  if (!present) return tl::make_unexpected(present.error());
  ChipSearch chips(request, table, timer.token());
  chips.tryFractions(coarseFractions());
  for (const int step : {12, 4, 1})
    if (chips.best().evaluation) chips.tryFractions(around(chips.bestFraction(), step));
  SearchRequest rest = request;
  rest.areaMm2.reset();
  rest.seconds = std::max(request.seconds - timer.seconds(), 0.0);
  if (!chips.best().evaluation) return search(rest, table, progress, stop);
  rest.design = chips.best().evaluation->design;
  const std::string name = chips.bestName();
  const std::int64_t evaluations = 1 + chips.evaluations();
  auto found = search(rest, table, progress, stop);
  if (!found) return found;
  found->bestName = found->best == found->present ? name : name + ", then " + found->bestName;
  found->present = std::make_shared<const Evaluation>(*std::move(present));
  found->evaluations += evaluations;
  found->seconds = timer.seconds();
  std::vector<TriedPlan> rows = std::move(chips).tried();
  rows.insert(rows.end(), found->tried.begin(), found->tried.end());
  found->tried = std::move(rows);
  found->reasons = searchReasons(*found->present, *found->best);
  const Accelerator& chip = *found->best->design.accelerator;
  found->reasons.insert(found->reasons.begin(), fmt::format("{:.1f} mm2, {} units instead of {}", chipArea(chip),
                                                            totalUnits(chip), totalUnits(*request.design.accelerator)));
  return found;
}

}  // namespace fusewright
