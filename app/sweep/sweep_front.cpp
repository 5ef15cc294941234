#include "app/sweep/sweep_front.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/explore/constraint.h"
#include "core/explore/non_dominated.h"
#include "core/explore/sweep_columns.h"
#include "core/explore/sweep_points.h"
#include "core/io/sweep_spec_json.h"

namespace fusewright {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
/// Hypervolumes of more than three objectives take time like the power of the front's size.
constexpr std::size_t kMostMeasured = 400;

/// The columns that a request needs, and which rows are candidates.
struct Candidates {
  SweepTable table;
  std::vector<const MetricColumn*> objectives;
  std::vector<bool> chosen;
  std::size_t count = 0;

  /// An objective to be kept low, by row; not a number for what is no candidate.
  [[nodiscard]] std::vector<double> costs(std::size_t objective) const {
    std::vector<double> costs = table.find(std::string(objectives[objective]->name))->numbers;
    for (std::size_t row = 0; row < costs.size(); ++row) {
      if (!chosen[row]) costs[row] = kNoNumber;
      if (objectives[objective]->goal == Goal::High) costs[row] = -costs[row];
    }
    return costs;
  }
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

void choose(Candidates& candidates, const std::vector<Constraint>& constraints) {
  const SweepTable& table = candidates.table;
  candidates.chosen = table.fits;
  for (const Constraint& constraint : constraints) {
    std::vector<const TableColumn*> columns;
    for (const std::string& name : constraint.names()) columns.push_back(table.find(name));
    std::vector<double> values(columns.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      for (std::size_t place = 0; place < columns.size(); ++place)
        values[place] = columns[place]->labels.empty() ? columns[place]->numbers[row] : kNoNumber;
      if (!constraint.holds(values)) candidates.chosen[row] = false;
    }
  }
  candidates.count = static_cast<std::size_t>(std::ranges::count(candidates.chosen, true));
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
  choose(candidates, *constraints);
  return candidates;
}

}  // namespace

Result<Front> frontOf(const SweepDatabase& database, const FrontRequest& request) {
  const auto candidates = candidatesOf(database, request, {});
  if (!candidates) return tl::make_unexpected(candidates.error());
  ObjectiveColumns costs;
  Front front{.candidates = candidates->count, .rows = candidates->table.rows()};
  for (std::size_t objective = 0; objective < candidates->objectives.size(); ++objective) {
    costs.push_back(candidates->costs(objective));
    double worst = -std::numeric_limits<double>::infinity();
    for (const double cost : costs.back())
      if (!std::isnan(cost)) worst = std::max(worst, cost);
    front.reference.push_back(worst);
  }
  const std::vector<std::size_t> rows = nonDominated(costs);
  for (const std::size_t row : rows) {
    auto stored = database.find(candidates->table.keys[row]);
    if (!stored) return tl::make_unexpected(stored.error());
    FrontDesign design{.key = candidates->table.keys[row], .stored = stored->value_or(StoredDesign{})};
    for (const std::string& objective : request.objectives)
      design.objectives.push_back(candidates->table.find(objective)->numbers[row]);
    front.designs.push_back(std::move(design));
  }
  front.hypervolume =
      costs.size() <= 3 || rows.size() <= kMostMeasured ? hypervolume(costs, front.reference) : kNoNumber;
  for (std::size_t objective = 0; objective < costs.size(); ++objective)
    if (candidates->objectives[objective]->goal == Goal::High) front.reference[objective] *= -1;
  return front;
}

Result<std::vector<Effect>> effectsOf(const SweepDatabase& database, const FrontRequest& request) {
  const auto candidates = candidatesOf(database, request, request.parameters);
  if (!candidates) return tl::make_unexpected(candidates.error());
  std::vector<Effect> effects;
  for (const std::string& parameter : request.parameters) {
    const TableColumn& column = *candidates->table.find(parameter);
    std::vector<std::string> values;
    for (const double number : column.numbers) {
      const bool label = !column.labels.empty() && !std::isnan(number);
      values.push_back(label ? column.labels[static_cast<std::size_t>(number)] : numberText(number));
    }
    for (const std::string& objective : request.objectives) {
      std::vector<double> metric = candidates->table.find(objective)->numbers;
      for (std::size_t row = 0; row < metric.size(); ++row)
        if (!candidates->chosen[row]) metric[row] = kNoNumber;
      effects.push_back({parameter, objective, mainEffect(values, metric)});
    }
  }
  return effects;
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
