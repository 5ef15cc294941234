#pragma once

#include <QProxyStyle>

namespace fusewright {

/// Qt's Fusion style with frames around fields, check boxes and round buttons that can be seen on dark ground too:
/// Fusion draws them a shade darker than the window, everywhere where there are any: menus, lists, trees, panels.
class WindowStyle : public QProxyStyle {
  Q_OBJECT

 public:
  WindowStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;
};

}  // namespace fusewright
