#include "widgets/gantt/gantt_export.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "widgets/common/export_image.h"
#include "widgets/common/fold_paint.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/gantt/gantt_paint.h"

namespace fusewright {
namespace {

constexpr double kPrintHeader = 92;
constexpr double kPrintAxis = 30;
constexpr double kPrintLegend = 46;
constexpr std::size_t kMostLegendEntries = 12;
constexpr double kUnitsPerMm = 96 / 25.4;
constexpr double kTwoColumnsMm = 180;

void paintLegend(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const Timeline& timeline,
                 ColourBy by, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  double x = area.left();
  double y = area.top();
  auto entries = legendOf(evaluation, timeline, by, style.theme.mode, kMostLegendEntries);
  if (by != ColourBy::IdleCause) {
    for (ColourMeaning idle : idleLegendOf(evaluation, style.theme.mode)) {
      idle.text = QCoreApplication::translate("Timeline", "idle: %1").arg(idle.text);
      entries.push_back(idle);
    }
  }
  for (const ColourMeaning& entry : entries) {
    const double width = 12 + metrics.horizontalAdvance(entry.text) + 12;
    if (x + width > area.right()) {
      x = area.left();
      y += metrics.height() + 2;
      if (y + metrics.height() > area.bottom() + 1) return;
    }
    painter.fillRect(QRectF(x, y + metrics.height() / 2 - 4, 8, 8), entry.colour);
    painter.setPen(style.theme.text);
    painter.drawText(QRectF(x + 12, y, width - 12, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, entry.text);
    x += width;
  }
}

std::vector<RowBox> rowsOf(const GanttFigure& figure, double height) {
  return layOutRows(figure.timeline, figure.rows ? *figure.rows : usualRows(figure.timeline), height,
                    figure.ghost ? Ghosts::Shown : Ghosts::Hidden);
}

void paintAxisTitle(QPainter& painter, const TimeAxis& axis, double bottom, const DrawStyle& style) {
  painter.setPen(QPen(style.theme.axis, 0.8));
  painter.drawLine(QPointF(axis.left, bottom), QPointF(axis.left + axis.length, bottom));
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.text);
  painter.drawText(QRectF(axis.left, bottom + 14, axis.length, 14), Qt::AlignCenter,
                   QCoreApplication::translate("Timeline", "time (cycles)"));
}

/// The room left of the rows: as much as their names and shares of busy time need beside each other, within limits.
double printHeader(const GanttFigure& figure, const DrawStyle& style) {
  constexpr double kEdges = 22;
  const QFontMetricsF names(style.font);
  const QFontMetricsF shares(style.smallFont);
  double widest = kPrintHeader;
  for (const TimelineRow& row : figure.timeline.rows)
    widest = std::max(widest, names.horizontalAdvance(QString::fromStdString(row.name)) +
                                  shares.horizontalAdvance(formatShare(row.busyShare).brief) + kEdges);
  return std::min(widest, 2 * kPrintHeader);
}

}  // namespace

QSizeF ganttFigureSize(const GanttFigure& figure) {
  const double rows = totalHeight(rowsOf(figure, 0)) + printFlagHeight(figure.marks);
  return {kTwoColumnsMm, (rows + kPrintAxis + kPrintLegend + 2 * kPageMargin + kPageFooter) / kUnitsPerMm};
}

void renderGantt(QPainter& painter, const QRectF& area, const GanttFigure& figure, const DrawStyle& style) {
  const double header = printHeader(figure, style);
  const TimeAxis axis{.from = figure.visible.from,
                      .to = figure.visible.to,
                      .left = area.left() + header,
                      .length = std::max(1.0, area.width() - header - 8),
                      .fold = figure.fold};
  const double top = area.top() + printFlagHeight(figure.marks);
  const double bottom = area.bottom() - kPrintAxis - kPrintLegend;
  const GanttColours colours = coloursOf(figure.evaluation, figure.timeline, figure.by, style.theme.mode);
  paintRuler(painter, axis, {.labelTop = bottom, .labelHeight = 14, .top = top, .bottom = bottom}, style);
  const GanttPicture picture{.timeline = figure.timeline,
                             .evaluation = figure.evaluation,
                             .colours = colours,
                             .axis = axis,
                             .rows = rowsOf(figure, bottom - top),
                             .rowsTop = top,
                             .clipTop = top,
                             .clipBottom = bottom,
                             .headerLeft = area.left()};
  paintRows(painter, picture, style);
  if (figure.ghost) {
    const GanttColours before =
        coloursOf(figure.ghost->evaluation, figure.ghost->timeline, figure.by, style.theme.mode);
    paintGhosts(painter, picture, {.timeline = figure.ghost->timeline, .colours = before}, style);
  }
  const QRectF plot(axis.left, top, axis.length, bottom - top);
  paintFolds(painter, axis, plot, FoldLabels::Shown, style);
  paintPrintMarks(painter, axis, figure.marks, plot, style);
  paintAxisTitle(painter, axis, bottom, style);
  paintLegend(painter, {axis.left, area.bottom() - kPrintLegend + 2, axis.length, kPrintLegend - 2}, figure.evaluation,
              figure.timeline, figure.by, style);
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
