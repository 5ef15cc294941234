#include "core/explore/search/search_hardware.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/search_candidates.h"
#include "core/explore/search/search_reasons.h"
#include "core/explore/search/search_trials.h"
#include "core/hardware/iso_area.h"
#include "core/hardware/parameter_settings.h"

namespace fusewright {
namespace {

constexpr double kNoGap = -1;  ///< nothing is below its bound

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

/// The chip of the request's area with that part of memory, and with what its settings say of one of any size.
Result<Accelerator> chipOf(const SearchRequest& request, double memoryFraction) {
  const auto after = settingsAfterArea(request.settings);
  if (!after) return tl::make_unexpected(after.error());
  return withSettings(*request.design.accelerator, *after,
                      AreaSetting{.areaMm2 = *request.areaMm2, .memoryFraction = memoryFraction});
}

/// Designs of one area, and the best one so far.
class ChipSearch {
 public:
  ChipSearch(const SearchRequest& request, SearchTrials& trials) : request_(request), trials_(trials) {}

  void tryFractions(const std::vector<int>& fractions) {
    for (const int fraction : fractions) {
      if (!tried_.insert(fraction).second) continue;
      auto chip = chipOf(request_, fraction / 1000.0);
      if (!chip || !fitsOn(*chip, *request_.areaMm2)) continue;
      Design design = request_.design;
      design.accelerator = std::make_shared<const Accelerator>(*std::move(chip));
      for (SearchCandidate& candidate : plansFor(design)) {
        if (!trials_.goesOn()) return;
        candidate.name = fmt::format("{:.1f} % memory, {}", fraction / 10.0, candidate.name);
        fractionOf_[candidate.name] = fraction;
        constexpr double kSlack = 1.02;
        trials_.put(std::move(candidate), kSlack, Listing::IfBest);
      }
    }
    trials_.drain();
  }

  /// Of the best design so far; that of the present one if that is it.
  [[nodiscard]] int bestFraction() const {
    const auto found = fractionOf_.find(trials_.bestName());
    if (found != fractionOf_.end()) return found->second;
    const Accelerator& present = *request_.design.accelerator;
    const double units = static_cast<double>(totalUnits(present)) * present.area.mm2PerUnit;
    return static_cast<int>(std::lround(1000 * (1 - units / std::max(chipArea(present), units))));
  }

 private:
  const SearchRequest& request_;
  SearchTrials& trials_;
  std::set<int> tried_;
  std::map<std::string, int> fractionOf_;  ///< by name of a candidate
};

/// What a search tells of that begins after so many evaluations and seconds.
SearchProgress after(const SearchProgress& progress, std::int64_t evaluations, double seconds) {
  if (!progress) return {};
  return [=](SearchState state) {
    state.evaluations += evaluations;
    state.seconds += seconds;
    progress(state);
  };
}

}  // namespace

Result<SearchResult> searchHardware(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress,
                                    std::stop_token stop) {
  if (!request.areaMm2) return search(request, table, progress, stop);
  if (const auto possible = chipOf(request, 0.5); !possible) return tl::make_unexpected(possible.error());
  SearchRequest chipsOnly = request;
  chipsOnly.seconds = request.seconds * 2 / 3;
  chipsOnly.gap = kNoGap;
  chipsOnly.evaluations = std::numeric_limits<std::int64_t>::max();
  SearchTrials trials(chipsOnly, table, progress, stop);
  auto evaluated = evaluate(request.design, table, nullptr, stop);
  if (!evaluated) return tl::make_unexpected(evaluated.error());
  const auto present = std::make_shared<const Evaluation>(*std::move(evaluated));
  const bool fits = fitsOn(*request.design.accelerator, *request.areaMm2);
  if (fits)
    trials.offerPresent({.name = "the present design", .design = request.design, .plan = std::nullopt}, present);
  ChipSearch chips(request, trials);
  chips.tryFractions(coarseFractions());
  for (const int step : {12, 4, 1})
    if (trials.best().evaluation) chips.tryFractions(around(chips.bestFraction(), step));
  SearchRequest rest = request;
  rest.areaMm2.reset();
  rest.seconds = std::max(request.seconds - trials.seconds(), 0.0);
  const SearchOutcome& best = trials.best();
  if (best.evaluation) rest.design = best.evaluation->design;
  const bool onPresentChip = !best.evaluation || best.evaluation == present;
  const std::int64_t evaluations = fits ? trials.evaluations() : 1 + trials.evaluations();
  const double seconds = trials.seconds();
  auto found = search(rest, table, after(progress, evaluations, seconds), stop);
  if (!found) return found;
  if (best.evaluation)
    found->bestName =
        found->best == found->present ? trials.bestName() : trials.bestName() + ", then " + found->bestName;
  found->present = present;
  found->evaluations += evaluations;
  found->seconds += seconds;
  std::vector<TriedPlan> rows = std::move(trials.tried());
  rows.insert(rows.end(), found->tried.begin(), found->tried.end());
  found->tried = std::move(rows);
  found->reasons = searchReasons(*found->present, *found->best);
  if (onPresentChip) return found;
  const Accelerator& chip = *found->best->design.accelerator;
  found->reasons.insert(found->reasons.begin(), fmt::format("{:.1f} mm2, {} units instead of {}", chipArea(chip),
                                                            totalUnits(chip), totalUnits(*request.design.accelerator)));
  return found;
}

}  // namespace fusewright
