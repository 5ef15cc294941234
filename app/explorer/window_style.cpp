#include "app/explorer/window_style.h"

#include <QPainter>
#include <QStyleOption>

#include "widgets/common/theme.h"

namespace fusewright {

void WindowStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
  QProxyStyle::drawPrimitive(element, option, painter, widget);
  const bool isRound = element == PE_IndicatorRadioButton;
  if (!isRound && element != PE_IndicatorCheckBox) return;
  const Theme theme = themeOf(option->palette);
  if (theme.mode == ThemeMode::Light) return;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setBrush(Qt::NoBrush);
  painter->setPen(option->state.testFlag(State_Enabled) ? theme.axis : theme.grid.lighter(130));
  const QRectF frame = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
  if (isRound) {
    const double side = std::min(frame.width(), frame.height());
    QRectF circle(0, 0, side, side);
    circle.moveCenter(frame.center());
    painter->drawEllipse(circle);
  } else {
    painter->drawRect(frame);
  }
  painter->restore();
}

}  // namespace fusewright
