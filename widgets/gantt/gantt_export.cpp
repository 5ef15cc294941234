#include "widgets/gantt/gantt_export.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "widgets/common/export_image.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/gantt/gantt_paint.h"

namespace fusewright {
namespace {

constexpr double kPrintHeader = 92;
constexpr double kPrintAxis = 30;
constexpr double kPrintLegend = 34;
constexpr std::size_t kMostLegendEntries = 12;
constexpr double kUnitsPerMm = 96 / 25.4;
constexpr double kTwoColumnsMm = 180;

struct LegendEntry {
  LayerId family;
  double busy = 0;
};

/// Families by descending busy time.
std::vector<LegendEntry> legendOf(const Evaluation& evaluation) {
  const Workload& workload = *evaluation.workload;
  std::map<LayerId, double> busy;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    if (workload.layers[index].kind != LayerKind::Compute) continue;
    busy[workload.layers[index].family] += evaluation.metrics->layers[index].busy.value;
  }
  std::vector<LegendEntry> entries;
  for (const auto& [family, cycles] : busy) entries.push_back({family, cycles});
  std::ranges::stable_sort(entries, std::greater{}, &LegendEntry::busy);
  entries.resize(std::min(entries.size(), kMostLegendEntries));
  return entries;
}

void paintLegend(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const Timeline& timeline,
                 const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  double x = area.left();
  double y = area.top();
  for (const LegendEntry& entry : legendOf(evaluation)) {
    const QString name = familyText(*evaluation.workload, entry.family);
    const double width = 12 + metrics.horizontalAdvance(name) + 12;
    if (x + width > area.right()) {
      x = area.left();
      y += metrics.height() + 2;
      if (y + metrics.height() > area.bottom() + 1) return;
    }
    painter.fillRect(QRectF(x, y + metrics.height() / 2 - 4, 8, 8),
                     layerColour(timeline.colours[entry.family.index()], style.theme.mode));
    painter.setPen(style.theme.text);
    painter.drawText(QRectF(x + 12, y, width - 12, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, name);
    x += width;
  }
}

}  // namespace

QSizeF ganttFigureSize(const Timeline& timeline) {
  const double rows = totalHeight(layOutRows(timeline, 0));
  return {kTwoColumnsMm, (rows + kPrintAxis + kPrintLegend + 2 * kPageMargin + kPageFooter) / kUnitsPerMm};
}

void renderGantt(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const Timeline& timeline,
                 TimeRange visible, const DrawStyle& style) {
  const TimeAxis axis{.from = visible.from,
                      .to = visible.to,
                      .left = area.left() + kPrintHeader,
                      .length = std::max(1.0, area.width() - kPrintHeader - 8)};
  const double bottom = area.bottom() - kPrintAxis - kPrintLegend;
  const auto rows = layOutRows(timeline, bottom - area.top());
  paintRuler(painter, axis, {.labelTop = bottom, .labelHeight = 14, .top = area.top(), .bottom = bottom}, style);
  paintRows(painter,
            {.timeline = timeline,
             .evaluation = evaluation,
             .axis = axis,
             .rows = rows,
             .rowsTop = area.top(),
             .clipTop = area.top(),
             .clipBottom = bottom,
             .headerLeft = area.left()},
            style);
  painter.setPen(QPen(style.theme.axis, 0.8));
  painter.drawLine(QPointF(axis.left, bottom), QPointF(axis.left + axis.length, bottom));
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.text);
  painter.drawText(QRectF(axis.left, bottom + 14, axis.length, 14), Qt::AlignCenter,
                   QCoreApplication::translate("Timeline", "time (cycles)"));
  paintLegend(painter, {axis.left, area.bottom() - kPrintLegend + 2, axis.length, kPrintLegend - 2}, evaluation,
              timeline, style);
}

TextTable tileTable(const Evaluation& evaluation, TimeRange visible) {
  const TileGraph& graph = *evaluation.graph;
  const Schedule& schedule = *evaluation.schedule;
  TextTable table{.headings = {"tile", "layer", "group", "core", "start", "end", "bound_by", "bound_id", "name"},
                  .rows = {}};
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    if (schedule.end[tile].value < visible.from || schedule.start[tile].value > visible.to) continue;
    table.rows.push_back({QString::number(tile), QString::number(graph.layer[tile].value),
                          QString::number(graph.group[tile]), QString::number(graph.core[tile].value),
                          plainNumber(schedule.start[tile].value), plainNumber(schedule.end[tile].value),
                          causeText(schedule.boundBy[tile]), QString::number(schedule.boundById[tile]),
                          QString::fromStdString(evaluation.workload->layer(graph.layer[tile]).name)});
  }
  return table;
}

}  // namespace fusewright
