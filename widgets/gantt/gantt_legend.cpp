#include "widgets/gantt/gantt_legend.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QStringList>

namespace fusewright {
namespace {

constexpr std::size_t kMostBars = 12;

/// Of the square before a text, and the gap between; what counts others has no colour.
double squareWidth(const ColourMeaning& entry) {
  return entry.colour.isValid() ? 12 : 0;
}

double entryWidth(const ColourMeaning& entry, const QFontMetricsF& metrics) {
  return squareWidth(entry) + metrics.horizontalAdvance(entry.text) + 12;
}

/// Places for as many entries as `area` has room for, line by line; entries are marked by squares left of their texts.
std::vector<QPointF> placesIn(const QRectF& area, const std::vector<ColourMeaning>& entries,
                              const QFontMetricsF& metrics) {
  std::vector<QPointF> places;
  QPointF at = area.topLeft();
  for (const ColourMeaning& entry : entries) {
    const double width = entryWidth(entry, metrics);
    if (at.x() + width > area.right() && at.x() > area.left()) at = {area.left(), at.y() + metrics.height() + 2};
    if (at.y() + metrics.height() > area.bottom() + 1) break;
    places.push_back(at);
    at.rx() += width;
  }
  return places;
}

/// What `area` has room for: all gaps, and bars as far as they fit beside them.
std::vector<ColourMeaning> fittingEntries(const GanttLegend& legend, const QRectF& area, const QFontMetricsF& metrics) {
  std::size_t shown = std::min(legend.bars.size(), kMostBars);
  while (true) {
    std::vector<ColourMeaning> all(legend.bars.begin(), legend.bars.begin() + static_cast<std::ptrdiff_t>(shown));
    if (shown < legend.bars.size())
      all.push_back({.colour = {},
                     .text = QCoreApplication::translate("Timeline", "and %1 more").arg(legend.bars.size() - shown)});
    all.insert(all.end(), legend.gaps.begin(), legend.gaps.end());
    if (shown == 0 || placesIn(area, all, metrics).size() == all.size()) return all;
    --shown;
  }
}

}  // namespace

GanttLegend ganttLegendOf(const Evaluation& evaluation, const Timeline& timeline, ColourBy by, ThemeMode mode) {
  GanttLegend legend{.bars = legendOf(evaluation, timeline, by, mode, timeline.kinds.size()), .gaps = {}};
  if (by == ColourBy::IdleCause) return legend;
  legend.gaps = idleLegendOf(evaluation, mode);
  return legend;
}

void paintGanttLegend(QPainter& painter, const QRectF& area, const GanttLegend& legend, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  const auto entries = fittingEntries(legend, area, metrics);
  const auto places = placesIn(area, entries, metrics);
  for (std::size_t index = 0; index < places.size(); ++index) {
    const QPointF at = places[index];
    const double square = squareWidth(entries[index]);
    if (square > 0) painter.fillRect(QRectF(at.x(), at.y() + metrics.height() / 2 - 4, 8, 8), entries[index].colour);
    painter.setPen(style.theme.text);
    painter.drawText(QRectF(at.x() + square, at.y(), entryWidth(entries[index], metrics) - square, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, entries[index].text);
  }
}

QString legendText(const GanttLegend& legend) {
  QStringList lines;
  for (const auto* entries : {&legend.gaps, &legend.bars})
    for (const ColourMeaning& entry : *entries)
      lines << (entry.meaning.isEmpty() ? entry.text : QStringLiteral("%1. %2").arg(entry.text, entry.meaning));
  return lines.join(QLatin1Char('\n'));
}

}  // namespace fusewright
