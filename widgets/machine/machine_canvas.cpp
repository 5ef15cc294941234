#include "widgets/machine/machine_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "core/hardware/parameters.h"
#include "widgets/common/format.h"
#include "widgets/common/parse_quantity.h"
#include "widgets/common/table_text.h"
#include "widgets/machine/machine_paint.h"

namespace fusewright {
namespace {

constexpr double kSmallest = 0.4;
constexpr double kLargest = 3;

/// A parameter's value in the unit that the diagram shows it in, as exact as a field can be: "512 KB" for 4194304 bits.
QString textToEdit(const Parameter& parameter, const QString& shown) {
  const QString unit = QString::fromStdString(parameter.unit);
  const QString shownUnit = shown.section(QLatin1Char(' '), 1).trimmed();
  const auto one = shownUnit.isEmpty() ? Result<double>(0) : parseQuantity(QLatin1String("1 ") + shownUnit, unit);
  if (!one || *one <= 0) return QStringLiteral("%1 %2").arg(plainNumber(parameter.value), unit).trimmed();
  return QStringLiteral("%1 %2").arg(plainNumber(parameter.value / *one), shownUnit);
}

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
  accelerator_ = std::move(accelerator);
  layOut();
  const auto parts = partsOf(picture_);
  if (chosen_ && std::ranges::find(parts, *chosen_) == parts.end()) choose(std::nullopt);
}

void MachineCanvas::layOut() {
  if (!accelerator_) return;
  picture_ = layOutMachine(*accelerator_, machineSizes(style()));
  const QSizeF size = picture_.size * zoom_;
  setMinimumSize(size.toSize());
  update();
}

void MachineCanvas::setZoom(double zoom) {
  zoom_ = std::clamp(zoom, kSmallest, kLargest);
  layOut();
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
  for (const MachineBox& box : picture_.boxes)
    if (box.nameBox.contains(at)) openName(box);
}

void MachineCanvas::wheelEvent(QWheelEvent* event) {
  if (!(event->modifiers() & Qt::ControlModifier)) {
    event->ignore();
    return;
  }
  setZoom(zoom_ * std::pow(1.1, event->angleDelta().y() / 120.0));
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

void MachineCanvas::closeField() {
  if (field_ == nullptr) return;
  QLineEdit* field = std::exchange(field_, nullptr);
  const bool hadFocus = field->hasFocus();
  field->disconnect(this);
  field->removeEventFilter(this);
  field->hide();
  field->deleteLater();
  if (hadFocus) setFocus();
}

bool MachineCanvas::eventFilter(QObject* watched, QEvent* event) {
  if (watched != field_) return QWidget::eventFilter(watched, event);
  const bool left = event->type() == QEvent::FocusOut &&
                    static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason &&
                    static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason;
  const bool givenUp = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
  if (left || givenUp) closeField();
  return givenUp;
}

QLineEdit* MachineCanvas::makeField(const QRectF& box, const QString& text, const QString& name) {
  closeField();
  field_ = new QLineEdit(text, this);
  field_->setAccessibleName(name);
  const QRectF place(box.topLeft() * zoom_, box.size() * zoom_);
  const int width = std::max(static_cast<int>(place.width()), fontMetrics().averageCharWidth() * 16);
  field_->setGeometry(static_cast<int>(place.left()), static_cast<int>(place.top()), width,
                      std::max(static_cast<int>(place.height()), field_->sizeHint().height()));
  field_->selectAll();
  field_->show();
  field_->setFocus();
  field_->installEventFilter(this);
  return field_;
}

void MachineCanvas::openName(const MachineBox& box) {
  auto* field = makeField(box.nameBox, box.name, tr("Name of the core"));
  connect(field, &QLineEdit::returnPressed, this, [this, field, core = box.core] {
    const QString typed = field->text().trimmed();
    closeField();
    Q_EMIT nameEdited(core, typed);
  });
}

void MachineCanvas::openValue(const MachineValue& value) {
  const auto parameters = parametersOf(*accelerator_);
  const auto parameter = std::ranges::find(parameters, value.parameter, &Parameter::id);
  if (parameter == parameters.end()) return;
  const QString unit = QString::fromStdString(parameter->unit);
  const bool isText = parameter->text.has_value();
  const QString present = isText ? QString::fromStdString(*parameter->text) : textToEdit(*parameter, value.text);
  auto* field = makeField(value.box, present, QString::fromStdString(parameter->label));
  field->setToolTip(QStringLiteral("%1\n%2").arg(
      QString::fromStdString(parameter->meaning),
      tr("Range: %1 to %2 %3").arg(exactNumber(parameter->minimum), exactNumber(parameter->maximum), unit)));
  // The field goes first: what follows may change the hardware that it belongs to.
  connect(field, &QLineEdit::returnPressed, this,
          [this, field, isText, unit, id = value.parameter, clock = accelerator_->frequencyMHz] {
            const QString typed = field->text().trimmed();
            closeField();
            const auto number = isText ? Result<double>(0) : parseQuantity(typed, unit, clock);
            if (!number) {
              Q_EMIT refused(number.error());
            } else {
              Q_EMIT valueEdited(id, isText ? typed : plainNumber(*number));
            }
          });
}

bool MachineCanvas::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || !accelerator_) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto value = valueAt(picture_, toPicture(help->pos()));
  const auto parameters = value ? parametersOf(*accelerator_) : std::vector<Parameter>();
  const auto parameter = std::ranges::find(parameters, value ? value->parameter : std::string(), &Parameter::id);
  if (parameter == parameters.end()) {
    QToolTip::hideText();
    return true;
  }
  QToolTip::showText(help->globalPos(),
                     QStringLiteral("<b>%1</b>: %2<br>%3<br>%4")
                         .arg(QString::fromStdString(parameter->label).toHtmlEscaped(), value->text,
                              QString::fromStdString(parameter->meaning).toHtmlEscaped(),
                              tr("Double click to edit; <code>--set %1=…</code>")
                                  .arg(QString::fromStdString(parameter->id).toHtmlEscaped())),
                     this);
  return true;
}

}  // namespace fusewright
