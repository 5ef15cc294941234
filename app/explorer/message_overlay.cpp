#include "app/explorer/message_overlay.h"

#include <QAccessible>
#include <QEvent>

namespace fusewright {

MessageOverlay::MessageOverlay(Banner& banner, QMainWindow& window)
    : QObject(&window), banner_(banner), window_(window) {
  banner_.setParent(&window_);
  banner_.hide();
  window_.installEventFilter(this);
  banner_.installEventFilter(this);
  connect(&banner_, &Banner::shown, this, [this] {
    place();
    banner_.raise();
    QAccessibleEvent alert(&banner_, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
  });
}

bool MessageOverlay::eventFilter(QObject* watched, QEvent* event) {
  const bool isResized = watched == &window_ && event->type() == QEvent::Resize;
  // Its text may have grown, as by its details.
  const bool isOther = watched == &banner_ && event->type() == QEvent::LayoutRequest;
  if ((isResized || isOther) && banner_.isVisible()) place();
  return QObject::eventFilter(watched, event);
}

void MessageOverlay::place() {
  // What it hides is the status bar first: the tabs of docks lie right above that.
  const int width = window_.width();
  const int height = banner_.hasHeightForWidth() ? banner_.heightForWidth(width) : banner_.sizeHint().height();
  banner_.setGeometry(0, window_.height() - height, width, height);
}

}  // namespace fusewright
