#include "widgets/hardware/quantity_spin_box.h"

#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QToolTip>
#include <QWheelEvent>

#include "widgets/common/parse_quantity.h"
#include "widgets/common/theme.h"

namespace fusewright {
namespace {

constexpr int kDecimals = 6;
/// Far beyond any sensible value: what is out of range is refused with a message, not changed silently.
constexpr double kUnbounded = 1e300;

}  // namespace

QuantitySpinBox::QuantitySpinBox(Form form, QWidget* parent) : QDoubleSpinBox(parent), form_(std::move(form)) {
  setKeyboardTracking(false);
  setFocusPolicy(Qt::StrongFocus);
  setDecimals(form_.integer ? 0 : kDecimals);
  setRange(-kUnbounded, kUnbounded);
  setSingleStep(form_.step);
  setAlignment(Qt::AlignRight);
  connect(lineEdit(), &QLineEdit::textChanged, this, [this](const QString& text) {
    if (parsed(text)) withdrawComplaint();
  });
  setGroupSeparatorShown(true);
  if (!form_.unit.isEmpty()) setSuffix(QLatin1Char(' ') + form_.unit);
}

QString QuantitySpinBox::textFromValue(double value) const {
  // No trailing zeros: 24, 0.5, 1.333333.
  const double scale = std::pow(10.0, kDecimals);
  const double rounded = std::round(value * scale) / scale;
  int decimals = 0;
  double shown = rounded;
  while (decimals < kDecimals && std::abs(shown - std::round(shown)) > 1e-9 * std::max(1.0, std::abs(shown))) {
    shown *= 10;
    ++decimals;
  }
  return locale().toString(rounded, 'f', decimals);
}

QString QuantitySpinBox::withoutSuffix(const QString& text) const {
  return !suffix().isEmpty() && text.endsWith(suffix()) ? text.chopped(suffix().size()) : text;
}

Result<double> QuantitySpinBox::parsed(const QString& text) const {
  // What was typed may stand before the suffix: "512K MB".
  auto value = parseQuantity(withoutSuffix(text), form_.unit, clockMHz_);
  return value ? value : parseQuantity(text, form_.unit, clockMHz_);
}

double QuantitySpinBox::valueFromText(const QString& text) const {
  return parsed(text).value_or(value());
}

QValidator::State QuantitySpinBox::validate(QString& text, int&) const {
  return parsed(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

void QuantitySpinBox::fixup(QString& text) const {
  const QString typed = withoutSuffix(text).trimmed();
  // An empty field takes its value back. The base class writes that into the text after this call in any case.
  if (typed.isEmpty() || typed == form_.unit) return;
  auto* self = const_cast<QuantitySpinBox*>(this);
  QMetaObject::invokeMethod(
      self, [self, typed] { self->complain(typed); }, Qt::QueuedConnection);
}

void QuantitySpinBox::complain(const QString& typed) {
  const auto read = parseQuantity(typed, form_.unit, clockMHz_);
  if (read) return;
  const QString reason = QString::fromStdString(message(read.error()));
  const bool isNew = reason != complaint_;
  complaint_ = reason;
  lineEdit()->setText(typed);
  setAccessibleDescription(reason);
  QPalette colours = palette();
  colours.setColor(QPalette::Text, themeOf(colours).danger);
  lineEdit()->setPalette(colours);
  if (isNew) QToolTip::showText(mapToGlobal(QPoint(0, height())), reason, this);
}

void QuantitySpinBox::withdrawComplaint() {
  if (complaint_.isEmpty()) return;
  complaint_.clear();
  setAccessibleDescription({});
  lineEdit()->setPalette({});
}

void QuantitySpinBox::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && !complaint_.isEmpty()) {
    withdrawComplaint();
    setValue(value());
    selectAll();
    return;
  }
  QDoubleSpinBox::keyPressEvent(event);
}

void QuantitySpinBox::stepBy(int steps) {
  if (form_.steps == StepKind::Linear || value() <= 0) {
    QDoubleSpinBox::stepBy(steps);
    return;
  }
  setValue(value() * std::exp2(steps));
  selectAll();
}

int QuantitySpinBox::widthFor(double value) const {
  const QFontMetrics metrics(font());
  QStyleOptionSpinBox option;
  initStyleOption(&option);
  // What the line edit keeps free on both sides, and its cursor.
  const int edges = 2 * metrics.averageCharWidth();
  const QSize text(metrics.horizontalAdvance(textFromValue(value) + suffix()) + edges, metrics.height());
  return style()->sizeFromContents(QStyle::CT_SpinBox, &option, text, this).width();
}

bool QuantitySpinBox::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && !complaint_.isEmpty()) {
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), complaint_, this);
    return true;
  }
  const bool takenOver = lineEdit()->text() == textFromValue(value()) + suffix();
  if (event->type() == QEvent::ShortcutOverride && takenOver) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
      event->ignore();
      return true;
    }
  }
  return QDoubleSpinBox::event(event);
}

void QuantitySpinBox::wheelEvent(QWheelEvent* event) {
  if (hasFocus()) {
    QDoubleSpinBox::wheelEvent(event);
  } else {
    event->ignore();
  }
}

}  // namespace fusewright
