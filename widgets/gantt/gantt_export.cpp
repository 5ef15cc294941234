#include "widgets/gantt/gantt_export.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "widgets/common/export_image.h"
#include "widgets/common/fold_paint.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/gantt/gantt_legend.h"
#include "widgets/gantt/gantt_paint.h"

namespace fusewright {
namespace {

constexpr double kPrintHeader = 92;
constexpr double kPrintAxis = 30;
constexpr double kPrintLegend = 46;
constexpr double kNarrowPlot = 300;
constexpr double kUnitsPerMm = 96 / 25.4;
constexpr double kTwoColumnsMm = 180;

std::vector<RowBox> rowsOf(const GanttFigure& figure, const std::vector<ShownRow>& shown, double height) {
  return layOutRows(figure.timeline, shown, height, figure.ghost ? Ghosts::Shown : Ghosts::Hidden);
}

std::vector<ShownRow> wantedRows(const GanttFigure& figure) {
  return figure.rows ? *figure.rows : usualRows(figure.timeline);
}

/// The rows that a figure has room for.
struct FittingRows {
  std::vector<ShownRow> shown;
  std::size_t leftOut = 0;
};

/// As many rows as `height` holds. Links go before cores, the least busy first; then the last cores.
FittingRows fittingRows(const GanttFigure& figure, double height, double lineHeight) {
  FittingRows fitting{.shown = wantedRows(figure)};
  const auto busy = [&](const ShownRow& entry) {
    const TimelineRow& row = figure.timeline.rows[entry.row];
    return row.isCore() ? 2.0 : static_cast<double>(row.busyShare);
  };
  const auto needed = [&] { return totalHeight(rowsOf(figure, fitting.shown, 0)); };
  while (fitting.shown.size() > 1 && needed() > height - (fitting.leftOut > 0 ? lineHeight : 0)) {
    const auto least = std::ranges::min_element(fitting.shown, {}, busy);
    fitting.shown.erase(busy(*least) > 1 ? fitting.shown.end() - 1 : least);
    ++fitting.leftOut;
  }
  return fitting;
}

/// Below the rows, left of the axis.
void paintLeftOut(QPainter& painter, QPointF bottomLeft, std::size_t rows, const DrawStyle& style) {
  if (rows == 0) return;
  const double height = QFontMetricsF(style.smallFont).height();
  const QString text = rows == 1 ? QCoreApplication::translate("Timeline", "and 1 more row")
                                 : QCoreApplication::translate("Timeline", "and %1 more rows").arg(rows);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.mutedText);
  painter.drawText(QRectF(bottomLeft.x() + 4, bottomLeft.y() - height, 2 * kPrintHeader, height),
                   Qt::AlignLeft | Qt::AlignVCenter, text);
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
  const double rows = totalHeight(rowsOf(figure, wantedRows(figure), 0)) + printFlagHeight(figure.marks);
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
  const double line = QFontMetricsF(style.smallFont).height();
  const FittingRows rows = fittingRows(figure, bottom - top, line);
  const double rowsBottom = bottom - (rows.leftOut > 0 ? line : 0);
  const GanttColours colours = coloursOf(figure.evaluation, figure.timeline, figure.by, style.theme.mode);
  paintRuler(painter, axis, {.labelTop = bottom, .labelHeight = 14, .top = top, .bottom = bottom}, style);
  const GanttPicture picture{.timeline = figure.timeline,
                             .evaluation = figure.evaluation,
                             .colours = colours,
                             .axis = axis,
                             .rows = rowsOf(figure, rows.shown, rowsBottom - top),
                             .rowsTop = top,
                             .clipTop = top,
                             .clipBottom = rowsBottom,
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
  paintLeftOut(painter, {area.left(), bottom}, rows.leftOut, style);
  paintAxisTitle(painter, axis, bottom, style);
  // Below the plot, or across the page where that is narrow.
  const double legendLeft = axis.length < kNarrowPlot ? area.left() : axis.left;
  const QRectF legend({legendLeft, area.bottom() - kPrintLegend + 2}, area.bottomRight());
  paintGanttLegend(painter, legend, ganttLegendOf(figure.evaluation, figure.timeline, figure.by, style.theme.mode),
                   style);
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
