#include "app/explorer/window_style.h"

#include <QPainter>
#include <QStyleOption>

#include "widgets/common/theme.h"

namespace fusewright {
namespace {

/// A frame that is seen on dark ground; what has the focus keeps that of its style.
QColor frameColour(const QStyleOption& option) {
  const Theme theme = themeOf(option.palette);
  return option.state.testFlag(QStyle::State_Enabled) ? theme.axis : theme.grid.lighter(130);
}

void drawField(const QStyleOption& option, QPainter& painter) {
  if (option.state.testFlag(QStyle::State_HasFocus)) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  QColor colour = frameColour(option);
  colour.setAlphaF(0.6F);  // fields are many and large
  painter.setPen(colour);
  painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
  painter.restore();
}

void drawIndicator(const QStyleOption& option, QPainter& painter, bool isRound) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(frameColour(option));
  const QRectF frame = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
  if (isRound) {
    const double side = std::min(frame.width(), frame.height());
    QRectF circle(0, 0, side, side);
    circle.moveCenter(frame.center());
    painter.drawEllipse(circle);
  } else {
    painter.drawRect(frame);
  }
  painter.restore();
}

}  // namespace

void WindowStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
  QProxyStyle::drawPrimitive(element, option, painter, widget);
  if (themeOf(option->palette).mode == ThemeMode::Light) return;
  const bool isRound = element == PE_IndicatorRadioButton;
  if (isRound || element == PE_IndicatorCheckBox) drawIndicator(*option, *painter, isRound);
  // The line edit inside a spin box has no frame of its own.
  const auto* panel = qstyleoption_cast<const QStyleOptionFrame*>(option);
  if (element == PE_PanelLineEdit && panel != nullptr && panel->lineWidth > 0) drawField(*option, *painter);
}

void WindowStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const {
  QProxyStyle::drawComplexControl(control, option, painter, widget);
  if (control == CC_SpinBox && themeOf(option->palette).mode == ThemeMode::Dark) drawField(*option, *painter);
}

}  // namespace fusewright
