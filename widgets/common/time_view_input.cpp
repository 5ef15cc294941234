// The mouse and the keys of TimeView; its painting and state are in time_view.cpp.
#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "widgets/common/time_view.h"

namespace fusewright {
namespace {

constexpr double kWheelNotch = 120;
constexpr double kZoomPerNotch = 0.8;
constexpr double kPanPerNotch = 0.1;
constexpr double kKeyZoom = 0.7;
constexpr double kKeyPan = 0.1;
constexpr double kShiftFactor = 4;

}  // namespace

void TimeView::wheelEvent(QWheelEvent* event) {
  const QPoint delta = event->angleDelta();
  const double notches = (delta.y() != 0 ? delta.y() : delta.x()) / kWheelNotch;
  const bool overRuler = event->position().y() < kRulerHeight;
  if (event->modifiers().testFlag(Qt::ControlModifier) || (overRuler && event->modifiers() == Qt::NoModifier)) {
    navigator_.zoomAt(axis().toCycle(event->position().x()), std::pow(kZoomPerNotch, notches));
  } else if (event->modifiers().testFlag(Qt::ShiftModifier) || delta.y() == 0) {
    navigator_.panBy(-notches * kPanPerNotch * navigator_.visible().length());
  } else {
    scrollRows(-notches * 40);
  }
  event->accept();
}

void TimeView::mousePressEvent(QMouseEvent* event) {
  const bool ruler = event->position().y() < kRulerHeight;
  const auto keys = event->modifiers();
  if (event->button() == Qt::LeftButton) {
    wanted_ = keys.testFlag(Qt::ShiftModifier)          ? Drag::Pan
              : keys.testFlag(Qt::AltModifier) || ruler ? Drag::ZoomTo
                                                        : Drag::Mark;
  } else if (event->button() == Qt::MiddleButton) {
    wanted_ = Drag::Pan;
  } else {
    QWidget::mousePressEvent(event);
    return;
  }
  pressedAt_ = lastPosition_ = event->position();
  drag_ = Drag::Pressed;
}

void TimeView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = event->position();
  if (drag_ == Drag::Pressed && (position - pressedAt_).manhattanLength() >= QApplication::startDragDistance() / 2.0) {
    beginDrag(position);
  }
  if (drag_ == Drag::Pan) {
    const double shift = (pressedAt_.x() - position.x()) * axis().cyclesPerPixel();
    navigator_.show({pannedFrom_.from + shift, pannedFrom_.to + shift});
  } else if (drag_ == Drag::Mark || drag_ == Drag::ZoomTo) {
    lastPosition_ = position;
    update();
  }
  const QRectF plot = plotArea();
  const bool inside = position.x() >= plot.left() && position.x() <= plot.right();
  navigator_.setCursor(inside ? std::optional(axis().toCycle(position.x())) : std::nullopt);
  if (drag_ == Drag::None) hoveredAt(position);
}

void TimeView::mouseReleaseEvent(QMouseEvent* event) {
  if (drag_ != Drag::None) finishDrag(event->position());
}

void TimeView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) fitSelection();
}

void TimeView::leaveEvent(QEvent*) {
  navigator_.setCursor(std::nullopt);
  hoverLeft();
}

void TimeView::keyPressEvent(QKeyEvent* event) {
  const double strength = event->modifiers().testFlag(Qt::ShiftModifier) ? kShiftFactor : 1;
  const TimeRange visible = navigator_.visible();
  const double middle = navigator_.cursor().value_or((visible.from + visible.to) / 2);
  if ((event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != Qt::NoModifier) {
    QWidget::keyPressEvent(event);
    return;
  }
  switch (event->key()) {
    case Qt::Key_W:
      navigator_.zoomAt(middle, std::pow(kKeyZoom, strength));
      break;
    case Qt::Key_S:
      navigator_.zoomAt(middle, std::pow(kKeyZoom, -strength));
      break;
    case Qt::Key_A:
    case Qt::Key_Left:
      navigator_.panBy(-kKeyPan * strength * visible.length());
      break;
    case Qt::Key_D:
    case Qt::Key_Right:
      navigator_.panBy(kKeyPan * strength * visible.length());
      break;
    case Qt::Key_Up:
      scrollRows(-40);
      break;
    case Qt::Key_Down:
      scrollRows(40);
      break;
    case Qt::Key_F:
      fitSelection();
      break;
    case Qt::Key_Home:
    case Qt::Key_0:
      navigator_.showAll();
      break;
    case Qt::Key_Period:
      stepSelection(Step::NextTile);
      break;
    case Qt::Key_Comma:
      stepSelection(Step::PreviousTile);
      break;
    case Qt::Key_BracketLeft:
      stepSelection(Step::Producer);
      break;
    case Qt::Key_BracketRight:
      stepSelection(Step::Consumer);
      break;
    case Qt::Key_Escape:
      cancelInnermost();
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace fusewright
