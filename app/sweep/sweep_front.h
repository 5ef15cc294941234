#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/explore/front/table_front.h"
#include "core/io/sweep_database.h"

namespace fusewright {

/// What to look for among the designs of a database.
struct FrontRequest {
  std::vector<std::string> objectives;   ///< metrics; see sweep_columns.h
  std::vector<std::string> constraints;  ///< over metrics and parameters
  std::vector<std::string> parameters;   ///< that may appear in constraints, and whose effects are asked for
};

/// One design of a front.
struct FrontDesign {
  ContentHash key;
  std::vector<double> objectives;
  StoredDesign stored;
};

/// The designs that fit, meet the constraints, and are beaten by no other one.
struct Front {
  std::vector<FrontDesign> designs;  ///< by the first objective
  std::size_t fitting = 0;           ///< designs that fit
  std::size_t candidates = 0;        ///< designs that fit and meet the constraints
  std::size_t rows = 0;              ///< designs in the database
  std::vector<double> reference;     ///< the worst of each objective among the candidates
  double hypervolume = 0;            ///< dominated below `reference`; for at most kMostMeasured designs
};

/// The front of a database. Errors: unknown objectives or names in constraints, no objective.
[[nodiscard]] Result<Front> frontOf(const SweepDatabase& database, const FrontRequest& request);

/// The main effects of the request's parameters on its objectives, over its candidates.
[[nodiscard]] Result<std::vector<Effect>> effectsOf(const SweepDatabase& database, const FrontRequest& request);

/// What the spec that was run last varies and looks for; its constraints and objectives, or latency and area if it has
/// none. Error: no sweep has been run into the database.
[[nodiscard]] Result<FrontRequest> requestOf(const SweepDatabase& database);

/// A front or effects as text: a header row and comma-separated rows, or JSON.
[[nodiscard]] Result<std::string> frontCsv(const Front& front, const FrontRequest& request);
[[nodiscard]] Result<std::string> frontJson(const Front& front, const FrontRequest& request);
[[nodiscard]] std::string effectsCsv(const std::vector<Effect>& effects);

}  // namespace fusewright
