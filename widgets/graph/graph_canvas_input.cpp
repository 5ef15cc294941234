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
constexpr int kEdgeInterval = 30;  ///< milliseconds

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
  if (dragged_) dragOver(dragged_->cursor);
  event->accept();
}

void GraphCanvas::mousePressEvent(QMouseEvent* event) {
  if (gesture_ != Gesture::None) return;
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
    QWidget::mousePressEvent(event);
    return;
  }
  gesture_ = Gesture::Pressed;
  button_ = event->button();
  pressedAt_ = lastPosition_ = event->position();
}

void GraphCanvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = event->position();
  if (gesture_ == Gesture::None) {
    hover(boxUnder(position), event->globalPosition().toPoint());
    return;
  }
  const double far = QApplication::startDragDistance() / 2.0;
  if (gesture_ == Gesture::Pressed && (position - pressedAt_).manhattanLength() >= far) beginDrag();
  if (gesture_ == Gesture::Panning) panBy(position - lastPosition_);
  if (gesture_ == Gesture::Dragging) dragOver(position);
  lastPosition_ = position;
}

/// A box is dragged with the left button; all else pans.
void GraphCanvas::beginDrag() {
  hover({}, {});
  const auto box = button_ == Qt::LeftButton ? boxUnder(pressedAt_) : std::nullopt;
  if (box && drag_.canStart && drag_.canStart(*box)) {
    gesture_ = Gesture::Dragging;
    dragged_ = DraggedBox{.box = *box, .cursor = pressedAt_, .over = {}};
    edgeTimer_.start(kEdgeInterval, this);
  } else {
    gesture_ = Gesture::Panning;
    setCursor(Qt::ClosedHandCursor);
  }
}

void GraphCanvas::dragOver(QPointF position) {
  dragged_->cursor = position;
  dragged_->over =
      QRectF(rect()).contains(position) ? drag_.over(dragged_->box, camera_.toScene(position)) : std::nullopt;
  const bool refused = dragged_->over && !dragged_->over->possible;
  setCursor(!dragged_->over ? Qt::ClosedHandCursor : refused ? Qt::ForbiddenCursor : Qt::DragMoveCursor);
  update();
}

void GraphCanvas::judgeDragAgain() {
  if (dragged_) dragOver(dragged_->cursor);
}

void GraphCanvas::timerEvent(QTimerEvent* event) {
  if (event->timerId() != edgeTimer_.timerId() || !dragged_) {
    QWidget::timerEvent(event);
    return;
  }
  const QPointF shift = shiftAtEdge(dragged_->cursor, QRectF(rect()), fontMetrics().height());
  // Who takes a box up at the edge has to move first.
  if (shift.isNull() || (dragged_->cursor - pressedAt_).manhattanLength() < 2 * fontMetrics().height()) return;
  panBy(shift);
  dragOver(dragged_->cursor);
}

void GraphCanvas::cancelDrag() {
  if (gesture_ != Gesture::Dragging) return;
  endGesture();
  gesture_ = Gesture::GivenUp;
}

void GraphCanvas::endGesture() {
  gesture_ = Gesture::None;
  dragged_.reset();
  edgeTimer_.stop();
  unsetCursor();
  update();
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != button_) return;
  const Gesture gesture = gesture_;
  const auto dragged = dragged_;
  endGesture();
  const QPointF position = event->position();
  if (gesture == Gesture::Pressed && button_ == Qt::LeftButton) Q_EMIT clicked(boxUnder(position));
  if (gesture == Gesture::Dragging && dragged->over && dragged->over->possible)
    Q_EMIT dropped(dragged->box, camera_.toScene(dragged->cursor));
}

/// Esc belongs to the drag as long as there is one, whatever else it is a shortcut of.
bool GraphCanvas::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && dragged_ && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
    event->accept();
  return QWidget::event(event);
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
  if (gesture_ == Gesture::Dragging) return;
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
    case Qt::Key_Escape:
      if (dragged_) {
        cancelDrag();
      } else {
        QWidget::keyPressEvent(event);
      }
      break;
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
