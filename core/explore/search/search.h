#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/cost/tile_cost_table.h"
#include "core/evaluate/evaluation.h"
#include "core/hardware/parameter_settings.h"

namespace fusewright {

/// What a search makes as small as it can.
enum class Objective : std::uint8_t { Latency, Energy, EnergyDelay, PeakMemory, DramTraffic };

/// "latency", "energy", "edp", "memory" or "traffic", and back.
[[nodiscard]] std::string_view nameOf(Objective objective);
[[nodiscard]] Result<Objective> parseObjective(std::string_view text);

/// The value of an objective for an evaluated design: cycles, picojoules, their product, bits, bits.
[[nodiscard]] double valueOf(Objective objective, const Evaluation& evaluation);

/// Time that a search takes unless asked otherwise: with what is read, evaluated last and written it is done in ten
/// seconds.
inline constexpr double kUsualSearchSeconds = 8;

/// A search for a better fusion plan, tiling, order and schedule policy than those of `design`.
struct SearchRequest {
  Design design;  ///< model, hardware, rules and assumptions; its plan is what is compared with
  Objective objective = Objective::Latency;
  double gap = 0;                        ///< stop once the latency is within this part of the lower bound
  double seconds = kUsualSearchSeconds;  ///< stop after this time; the present plan is evaluated whatever it takes
  std::int64_t evaluations = 1000;       ///< stop after as many evaluated plans
  std::uint64_t seed = 1;
  int jobs = 2;                   ///< threads; the answer does not depend on them unless time runs out
  std::optional<double> areaMm2;  ///< also look for the memory fraction of a chip of this area (METHOD A7)
  std::vector<ParameterSetting> settings = {};  ///< of `design`'s accelerator; those of withSettings() after an area
                                                ///< are set on each chip of that area, too
};

/// Why a search ended.
enum class SearchEnd : std::uint8_t { Exhausted, Gap, Time, Evaluations, Stopped };
[[nodiscard]] std::string_view nameOf(SearchEnd end);

/// One plan that was looked at.
struct TriedPlan {
  std::string name;             ///< how it came about
  std::optional<double> value;  ///< of the objective; none if it was given up or impossible
  std::optional<Cycles> latency;
  std::size_t violations = 0;
  std::string remark;  ///< why there is no value

  friend bool operator==(const TriedPlan&, const TriedPlan&) = default;
};

/// What is known while a search runs.
struct SearchState {
  std::int64_t evaluations = 0;
  double seconds = 0;
  Cycles lowerBound;
  std::shared_ptr<const Evaluation> best;  ///< none before the first plan that works
  std::string bestName;
};

/// Called from the thread that searches, after every batch of evaluations.
using SearchProgress = std::function<void(const SearchState&)>;

/// The best plan found, and how it compares.
struct SearchResult {
  std::shared_ptr<const Evaluation> present;  ///< of the request's design as it is
  std::shared_ptr<const Evaluation> best;  ///< its design's mapping is a ListedFusion; `present` if nothing was better
  std::string bestName;
  Cycles lowerBound;   ///< max(compute, compulsory traffic): holds for every plan on the best one's hardware
  double gap = 0;      ///< latency of the best plan over `lowerBound`, less 1
  bool exact = false;  ///< every plan of the space was evaluated: no other one is better
  SearchEnd end = SearchEnd::Evaluations;
  std::int64_t evaluations = 0;
  double seconds = 0;
  std::vector<std::string> reasons;  ///< sentences with the numbers that speak for the plan
  std::vector<TriedPlan> tried;      ///< named plans, and those that were the best at their time; in order of trial
};

/// Looks for a plan that makes `request.objective` small and has no violation: named plans, the cheapest cuts by
/// dynamic programming over estimated groups under several assumptions on memory, then a seeded local search; all are
/// evaluated by evaluate(), so that no proposal is worse than what was tried before it. Models whose plans are few
/// enough are searched exhaustively. The same seed and number of evaluations give the same answer, whatever the number
/// of threads, unless time runs out or `stop` is requested: then the best so far is the answer. Errors: those of
/// evaluating the design itself.
[[nodiscard]] Result<SearchResult> search(const SearchRequest& request, TileCostTable& table,
                                          const SearchProgress& progress = {}, std::stop_token stop = {});

}  // namespace fusewright
