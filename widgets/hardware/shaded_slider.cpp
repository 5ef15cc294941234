#include "widgets/hardware/shaded_slider.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QWheelEvent>

#include "widgets/common/theme.h"

namespace fusewright {

void ShadedSlider::setInfeasible(std::vector<ValueRange> positions) {
  infeasible_ = std::move(positions);
  update();
}

void ShadedSlider::wheelEvent(QWheelEvent* event) {
  event->ignore();
}

void ShadedSlider::paintEvent(QPaintEvent* event) {
  QSlider::paintEvent(event);
  if (infeasible_.empty()) return;
  QStyleOptionSlider option;
  initStyleOption(&option);
  const QRect groove = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
  const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
  const int room = groove.width() - handle.width();
  const auto pixelOf = [&](double position) {
    return groove.left() + handle.width() / 2 +
           QStyle::sliderPositionFromValue(minimum(), maximum(), static_cast<int>(position), room);
  };
  QPainter painter(this);
  const QColor colour = themeOf(palette()).danger;
  painter.setPen(Qt::NoPen);
  // Hatched, not only coloured, and beside the handle, which stays as it is.
  painter.setBrush(QBrush(colour, Qt::BDiagPattern));
  painter.setClipRegion(QRegion(rect()) - QRegion(handle));
  for (const ValueRange& range : infeasible_) {
    const int left = pixelOf(range.from);
    const int right = std::max(pixelOf(range.to), left + 2);
    painter.drawRect(QRect(left, groove.center().y() - 5, right - left, 10));
    painter.fillRect(QRect(left, groove.center().y() + 5, right - left, 1), colour);
  }
}

}  // namespace fusewright
