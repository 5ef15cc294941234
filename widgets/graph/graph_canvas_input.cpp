// The mouse and the keys of GraphCanvas; its painting and state are in graph_canvas.cpp.
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "widgets/graph/graph_canvas.h"

namespace fusewright {
namespace {

constexpr double kWheelNotch = 120;
constexpr double kZoomPerNotch = 1.2;
constexpr double kPixelsPerNotch = 80;
constexpr double kKeyZoom = 1.35;
constexpr double kKeyPan = 60;
constexpr double kShiftFactor = 4;

}  // namespace

void GraphCanvas::wheelEvent(QWheelEvent* event) {
  const QPoint delta = event->angleDelta();
  if (event->modifiers().testFlag(Qt::ShiftModifier) || delta.y() == 0) {
    const double notches = (delta.y() != 0 ? delta.y() : delta.x()) / kWheelNotch;
    const bool wide = scene_ && scene_->size.width() > scene_->size.height();
    panBy(wide ? QPointF(notches * kPixelsPerNotch, 0) : QPointF(0, notches * kPixelsPerNotch));
  } else {
    setCamera(camera_.zoomedAt(event->position(), std::pow(kZoomPerNotch, delta.y() / kWheelNotch)));
  }
  event->accept();
}

void GraphCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
    QWidget::mousePressEvent(event);
    return;
  }
  pressedAt_ = lastPosition_ = event->position();
  dragging_ = false;
}

void GraphCanvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = event->position();
  if (!pressedAt_) {
    hover(boxUnder(position), event->globalPosition().toPoint());
    return;
  }
  if (!dragging_ && (position - *pressedAt_).manhattanLength() >= QApplication::startDragDistance() / 2.0) {
    dragging_ = true;
    setCursor(Qt::ClosedHandCursor);
    hover({}, {});
  }
  if (dragging_) panBy(position - lastPosition_);
  lastPosition_ = position;
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent* event) {
  const bool wasClick = pressedAt_ && !dragging_ && event->button() == Qt::LeftButton;
  pressedAt_.reset();
  dragging_ = false;
  unsetCursor();
  if (wasClick) Q_EMIT clicked(boxUnder(event->position()));
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (const auto box = boxUnder(event->position())) {
    Q_EMIT activated(*box);
  } else {
    fitAll();
  }
}

void GraphCanvas::leaveEvent(QEvent*) {
  hover({}, {});
}

void GraphCanvas::contextMenuEvent(QContextMenuEvent* event) {
  const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
  Q_EMIT menuRequested(event->globalPos(), byMouse ? boxUnder(event->pos()) : emphasis_.selected);
}

void GraphCanvas::keyPressEvent(QKeyEvent* event) {
  if ((event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != Qt::NoModifier) {
    QWidget::keyPressEvent(event);
    return;
  }
  const double strength = event->modifiers().testFlag(Qt::ShiftModifier) ? kShiftFactor : 1;
  switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      setCamera(camera_.zoomedAt(middle(), std::pow(kKeyZoom, strength)));
      break;
    case Qt::Key_S:
    case Qt::Key_Minus:
      setCamera(camera_.zoomedAt(middle(), std::pow(kKeyZoom, -strength)));
      break;
    case Qt::Key_A:
    case Qt::Key_Left:
      panBy({kKeyPan * strength, 0});
      break;
    case Qt::Key_D:
    case Qt::Key_Right:
      panBy({-kKeyPan * strength, 0});
      break;
    case Qt::Key_Up:
      panBy({0, kKeyPan * strength});
      break;
    case Qt::Key_Down:
      panBy({0, -kKeyPan * strength});
      break;
    case Qt::Key_F:
      fitSelection();
      break;
    case Qt::Key_Home:
    case Qt::Key_0:
      fitAll();
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace fusewright
