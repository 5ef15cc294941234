#include "widgets/study/study_canvas.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/study/chart_paint.h"

namespace fusewright {
namespace {

constexpr double kCanvasMargin = 8;
constexpr double kReachPixels = 9;
constexpr int kUsualWidth = 400;

}  // namespace

StudyCanvas::StudyCanvas(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setMinimumWidth(320);
  setAccessibleName(tr("Figure of the study"));
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void StudyCanvas::setChart(StudyChart chart) {
  chart_ = std::move(chart);
  hovered_.reset();
  updateGeometry();
  update();
}

QSize StudyCanvas::sizeHint() const {
  return {kUsualWidth, heightForWidth(kUsualWidth)};
}

int StudyCanvas::heightForWidth(int width) const {
  // Text does not grow with the width, so a wide figure can do with less height than on paper.
  const double slope = width > kUsualWidth ? 0.5 : 1;
  const double asInPrint = std::min(width, kUsualWidth) + slope * std::max(width - kUsualWidth, 0);
  return static_cast<int>(asInPrint * chart_.sizeMm.height() / chart_.sizeMm.width());
}

QRectF StudyCanvas::area() const {
  return QRectF(rect()).adjusted(kCanvasMargin, kCanvasMargin, -kCanvasMargin, -kCanvasMargin);
}

DrawStyle StudyCanvas::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

PlacedChart StudyCanvas::placed() const {
  return layOutChart(chart_, area(), chartFonts(style()));
}

const ChartMark& StudyCanvas::markOf(const MarkPlace& place) const {
  const PlacedChart where = placed();
  return where.panels[place.panel].panel->series[place.series].marks[place.mark];
}

QPointF StudyCanvas::placeOf(const MarkPlace& mark) const {
  const PlacedChart where = placed();
  const PlacedPanel& panel = where.panels[mark.panel];
  const ChartSeries& series = panel.panel->series[mark.series];
  if (series.kind == SeriesKind::Bars || series.kind == SeriesKind::Spans)
    return markBox(panel, series, series.marks[mark.mark]).center();
  return panel.at(series.marks[mark.mark].x, series.marks[mark.mark].y);
}

void StudyCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const DrawStyle drawn = style();
  painter.fillRect(rect(), drawn.theme.background);
  if (!chart_.rows.empty()) renderChart(painter, area(), chart_, drawn, hovered_);
}

void StudyCanvas::mouseMoveEvent(QMouseEvent* event) {
  hover(markAt(placed(), event->position(), kReachPixels), event->globalPosition().toPoint());
}

void StudyCanvas::hover(std::optional<MarkPlace> place, QPoint at) {
  if (place != hovered_) {
    hovered_ = place;
    update();
  }
  if (!place) {
    setCursor(Qt::ArrowCursor);
    QToolTip::hideText();
    return;
  }
  const ChartMark& mark = markOf(*place);
  setCursor(mark.design ? Qt::PointingHandCursor : Qt::ArrowCursor);
  QToolTip::showText(at + QPoint(6, 10), mark.tip, this);
}

void StudyCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !rect().contains(event->pos())) return;
  const auto place = markAt(placed(), event->position(), kReachPixels);
  if (!place) return;
  const auto design = markOf(*place).design;
  if (design) Q_EMIT designRequested(chart_.designs[*design]);
}

void StudyCanvas::leaveEvent(QEvent*) {
  hover({}, {});
}

}  // namespace fusewright
