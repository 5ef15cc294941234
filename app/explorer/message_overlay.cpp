#include "app/explorer/message_overlay.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QStatusBar>

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
  const int margin = window_.fontMetrics().averageCharWidth();
  const int width = window_.width() - 2 * margin;
  const int foot = window_.statusBar()->isVisible() ? window_.statusBar()->geometry().top() : window_.height();
  const int height = banner_.hasHeightForWidth() ? banner_.heightForWidth(width) : banner_.sizeHint().height();
  banner_.setGeometry(margin, foot - height - margin, width, height);
}

}  // namespace fusewright
