// The mouse and the keys of TimeView; its painting and state are in time_view.cpp.
#include <algorithm>
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
  const bool zooms = overRuler || navigator_.wheelUse() == WheelUse::Zooms;
  if (event->modifiers().testFlag(Qt::ControlModifier) || (zooms && event->modifiers() == Qt::NoModifier)) {
    navigator_.zoomAt(axis().toCycle(event->position().x()), std::pow(kZoomPerNotch, notches));
  } else if (event->modifiers().testFlag(Qt::ShiftModifier) || delta.y() == 0) {
    navigator_.panBy(-notches * kPanPerNotch * navigator_.shownLength());
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
              : isOnPlayhead(event->position())         ? Drag::Playhead
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
    navigator_.showBeside(pannedFrom_, shift);
  } else if (drag_ == Drag::Playhead) {
    dragPlayhead(position);
  } else if (drag_ == Drag::Mark || drag_ == Drag::ZoomTo) {
    lastPosition_ = position;
    update();
  }
  const QRectF plot = plotArea();
  const bool inside = position.x() >= plot.left() && position.x() <= plot.right();
  navigator_.setCursor(inside ? std::optional(axis().toCycle(position.x())) : std::nullopt);
  if (drag_ != Drag::None) return;
  if (isOnPlayhead(position)) {
    setCursor(Qt::SizeHorCursor);
  } else {
    unsetCursor();
  }
  hoveredAt(position);
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

bool TimeView::isOnPlayhead(QPointF position) const {
  constexpr double kReach = 6;
  return navigator_.playhead() && position.y() < kRulerHeight &&
         std::abs(axis().toPixel(*navigator_.playhead()) - position.x()) <= kReach;
}

void TimeView::dragPlayhead(QPointF position) {
  if (drag_ == Drag::None && position.x() < plotArea().left()) return;  // a click beside the ruler
  navigator_.setPlayhead(std::clamp(std::round(axis().toCycle(position.x())), 0.0, navigator_.span()));
}

void TimeView::markAtCursor(bool temporary) {
  if (navigator_.cursor()) navigator_.addMark({.cycle = std::round(*navigator_.cursor()), .temporary = temporary});
}

void TimeView::perform(TimeAction action, double strength) {
  const TimeRange visible = navigator_.visible();
  const double middle = navigator_.cursor().value_or((visible.from + visible.to) / 2);
  switch (action) {
    case TimeAction::ZoomIn:
      return navigator_.zoomAt(middle, std::pow(kKeyZoom, strength));
    case TimeAction::ZoomOut:
      return navigator_.zoomAt(middle, std::pow(kKeyZoom, -strength));
    case TimeAction::PanLeft:
      return navigator_.panBy(-kKeyPan * strength * navigator_.shownLength());
    case TimeAction::PanRight:
      return navigator_.panBy(kKeyPan * strength * navigator_.shownLength());
    case TimeAction::Fit:
      return fitSelection();
    case TimeAction::ShowAll:
      return navigator_.showAll();
    case TimeAction::NextTile:
      return stepSelection(Step::NextTile);
    case TimeAction::PreviousTile:
      return stepSelection(Step::PreviousTile);
    case TimeAction::Producer:
      return stepSelection(Step::Producer);
    case TimeAction::Consumer:
      return stepSelection(Step::Consumer);
    case TimeAction::NextEdge:
      return stepSelection(Step::OtherConsumer);
    case TimeAction::PreviousEdge:
      return stepSelection(Step::OtherProducer);
    case TimeAction::MarkHere:
      return markAtCursor(true);
    case TimeAction::KeepMark:
      return markAtCursor(false);
    case TimeAction::SelectionToRange:
      if (const auto range = selectedRange()) navigator_.mark(range);
      return;
    case TimeAction::Back:
      return navigator_.goBack();
    case TimeAction::Forward:
      return navigator_.goForward();
    case TimeAction::Find:
      Q_EMIT findRequested();
      return;
    case TimeAction::PlayheadHere:
      return navigator_.setPlayhead(navigator_.cursor() ? std::optional(std::round(*navigator_.cursor()))
                                                        : std::nullopt);
    case TimeAction::PlayheadBack:
      return navigator_.askPlayhead(PlayheadMove::Back);
    case TimeAction::PlayheadOn:
      return navigator_.askPlayhead(PlayheadMove::On);
    case TimeAction::Play:
      return navigator_.askPlayhead(PlayheadMove::Play);
  }
}

void TimeView::keyPressEvent(QKeyEvent* event) {
  const double strength = event->modifiers().testFlag(Qt::ShiftModifier) ? kShiftFactor : 1;
  const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
  if (const auto action = navigator_.keys().actionFor(*event)) {
    perform(*action, strength);
  } else if (plain && event->key() >= Qt::Key_1 && event->key() <= Qt::Key_9) {
    navigator_.goToMark(static_cast<std::size_t>(event->key() - Qt::Key_0));
  } else if (plain && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
    scrollRows(event->key() == Qt::Key_Up ? -40 : 40);
  } else if (event->key() == Qt::Key_Escape) {
    cancelInnermost();
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace fusewright
