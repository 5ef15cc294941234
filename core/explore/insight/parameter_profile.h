#pragma once

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/hardware/parameters.h"

namespace fusewright {

/// What one value of a parameter makes of a design.
struct ProfileSample {
  double value = 0;
  std::optional<Cycles> latency;  ///< none: no schedule could be made
  bool feasible = false;          ///< a schedule without violations

  friend bool operator==(const ProfileSample&, const ProfileSample&) = default;
};

/// Values of a parameter from which no feasible design was found, [from, to].
struct ValueRange {
  double from = 0;
  double to = 0;

  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// Latency against one parameter, all others kept.
struct ParameterProfile {
  std::string id;
  double value = 0;                    ///< of the design itself
  std::vector<ProfileSample> samples;  ///< by ascending value, denser around `value`

  friend bool operator==(const ParameterProfile&, const ParameterProfile&) = default;
};

/// The values to try for a parameter: a 64th to 64 times its value (all of its range where that is none of factors) in
/// nine steps, a quarter to four times in steps of a factor of two, and the value itself; ascending, within its limits,
/// whole for integers. None for parameters that are no numbers.
[[nodiscard]] std::vector<double> profileValues(const Parameter& parameter);

/// Evaluates one design; nullopt if it was stopped.
using SampleEvaluator = std::function<Result<Evaluation>(const Design&, std::stop_token)>;

/// Processor time is spent on a profile that nobody asked for in so many words, so it ends after a while.
inline constexpr double kProfileSeconds = 20;

/// The design at every value of a parameter, nearest first, and where feasible neighbours infeasible three times more
/// between them, so that the limit is known to an eighth of a step. Once `seconds` are up the samples are those that
/// were made until then. Empty samples after a stop request.
[[nodiscard]] ParameterProfile profileOf(const Design& design, const Parameter& parameter,
                                         const SampleEvaluator& evaluate, std::stop_token stop = {},
                                         double seconds = kProfileSeconds);

/// Stretches of infeasible samples, each reaching from the first infeasible to the last infeasible sample of the
/// stretch.
[[nodiscard]] std::vector<ValueRange> infeasibleRanges(const ParameterProfile& profile);

/// Samples from a quarter to four times the design's value: what a sparkline shows.
[[nodiscard]] std::vector<ProfileSample> aroundThePoint(const ParameterProfile& profile);

/// Whether the latency changes by at least one part in a thousand around the point.
[[nodiscard]] bool matters(const ParameterProfile& profile);

}  // namespace fusewright
