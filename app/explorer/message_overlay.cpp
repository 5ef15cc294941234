#include "app/explorer/message_overlay.h"

#include <algorithm>

#include <QAccessible>
#include <QEvent>

namespace fusewright {

MessageOverlay::MessageOverlay(QMainWindow& window) : QObject(&window), window_(window) {
  window_.installEventFilter(this);
}

void MessageOverlay::take(QFrame& message) {
  message.setParent(&window_);
  message.hide();
  message.installEventFilter(this);
  messages_.push_back(&message);
}

void MessageOverlay::bringUp(QFrame& message) {
  place();
  message.raise();
  QAccessibleEvent alert(&message, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

bool MessageOverlay::eventFilter(QObject* watched, QEvent* event) {
  const bool isResized = watched == &window_ && event->type() == QEvent::Resize;
  // Its text may have grown, as by its details.
  const bool isOther = watched != &window_ && event->type() == QEvent::LayoutRequest;
  if (isResized || isOther) place();
  return QObject::eventFilter(watched, event);
}

void MessageOverlay::place() {
  // What they hide is the status bar first: the tabs of docks lie right above that.
  int bottom = window_.height();
  const int width = window_.width();
  for (QFrame* message : messages_) {
    if (message->isHidden()) continue;
    const int height = message->hasHeightForWidth() ? message->heightForWidth(width) : message->sizeHint().height();
    bottom -= height;
    message->setGeometry(0, bottom, width, height);
  }
}

}  // namespace fusewright
