#include "app/explorer/whats_this.h"

#include <QApplication>
#include <QHelpEvent>
#include <QWhatsThis>

namespace fusewright {

WhatsThisTips::WhatsThisTips(QWidget& window) : QObject(&window) {
  qApp->installEventFilter(this);
}

bool WhatsThisTips::eventFilter(QObject* watched, QEvent* event) {
  const bool asks = event->type() == QEvent::QueryWhatsThis || event->type() == QEvent::WhatsThis;
  const auto* widget = asks ? qobject_cast<const QWidget*>(watched) : nullptr;
  if (widget == nullptr || !widget->whatsThis().isEmpty() || widget->toolTip().isEmpty())
    return QObject::eventFilter(watched, event);
  if (event->type() == QEvent::QueryWhatsThis) {
    event->accept();
  } else {
    QWhatsThis::showText(static_cast<QHelpEvent*>(event)->globalPos(), widget->toolTip());
  }
  return true;
}

}  // namespace fusewright
