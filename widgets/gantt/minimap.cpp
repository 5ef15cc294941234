#include "widgets/gantt/minimap.h"

#include <algorithm>
#include <cmath>

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include "widgets/common/palette.h"
#include "widgets/common/time_view.h"

namespace fusewright {
namespace {

constexpr double kNarrowestWindow = 6;
constexpr double kZoomPerNotch = 0.8;
constexpr double kWheelNotch = 120;

}  // namespace

Minimap::Minimap(TimeNavigator& navigator, QWidget* parent) : QWidget(parent), navigator_(navigator) {
  setObjectName(QStringLiteral("minimap"));
  setAccessibleName(tr("Overview of the run"));
  setToolTip(tr("The whole run: drag the window to pan, click to go there, turn the wheel to zoom"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&navigator_, &TimeNavigator::visibleChanged, this, [this] { update(); });
  connect(&navigator_, &TimeNavigator::marksChanged, this, [this] { update(); });
}

QSize Minimap::sizeHint() const {
  return {200, fontMetrics().height() * 3 / 2};
}

void Minimap::setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline) {
  evaluation_ = std::move(evaluation);
  timeline_ = std::move(timeline);
  lanes_ = QPixmap();
  update();
}

void Minimap::setColouring(ColourBy by) {
  colouring_ = by;
  lanes_ = QPixmap();
  update();
}

TimeAxis Minimap::axis() const {
  return {.from = 0,
          .to = navigator_.span(),
          .left = static_cast<double>(TimeView::kHeaderWidth),
          .length = std::max(1.0, static_cast<double>(width() - TimeView::kHeaderWidth - TimeView::kRightMargin))};
}

void Minimap::paintLanes(QPainter& painter) const {
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  const GanttColours colours = coloursOf(*evaluation_, *timeline_, colouring_, style.theme.mode);
  const auto cores = static_cast<double>(std::ranges::count_if(timeline_->rows, &TimelineRow::isCore));
  const TimeAxis along = axis();
  const double tall = (height() - 4) / std::max(cores, 1.0);
  double top = 2;
  for (const TimelineRow& row : timeline_->rows) {
    if (!row.isCore()) continue;
    const int columns = std::max(1, static_cast<int>(along.length * style.pixelRatio));
    QImage image(columns, 1, QImage::Format_RGB32);
    auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(0));
    for (const StripColumn& column : stripOf(row.lanes.front(), along, columns))
      *pixels++ = column.busy > 0 ? blended(colours.bars[column.colour], style.theme.lane, column.busy).rgb()
                                  : style.theme.lane.rgb();
    painter.drawImage(QRectF(along.left, top, along.length, std::max(tall - (tall > 3 ? 1 : 0), 0.5)), image);
    top += tall;
  }
}

void Minimap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.background);
  if (!timeline_) return;
  if (lanes_.isNull()) {
    lanes_ = QPixmap(size() * devicePixelRatioF());
    lanes_.setDevicePixelRatio(devicePixelRatioF());
    lanes_.fill(theme.background);
    QPainter cached(&lanes_);
    paintLanes(cached);
  }
  painter.drawPixmap(0, 0, lanes_);
  const TimeAxis along = axis();
  const double left = along.toPixel(navigator_.visible().from);
  const double right = std::max(along.toPixel(navigator_.visible().to), left + kNarrowestWindow);
  QColor veil = theme.background;
  veil.setAlphaF(0.65F);
  painter.fillRect(QRectF(along.left, 0, left - along.left, height()), veil);
  painter.fillRect(QRectF(right, 0, along.left + along.length - right, height()), veil);
  painter.setPen(QPen(theme.accent, 1.5));
  painter.drawRect(QRectF(left, 1, right - left, height() - 2));
  painter.setPen(QPen(theme.danger, 1));
  for (const TimeMark& mark : navigator_.marks())
    painter.drawLine(QPointF(along.toPixel(mark.cycle), 0), QPointF(along.toPixel(mark.cycle), height()));
  painter.setPen(theme.mutedText);
  painter.drawText(QRectF(8, 0, TimeView::kHeaderWidth - 14, height()), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("whole run"));
}

void Minimap::resizeEvent(QResizeEvent*) {
  lanes_ = QPixmap();
}

void Minimap::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) lanes_ = QPixmap();
  QWidget::changeEvent(event);
}

void Minimap::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const TimeRange visible = navigator_.visible();
  const double cycle = axis().toCycle(event->position().x());
  const bool inside = cycle >= visible.from && cycle <= visible.to;
  grabbed_ = inside ? cycle - visible.from : visible.length() / 2;
  if (!inside) navigator_.show({cycle - grabbed_, cycle - grabbed_ + visible.length()});
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton)) return;
  const double from = axis().toCycle(event->position().x()) - grabbed_;
  navigator_.show({from, from + navigator_.visible().length()});
}

void Minimap::wheelEvent(QWheelEvent* event) {
  navigator_.zoomAt(axis().toCycle(event->position().x()),
                    std::pow(kZoomPerNotch, event->angleDelta().y() / kWheelNotch));
  event->accept();
}

}  // namespace fusewright
