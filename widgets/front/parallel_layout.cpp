#include "widgets/front/parallel_layout.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

/// Parameters that are set in powers are easier to tell apart by their powers.
CloudAxis spanOf(const TableColumn& column) {
  if (!column.labels.empty()) {
    const auto last = static_cast<double>(column.labels.size()) - 1;
    return {.low = last > 0 ? 0 : -0.5, .high = last > 0 ? last : 0.5};
  }
  return axisOver(column.numbers, usualScale(column.numbers));
}

}  // namespace

double ParallelLayout::upOf(const ParallelAxis& axis, double value) const {
  return plot.bottom() - axis.span.placeOf(value) * plot.height();
}

double ParallelLayout::valueAt(const ParallelAxis& axis, double up) const {
  return axis.span.valueAt(std::clamp((plot.bottom() - up) / plot.height(), 0.0, 1.0));
}

QRectF ParallelLayout::nameBox(std::size_t axis, double lineHeight) const {
  const auto row = static_cast<int>(axis) % nameRows;
  const double width = nameRows * room() - 4;
  const double left = std::max(axes[axis].across - width / 2, plot.left());
  const double right = std::min(axes[axis].across + width / 2, plot.right());
  return {left, plot.top() - (1.3 + nameRows - row) * lineHeight, right - left, lineHeight};
}

std::optional<std::size_t> ParallelLayout::axisAt(double across, double reach) const {
  std::optional<std::size_t> nearest;
  for (std::size_t index = 0; index < axes.size(); ++index) {
    const double away = std::abs(axes[index].across - across);
    if (away > reach || (nearest && away >= std::abs(axes[*nearest].across - across))) continue;
    nearest = index;
  }
  return nearest;
}

std::vector<std::string> parallelColumns(const SweepResults& results, const std::vector<std::string>& objectives) {
  std::vector<std::string> columns;
  const auto add = [&](const std::string& name) {
    if (results.table->find(name) != nullptr && std::ranges::find(columns, name) == columns.end())
      columns.push_back(name);
  };
  std::ranges::for_each(results.parameters, add);
  std::ranges::for_each(objectives, add);
  return columns;
}

int rowsForNames(const std::vector<double>& widths, double room) {
  constexpr int kMost = 3;
  const auto fits = [&](int rows) {
    for (std::size_t name = 0; name < widths.size(); ++name) {
      const bool atEdge = name == 0 || name + 1 == widths.size();
      if (widths[name] > (atEdge ? (rows + 1) / 2.0 : rows) * room - 4) return false;
    }
    return true;
  };
  int rows = 1;
  while (rows < kMost && !fits(rows)) ++rows;
  return rows;
}

std::vector<CloudAxis> parallelSpans(const SweepTable& table, const std::vector<std::string>& columns) {
  std::vector<CloudAxis> spans;
  for (const std::string& column : columns) spans.push_back(spanOf(*table.find(column)));
  return spans;
}

ParallelLayout layOutParallel(const QRectF& area, const SweepTable& table, const std::vector<std::string>& columns,
                              const std::vector<Effect>& effects, double lineHeight) {
  return layOutParallel(area, columns, parallelSpans(table, columns), effects, lineHeight);
}

ParallelLayout layOutParallel(const QRectF& area, const std::vector<std::string>& columns,
                              const std::vector<CloudAxis>& spans, const std::vector<Effect>& effects,
                              double lineHeight, int nameRows) {
  // Above the axes: names and the highest value; below: the lowest value and the shares.
  ParallelLayout layout{
      .plot = area.adjusted(0, (1.5 + nameRows) * lineHeight, 0, -2.7 * lineHeight), .nameRows = nameRows, .axes = {}};
  for (std::size_t index = 0; index < columns.size(); ++index) {
    const double room = area.width() / static_cast<double>(columns.size());
    ParallelAxis axis{.column = columns[index],
                      .span = spans[index],
                      .across = area.left() + (static_cast<double>(index) + 0.5) * room,
                      .shares = {}};
    for (const Effect& effect : effects)
      if (effect.parameter == columns[index]) axis.shares.push_back(effect.effect.varianceShare);
    layout.axes.push_back(std::move(axis));
  }
  return layout;
}

}  // namespace fusewright
