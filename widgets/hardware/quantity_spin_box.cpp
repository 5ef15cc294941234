#include "widgets/hardware/quantity_spin_box.h"

#include <cmath>
#include <optional>

#include <QKeyEvent>
#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QWheelEvent>

#include "widgets/common/parse_quantity.h"

namespace fusewright {
namespace {

constexpr int kDecimals = 6;
/// Far beyond any sensible value: what is out of range is refused with a message, not changed silently.
constexpr double kUnbounded = 1e18;

}  // namespace

QuantitySpinBox::QuantitySpinBox(Form form, QWidget* parent) : QDoubleSpinBox(parent), form_(std::move(form)) {
  setKeyboardTracking(false);
  setFocusPolicy(Qt::StrongFocus);
  setDecimals(form_.integer ? 0 : kDecimals);
  setRange(-kUnbounded, kUnbounded);
  setSingleStep(form_.step);
  setAlignment(Qt::AlignRight);
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

std::optional<double> QuantitySpinBox::parsed(const QString& text) const {
  // What was typed may stand before the suffix: "512K MB".
  if (!suffix().isEmpty() && text.endsWith(suffix())) {
    if (const auto value = parseQuantity(text.chopped(suffix().size()), form_.unit)) return *value;
  }
  const auto value = parseQuantity(text, form_.unit);
  return value ? std::optional(*value) : std::nullopt;
}

double QuantitySpinBox::valueFromText(const QString& text) const {
  return parsed(text).value_or(value());
}

QValidator::State QuantitySpinBox::validate(QString& text, int&) const {
  return parsed(text) ? QValidator::Acceptable : QValidator::Intermediate;
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
