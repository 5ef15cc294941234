#include "widgets/machine/machine_canvas.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "core/hardware/parameters.h"
#include "widgets/machine/machine_paint.h"

namespace fusewright {
namespace {

constexpr double kSmallest = 0.2;
constexpr double kLargest = 3;
/// What fits no larger than that is scrolled, unless one asks to see all of it.
constexpr double kReadable = 0.7;
constexpr double kZoomStep = 1.1;

}  // namespace

MachineCanvas::MachineCanvas(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Block diagram of the accelerator"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
}

DrawStyle MachineCanvas::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

void MachineCanvas::setAccelerator(std::shared_ptr<const Accelerator> accelerator) {
  closeField();
  const auto added = accelerator_ ? addedPart(*accelerator_, *accelerator) : std::nullopt;
  accelerator_ = std::move(accelerator);
  layOut();
  const auto parts = partsOf(picture_);
  if (chosen_ && std::ranges::find(parts, *chosen_) == parts.end()) choose(std::nullopt);
  if (!added) return;
  choose(added);
  Q_EMIT partAdded(*added);
}

void MachineCanvas::layOut() {
  if (!accelerator_) return;
  picture_ = layOutMachine(*accelerator_, machineSizes(style()));
  applyZoom();
}

void MachineCanvas::applyZoom() {
  if (sizing_ != Sizing::Free && !room_.isEmpty() && !picture_.size.isEmpty()) {
    const double fitting = std::min(room_.width() / picture_.size.width(), room_.height() / picture_.size.height());
    zoom_ = std::clamp(fitting, sizing_ == Sizing::Whole ? kSmallest : kReadable, 1.0);
  }
  const QSizeF size = picture_.size * zoom_;
  // A pixel more than fits would bring scroll bars.
  setMinimumSize(static_cast<int>(size.width()), static_cast<int>(size.height()));
  if (!room_.isEmpty()) resize(minimumSize().expandedTo(room_));
  update();
}

void MachineCanvas::setRoom(QSize room) {
  if (room == room_) return;
  closeField();
  room_ = room;
  applyZoom();
}

void MachineCanvas::fit() {
  closeField();
  sizing_ = Sizing::Whole;
  applyZoom();
}

void MachineCanvas::setZoom(double zoom) {
  closeField();
  sizing_ = Sizing::Free;
  zoom_ = std::clamp(zoom, kSmallest, kLargest);
  applyZoom();
}

void MachineCanvas::choose(std::optional<MachinePart> part) {
  if (part == chosen_) return;
  chosen_ = std::move(part);
  nextValue_ = 0;
  update();
  Q_EMIT partChosen(chosen_);
}

void MachineCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle drawn = style();
  painter.fillRect(rect(), drawn.theme.background);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(zoom_, zoom_);
  paintMachine(painter, picture_, drawn, chosen_);
  paintDrag(painter);
}

void MachineCanvas::paintDrag(QPainter& painter) const {
  if (!dragFrom_) return;
  const QRectF& from = picture_.boxes[dragFrom_->index()].box;
  if (from.contains(dragAt_)) return;
  painter.setPen(QPen(style().theme.selection, 1.5, Qt::DashLine));
  painter.drawLine(from.center(), dragAt_);
}

void MachineCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const auto part = partAt(picture_, toPicture(event->position()));
  choose(part);
  if (part && std::holds_alternative<CoreId>(*part)) dragFrom_ = std::get<CoreId>(*part);
  dragAt_ = toPicture(event->position());
}

void MachineCanvas::mouseMoveEvent(QMouseEvent* event) {
  dragAt_ = toPicture(event->position());
  if (dragFrom_) {
    update();
    return;
  }
  setCursor(valueAt(picture_, dragAt_)  ? Qt::IBeamCursor
            : partAt(picture_, dragAt_) ? Qt::PointingHandCursor
                                        : Qt::ArrowCursor);
}

void MachineCanvas::mouseReleaseEvent(QMouseEvent* event) {
  const auto from = std::exchange(dragFrom_, std::nullopt);
  update();
  if (!from) return;
  const QPointF at = toPicture(event->position());
  const auto to = std::ranges::find_if(picture_.boxes, [&](const MachineBox& box) { return box.box.contains(at); });
  if (to != picture_.boxes.end() && to->core != *from) Q_EMIT linkDrawn(*from, to->core);
}

void MachineCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  dragFrom_.reset();
  const QPointF at = toPicture(event->position());
  if (const auto value = valueAt(picture_, at)) {
    openValue(*value);
    return;
  }
  if (const auto name = nameAt(picture_, at)) openName(*name);
}

void MachineCanvas::wheelEvent(QWheelEvent* event) {
  if (!(event->modifiers() & Qt::ControlModifier)) {
    event->ignore();
    return;
  }
  setZoom(zoom_ * std::pow(kZoomStep, event->angleDelta().y() / 120.0));
  event->accept();
}

void MachineCanvas::chooseNext(int steps) {
  const auto parts = partsOf(picture_);
  if (parts.empty()) return;
  const auto current = chosen_ ? std::ranges::find(parts, *chosen_) : parts.end();
  std::ptrdiff_t next = 0;
  if (current != parts.end())
    next =
        std::clamp<std::ptrdiff_t>(current - parts.begin() + steps, 0, static_cast<std::ptrdiff_t>(parts.size()) - 1);
  choose(parts[static_cast<std::size_t>(next)]);
}

void MachineCanvas::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
      chooseNext(1);
      break;
    case Qt::Key_Left:
    case Qt::Key_Up:
      chooseNext(-1);
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (chosen_) {
        const auto values = valuesOf(picture_, *chosen_);
        if (!values.empty()) openValue(values[nextValue_++ % values.size()]);
      }
      break;
    case Qt::Key_F2:
      rename();
      break;
    case Qt::Key_F:
      fit();
      break;
    case Qt::Key_Plus:
      setZoom(zoom_ * kZoomStep);
      break;
    case Qt::Key_Minus:
      setZoom(zoom_ / kZoomStep);
      break;
    case Qt::Key_Delete:
      Q_EMIT removeAsked();
      break;
    case Qt::Key_Escape:
      choose(std::nullopt);
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

void MachineCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) layOut();
  QWidget::changeEvent(event);
}

QString MachineCanvas::tipAt(QPointF position) const {
  if (const auto value = valueAt(picture_, position)) {
    const auto parameters = parametersOf(*accelerator_);
    const auto parameter = std::ranges::find(parameters, value->parameter, &Parameter::id);
    if (parameter == parameters.end()) return {};
    return QStringLiteral("<b>%1</b>: %2<br>%3<br>%4")
        .arg(QString::fromStdString(parameter->label).toHtmlEscaped(), value->text,
             QString::fromStdString(parameter->meaning).toHtmlEscaped(),
             tr("Double click to edit; <code>--set %1=…</code>")
                 .arg(QString::fromStdString(parameter->id).toHtmlEscaped()));
  }
  const auto name = nameAt(picture_, position);
  return name ? tr("<b>%1</b><br>Double click or F2 to rename").arg(name->text.toHtmlEscaped()) : QString();
}

bool MachineCanvas::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || !accelerator_) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString tip = tipAt(toPicture(help->pos()));
  if (tip.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(help->globalPos(), tip, this);
  return true;
}

}  // namespace fusewright
