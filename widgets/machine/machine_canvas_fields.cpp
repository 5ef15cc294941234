#include <algorithm>
#include <optional>
#include <utility>

#include "core/hardware/machine_change.h"
#include "core/hardware/parameters.h"
#include "widgets/common/parse_quantity.h"
#include "widgets/common/quantity_text.h"
#include "widgets/common/table_text.h"
#include "widgets/machine/machine_canvas.h"

// Editing in place.
namespace fusewright {
namespace {

/// A parameter's value in the unit that the diagram shows it in, as exact as a field can be: "512 KiB" for 4194304
/// bits.
QString textToEdit(const Parameter& parameter, const QString& shown) {
  const QString unit = QString::fromStdString(parameter.unit);
  const QString shownUnit = shown.section(QLatin1Char(' '), 1).trimmed();
  const auto one = shownUnit.isEmpty() ? Result<double>(0) : parseQuantity(QLatin1String("1 ") + shownUnit, unit);
  if (!one || *one <= 0) return QStringLiteral("%1 %2").arg(plainNumber(parameter.value), unit).trimmed();
  return QStringLiteral("%1 %2").arg(plainNumber(parameter.value / *one), shownUnit);
}

}  // namespace

void MachineCanvas::closeField() {
  if (field_ == nullptr) return;
  MachineField* field = std::exchange(field_, nullptr);
  const bool hadFocus = field->hasFocus();
  field->disconnect(this);
  field->putAway();
  if (hadFocus) setFocus();
}

MachineField* MachineCanvas::makeField(const QRectF& box, const QString& text, const QString& name) {
  closeField();
  field_ = new MachineField(text, this);
  field_->setAccessibleName(name);
  const QRectF place(box.topLeft() * zoom_, box.size() * zoom_);
  const int width = std::max(static_cast<int>(place.width()), fontMetrics().averageCharWidth() * 16);
  field_->setGeometry(static_cast<int>(place.left()), static_cast<int>(place.top()), width,
                      std::max(static_cast<int>(place.height()), field_->sizeHint().height()));
  field_->selectAll();
  field_->show();
  field_->setFocus();
  connect(field_, &MachineField::givenUp, this, &MachineCanvas::closeField);
  return field_;
}

void MachineCanvas::rename() {
  const auto name = chosen_ ? nameOf(picture_, *chosen_) : std::nullopt;
  if (name) openName(*name);
}

void MachineCanvas::openName(const MachineName& name) {
  const auto* core = std::get_if<CoreId>(&name.part);
  auto* field = makeField(name.box, name.text, core != nullptr ? tr("Name of the core") : tr("Name of the link"));
  connect(field, &MachineField::entered, this, [this, name](const QString& typed) {
    if (typed == name.text) {
      closeField();
      return;
    }
    const auto* named = std::get_if<CoreId>(&name.part);
    const MachineChange change =
        named != nullptr ? MachineChange(RenameCore{.core = *named, .name = typed.toStdString()})
                         : MachineChange(RenameLink{.link = std::get<LinkId>(name.part), .name = typed.toStdString()});
    if (const auto changed = withChange(*accelerator_, change); !changed) {
      field_->complain(QString::fromStdString(message(changed.error())));
      return;
    }
    closeField();
    Q_EMIT renamed(change);
  });
}

void MachineCanvas::openValue(const MachineValue& value) {
  const auto parameters = parametersOf(*accelerator_);
  const auto parameter = std::ranges::find(parameters, value.parameter, &Parameter::id);
  if (parameter == parameters.end()) return;
  const QString present =
      parameter->text ? QString::fromStdString(*parameter->text) : textToEdit(*parameter, value.text);
  auto* field = makeField(value.box, present, QString::fromStdString(parameter->label));
  field->setToolTip(QStringLiteral("%1\n%2").arg(
      QString::fromStdString(parameter->meaning),
      tr("Range: %1").arg(rangeText(parameter->minimum, parameter->maximum, QString::fromStdString(parameter->unit)))));
  connect(field, &MachineField::entered, this,
          [this, known = *parameter](const QString& typed) { takeValue(known, typed); });
}

void MachineCanvas::takeValue(const Parameter& parameter, const QString& typed) {
  QString value = typed;
  std::optional<Error> fault;
  if (!parameter.text) {
    const auto number = parseQuantity(typed, QString::fromStdString(parameter.unit), accelerator_->frequencyMHz);
    if (number) value = plainNumber(*number);
    if (!number) fault = number.error();
  }
  if (!fault)
    if (const auto changed = withParameter(*accelerator_, parameter.id, value.toStdString()); !changed)
      fault = changed.error();
  if (fault) {
    field_->complain(QString::fromStdString(message(*fault)));
    return;
  }
  // The field goes first: what follows changes the hardware that it belongs to.
  closeField();
  Q_EMIT valueEdited(parameter.id, value);
}

}  // namespace fusewright
