#include "widgets/gantt/legend_strip.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

namespace fusewright {

LegendStrip::LegendStrip(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("timelineLegend"));
  setAccessibleName(tr("What the colours of the timeline mean"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LegendStrip::setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline) {
  evaluation_ = std::move(evaluation);
  timeline_ = std::move(timeline);
  legend_.reset();
  update();
}

void LegendStrip::setColouring(ColourBy by) {
  colouring_ = by;
  legend_.reset();
  update();
}

QSize LegendStrip::sizeHint() const {
  return {100, fontMetrics().height() + 2};
}

const GanttLegend& LegendStrip::legend() {
  if (!legend_)
    legend_ = evaluation_ && timeline_ ? ganttLegendOf(*evaluation_, *timeline_, colouring_, themeOf(palette()).mode)
                                       : GanttLegend();
  return *legend_;
}

void LegendStrip::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  painter.fillRect(rect(), style.theme.background);
  paintGanttLegend(painter, QRectF(rect()).adjusted(8, 0, -8, 0), legend(), style);
}

bool LegendStrip::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) setToolTip(legendText(legend()));
  if (event->type() == QEvent::PaletteChange) legend_.reset();
  return QWidget::event(event);
}

}  // namespace fusewright
