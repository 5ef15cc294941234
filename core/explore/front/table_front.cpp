#include "core/explore/front/table_front.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/explore/front/non_dominated.h"

namespace fusewright {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// By row, whether a column has the text that a constraint compares it with, as Constraint::holds() takes it.
std::vector<double> matchesOf(const Constraint& constraint, const TableColumn* column, std::size_t rows) {
  std::vector<double> matches(rows, kNoNumber);
  if (column == nullptr) return matches;
  std::vector<double> ofLabels;
  for (const std::string& label : column->labels) ofLabels.push_back(constraint.valueOf(label));
  for (std::size_t row = 0; row < rows; ++row) {
    const double number = column->numbers[row];
    if (std::isnan(number)) continue;
    matches[row] =
        ofLabels.empty() ? constraint.valueOf(fmt::format("{}", number)) : ofLabels[static_cast<std::size_t>(number)];
  }
  return matches;
}

void keepHolding(RowMask& chosen, const SweepTable& table, const Constraint& constraint) {
  if (constraint.comparedText()) {
    const auto matches = matchesOf(constraint, table.find(constraint.names().front()), table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row)
      if (!constraint.holds(std::span(&matches[row], 1))) chosen[row] = 0;
    return;
  }
  std::vector<const TableColumn*> columns;
  for (const std::string& name : constraint.names()) columns.push_back(table.find(name));
  std::vector<double> values(columns.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (chosen[row] == 0) continue;
    for (std::size_t place = 0; place < columns.size(); ++place) {
      const TableColumn* column = columns[place];
      values[place] = column != nullptr && column->labels.empty() ? column->numbers[row] : kNoNumber;
    }
    if (!constraint.holds(values)) chosen[row] = 0;
  }
}

void keepWithin(RowMask& chosen, const SweepTable& table, const ColumnRange& range) {
  const TableColumn* column = table.find(range.column);
  if (column == nullptr) {
    std::ranges::fill(chosen, std::uint8_t{0});
    return;
  }
  // Both comparisons always, and of values that writing a byte can not change, so that several rows are compared at
  // once.
  const double* numbers = column->numbers.data();
  const double from = range.from;
  const double to = range.to;
  std::uint8_t* mask = chosen.data();
  const std::size_t rows = table.rows();
  for (std::size_t row = 0; row < rows; ++row)
    mask[row] &=
        static_cast<std::uint8_t>(static_cast<int>(numbers[row] >= from) & static_cast<int>(numbers[row] <= to));
}

/// The part of the objectives of some rows.
ObjectiveColumns rowsOf(const ObjectiveColumns& costs, std::span<const std::size_t> rows) {
  ObjectiveColumns part;
  for (const std::vector<double>& column : costs) {
    part.emplace_back();
    for (const std::size_t row : rows) part.back().push_back(column[row]);
  }
  return part;
}

}  // namespace

RowMask fittingRows(const SweepTable& table) {
  RowMask rows(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) rows[row] = table.fits[row] ? 1 : 0;
  return rows;
}

RowMask chosenAmong(RowMask rows, const SweepTable& table, std::span<const Constraint> constraints,
                    std::span<const ColumnRange> ranges) {
  for (const ColumnRange& range : ranges) keepWithin(rows, table, range);
  for (const Constraint& constraint : constraints) keepHolding(rows, table, constraint);
  return rows;
}

RowMask chosenRows(const SweepTable& table, std::span<const Constraint> constraints,
                   std::span<const ColumnRange> ranges) {
  return chosenAmong(fittingRows(table), table, constraints, ranges);
}

std::vector<double> costsOf(const SweepTable& table, const MetricColumn& objective, const RowMask& chosen) {
  std::vector<double> costs = table.find(std::string(objective.name))->numbers;
  for (std::size_t row = 0; row < costs.size(); ++row) {
    if (chosen[row] == 0) costs[row] = kNoNumber;
    if (objective.goal == Goal::High) costs[row] = -costs[row];
  }
  return costs;
}

TableFront frontOf(const SweepTable& table, std::span<const MetricColumn* const> objectives, const RowMask& chosen) {
  ObjectiveColumns costs;
  TableFront front;
  for (const MetricColumn* objective : objectives) {
    costs.push_back(costsOf(table, *objective, chosen));
    double best = std::numeric_limits<double>::infinity();
    double worst = -best;
    for (const double cost : costs.back()) {
      if (std::isnan(cost)) continue;
      best = std::min(best, cost);
      worst = std::max(worst, cost);
    }
    front.best.push_back(best);
    front.worst.push_back(worst);
  }
  if (costs.empty()) return front;
  front.rows = nonDominated(costs);
  front.hypervolume = costs.size() <= 3 || front.rows.size() <= kMostMeasured
                          ? hypervolume(rowsOf(costs, front.rows), front.worst)
                          : kNoNumber;
  for (std::size_t objective = 0; objective < costs.size(); ++objective) {
    if (objectives[objective]->goal != Goal::High) continue;
    front.best[objective] *= -1;
    front.worst[objective] *= -1;
  }
  return front;
}

std::vector<Effect> effectsIn(const SweepTable& table, std::span<const std::string> parameters,
                              std::span<const MetricColumn* const> objectives, const RowMask& chosen) {
  std::vector<std::vector<double>> metrics;
  for (const MetricColumn* objective : objectives) {
    metrics.push_back(table.find(std::string(objective->name))->numbers);
    for (std::size_t row = 0; row < chosen.size(); ++row)
      if (chosen[row] == 0) metrics.back()[row] = kNoNumber;
  }
  std::vector<Effect> effects;
  for (const std::string& parameter : parameters) {
    const TableColumn* column = table.find(parameter);
    if (column == nullptr) continue;
    const std::vector<MainEffect> found = mainEffects(*column, metrics);
    for (std::size_t place = 0; place < found.size(); ++place)
      effects.push_back({parameter, std::string(objectives[place]->name), found[place]});
  }
  return effects;
}

}  // namespace fusewright
