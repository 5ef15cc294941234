#include "app/sweep/sweep_front.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/explore/front/constraint.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/explore/sweep/sweep_points.h"
#include "core/io/sweep_spec_json.h"

namespace fusewright {
namespace {

/// The columns that a request needs, and which rows are candidates.
struct Candidates {
  SweepTable table;
  std::vector<const MetricColumn*> objectives;
  RowMask chosen;
};

std::vector<std::string> knownNames(const FrontRequest& request) {
  std::vector<std::string> names;
  for (const MetricColumn& column : metricColumns()) names.emplace_back(column.name);
  for (const std::string& parameter : request.parameters) names.push_back(parameter);
  return names;
}

Result<std::vector<Constraint>> parsedConstraints(const FrontRequest& request) {
  std::vector<Constraint> constraints;
  for (const std::string& text : request.constraints) {
    auto constraint = Constraint::parse(text, knownNames(request));
    if (!constraint) return tl::make_unexpected(constraint.error());
    constraints.push_back(*std::move(constraint));
  }
  return constraints;
}

Result<Candidates> candidatesOf(const SweepDatabase& database, const FrontRequest& request,
                                const std::vector<std::string>& more) {
  Candidates candidates;
  auto objectives = objectiveColumns(request.objectives);
  if (!objectives) return tl::make_unexpected(objectives.error());
  if (objectives->empty()) return failure("there is no objective", "objectives", "name at least one");
  candidates.objectives = *std::move(objectives);
  const auto constraints = parsedConstraints(request);
  if (!constraints) return tl::make_unexpected(constraints.error());
  std::vector<std::string> columns = request.objectives;
  const auto need = [&](const std::string& name) {
    if (std::ranges::find(columns, name) == columns.end()) columns.push_back(name);
  };
  for (const Constraint& constraint : *constraints) std::ranges::for_each(constraint.names(), need);
  std::ranges::for_each(more, need);
  auto table = database.table(columns);
  if (!table) return tl::make_unexpected(table.error());
  candidates.table = *std::move(table);
  candidates.chosen = chosenRows(candidates.table, *constraints);
  return candidates;
}

}  // namespace

Result<Front> frontOf(const SweepDatabase& database, const FrontRequest& request) {
  const auto candidates = candidatesOf(database, request, {});
  if (!candidates) return tl::make_unexpected(candidates.error());
  const TableFront found = frontOf(candidates->table, candidates->objectives, candidates->chosen);
  const RowMask fitting = fittingRows(candidates->table);
  Front front{.fitting = static_cast<std::size_t>(std::ranges::count(fitting, std::uint8_t{1})),
              .candidates = static_cast<std::size_t>(std::ranges::count(candidates->chosen, std::uint8_t{1})),
              .rows = candidates->table.rows(),
              .reference = found.worst,
              .hypervolume = found.hypervolume};
  for (const std::size_t row : found.rows) {
    auto stored = database.find(candidates->table.keys[row]);
    if (!stored) return tl::make_unexpected(stored.error());
    FrontDesign design{.key = candidates->table.keys[row], .stored = stored->value_or(StoredDesign{})};
    for (const std::string& objective : request.objectives)
      design.objectives.push_back(candidates->table.find(objective)->numbers[row]);
    front.designs.push_back(std::move(design));
  }
  return front;
}

Result<std::vector<Effect>> effectsOf(const SweepDatabase& database, const FrontRequest& request) {
  const auto candidates = candidatesOf(database, request, request.parameters);
  if (!candidates) return tl::make_unexpected(candidates.error());
  return effectsIn(candidates->table, request.parameters, candidates->objectives, candidates->chosen);
}

Result<FrontRequest> requestOf(const SweepDatabase& database) {
  const auto stored = database.lastSpec();
  if (!stored) return tl::make_unexpected(stored.error());
  if (!stored->has_value())
    return failure("no sweep has been run into this database", database.file().string(),
                   "run one: fusewright-cli sweep");
  auto spec = parseSweepSpec((*stored)->json, database.file().string());
  if (!spec) return tl::make_unexpected(spec.error());
  FrontRequest request{.objectives = spec->objectives, .constraints = spec->constraints};
  if (request.objectives.empty()) request.objectives = {"latency_cycles", "area_mm2"};
  const auto points = SweepPoints::of(*std::move(spec));
  if (!points) return tl::make_unexpected(points.error());
  request.parameters = points->varied();
  return request;
}

}  // namespace fusewright
