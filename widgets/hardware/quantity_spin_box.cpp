#include "widgets/hardware/quantity_spin_box.h"

#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QToolTip>
#include <QWheelEvent>

#include "widgets/common/parse_quantity.h"
#include "widgets/common/quantity_text.h"
#include "widgets/common/theme.h"

namespace fusewright {
namespace {

/// So many that rounding to them changes no number that is not nearly zero.
constexpr int kDecimals = 20;
/// Of a value after a step: what adding 0.1 again and again leaves behind them is not meant.
constexpr int kDigitsOfStep = 12;
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
  connect(lineEdit(), &QLineEdit::selectionChanged, this, &QuantitySpinBox::selectNumberOnly);
  connect(lineEdit(), &QLineEdit::cursorPositionChanged, this, &QuantitySpinBox::keepBeforeUnit);
  refresh();
}

QString QuantitySpinBox::textFromValue(double value) const {
  const NumberText text = quantityText(value, form_.unit);
  if (!inFocus_) return text.brief;
  const auto read = parseQuantity(text.brief, form_.unit);
  return read && *read == value ? text.brief : text.exact;
}

QString QuantitySpinBox::withoutUnit(const QString& text) const {
  const QString shown = textFromValue(value());
  const qsizetype blank = shown.lastIndexOf(QLatin1Char(' '));
  return blank > 0 && text.endsWith(shown.mid(blank)) ? text.left(text.size() - (shown.size() - blank)) : text;
}

Result<double> QuantitySpinBox::parsed(const QString& text) const {
  // What was typed may stand before the unit on show: "512K MB".
  auto value = parseQuantity(text, form_.unit, clockMHz_);
  return value ? value : parseQuantity(withoutUnit(text), form_.unit, clockMHz_);
}

double QuantitySpinBox::valueFromText(const QString& text) const {
  // Few digits that nobody touched stand for the value that they are of.
  if (text == textFromValue(value())) return value();
  return parsed(text).value_or(value());
}

QValidator::State QuantitySpinBox::validate(QString& text, int&) const {
  return parsed(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

void QuantitySpinBox::fixup(QString& text) const {
  const QString typed = withoutUnit(text).trimmed();
  // An empty field takes its value back. The base class writes that into the text after this call in any case.
  if (typed.isEmpty() || typed == form_.unit || typed == shownUnit(form_.unit)) return;
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
  const bool byFactors = form_.steps == StepKind::Logarithmic && value() > 0;
  const double next = byFactors ? value() * std::exp2(steps) : value() + steps * form_.step;
  setValue(QString::number(next, 'g', byFactors ? QLocale::FloatingPointShortest : kDigitsOfStep).toDouble());
  selectAll();
}

int QuantitySpinBox::widthFor(double value) const {
  const QFontMetrics metrics(font());
  QStyleOptionSpinBox option;
  initStyleOption(&option);
  // What the line edit keeps free on both sides, and its cursor.
  const int edges = 2 * metrics.averageCharWidth();
  const QSize text(metrics.horizontalAdvance(quantityText(value, form_.unit).brief) + edges, metrics.height());
  return style()->sizeFromContents(QStyle::CT_SpinBox, &option, text, this).width();
}

bool QuantitySpinBox::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && !complaint_.isEmpty()) {
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), complaint_, this);
    return true;
  }
  const bool takenOver = lineEdit()->text() == textFromValue(value());
  if (event->type() == QEvent::ShortcutOverride && takenOver) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
      event->ignore();
      return true;
    }
  }
  return QDoubleSpinBox::event(event);
}

void QuantitySpinBox::refresh() {
  // As the base class shows a value: nothing was typed.
  const QSignalBlocker quiet(lineEdit());
  lineEdit()->setText(textFromValue(value()));
}

void QuantitySpinBox::selectNumberOnly() {
  const QString text = lineEdit()->text();
  const qsizetype number = withoutUnit(text).size();
  if (number == 0 || number == text.size() || lineEdit()->selectedText() != text) return;
  lineEdit()->setSelection(0, static_cast<int>(number));
}

void QuantitySpinBox::keepBeforeUnit() {
  const QString text = lineEdit()->text();
  const qsizetype number = withoutUnit(text).size();
  const bool atEnd = lineEdit()->cursorPosition() == text.size() && !lineEdit()->hasSelectedText();
  if (atEnd && number > 0 && text == textFromValue(value())) lineEdit()->setCursorPosition(static_cast<int>(number));
}

void QuantitySpinBox::focusInEvent(QFocusEvent* event) {
  inFocus_ = true;
  if (complaint_.isEmpty()) refresh();
  QDoubleSpinBox::focusInEvent(event);
}

void QuantitySpinBox::focusOutEvent(QFocusEvent* event) {
  QDoubleSpinBox::focusOutEvent(event);
  inFocus_ = false;
  if (complaint_.isEmpty()) refresh();
}

void QuantitySpinBox::wheelEvent(QWheelEvent* event) {
  if (hasFocus()) {
    QDoubleSpinBox::wheelEvent(event);
  } else {
    event->ignore();
  }
}

}  // namespace fusewright
