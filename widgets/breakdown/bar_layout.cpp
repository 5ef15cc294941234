#include "widgets/breakdown/bar_layout.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

/// Rows whose values lie below each other are higher.
double heightOfRow(const BarTable& table, const BarSizes& sizes) {
  const bool tall = table.stacking == BarStacking::SideBySide && table.series.size() > 1;
  return tall ? sizes.rowHeight * 1.5 : sizes.rowHeight;
}

std::vector<BarPart> partsOf(const BarTable& table, const BarRow& row, const QRectF& bars, double unitWidth) {
  std::vector<BarPart> parts;
  const bool stacked = table.stacking == BarStacking::Stacked;
  const double thickness = stacked ? bars.height() : bars.height() / static_cast<double>(row.values.size());
  double left = bars.left();
  double top = bars.top();
  for (std::size_t series = 0; series < row.values.size(); ++series) {
    const double width = std::min(row.values[series] * unitWidth, bars.right() - left);
    if (width > 0) parts.push_back({.box = QRectF(left, top, width, thickness), .series = series});
    if (stacked) left += std::max(width, 0.0);
    if (!stacked) top += thickness;
  }
  return parts;
}

}  // namespace

double barsHeight(const BarTable& table, const BarSizes& sizes) {
  return static_cast<double>(table.rows.size()) * heightOfRow(table, sizes);
}

std::vector<BarLine> layOutBars(const BarTable& table, const QRectF& area, const BarSizes& sizes, double scrolled) {
  std::vector<BarLine> lines;
  const double height = heightOfRow(table, sizes);
  const double left = area.left() + sizes.nameWidth;
  const double width = std::max(area.width() - sizes.nameWidth - sizes.valueWidth, 0.0);
  const double longest = table.longest();
  const double unitWidth = longest > 0 ? width / longest : 0;
  const auto first = static_cast<std::size_t>(std::max(std::floor(scrolled / height), 0.0));
  for (std::size_t row = first; row < table.rows.size(); ++row) {
    const double top = area.top() + static_cast<double>(row) * height - scrolled;
    if (top >= area.bottom()) break;
    const double gap = height * 0.14;
    const QRectF strip(area.left(), top, area.width(), height);
    BarLine line{.row = row,
                 .strip = strip,
                 .nameBox = QRectF(area.left(), top, sizes.nameWidth - 6, height),
                 .valueBox = {},
                 .parts = partsOf(table, table.rows[row], QRectF(left, top + gap, width, height - 2 * gap), unitWidth)};
    double end = left;
    for (const BarPart& part : line.parts) end = std::max(end, part.box.right());
    line.valueBox = QRectF(end + 4, top, std::max(area.right() - end - 4, 0.0), height);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::optional<std::size_t> lineAt(std::span<const BarLine> lines, QPointF position) {
  const auto found = std::ranges::find_if(lines, [&](const BarLine& line) { return line.strip.contains(position); });
  if (found == lines.end()) return std::nullopt;
  return static_cast<std::size_t>(found - lines.begin());
}

}  // namespace fusewright
