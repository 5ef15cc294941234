#pragma once

#include <optional>

#include <QDoubleSpinBox>

#include "core/base/result.h"

namespace fusewright {

/// How the arrows of a spin box and a slider move: by equal steps, or by factors.
enum class StepKind { Linear, Logarithmic };

/// A spin box for a number with a unit. It reads "512K", "0.5 MiB", "2e9" and "1.2 GHz" (parseQuantity) and tells of a
/// change on Enter, on leaving it or by its arrows. Without the focus it shows few digits in a fitting unit
/// (quantityText: "320 Gbits/cycle"); with it, all digits of a value that these would round. A number typed in front of
/// the unit on show is in that unit, one without any is in the field's own. What it does not understand stays as it
/// was typed, marked, with the reason in a tip at the field, until it is mended or given up by Escape. Without the
/// focus it leaves the wheel to the panel it lies in.
class QuantitySpinBox : public QDoubleSpinBox {
  Q_OBJECT

 public:
  /// How the number is shown and stepped.
  struct Form {
    QString unit;
    bool integer = false;
    StepKind steps = StepKind::Linear;
    double step = 1;  ///< of the arrows, if linear
  };

  explicit QuantitySpinBox(Form form, QWidget* parent = nullptr);

  /// With the unit.
  [[nodiscard]] QString textFromValue(double value) const override;
  [[nodiscard]] double valueFromText(const QString& text) const override;
  [[nodiscard]] QValidator::State validate(QString& text, int& position) const override;
  void stepBy(int steps) override;
  /// The width in which `value` and its unit can be read whole while the field does not have the focus.
  [[nodiscard]] int widthFor(double value) const;
  void fixup(QString& text) const override;
  /// The clock by which "16 GB/s" becomes bits per cycle; without one it does not.
  void setClock(std::optional<double> clockMHz) { clockMHz_ = clockMHz; }
  /// What was typed last and not understood, and why; empty if all was.
  [[nodiscard]] QString complaint() const { return complaint_; }

 protected:
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  /// Leaves Undo and Redo to the window unless something typed has not been taken over yet.
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  [[nodiscard]] Result<double> parsed(const QString& text) const;
  /// What stands in front of the unit on show; all of `text` if it does not end so.
  [[nodiscard]] QString withoutUnit(const QString& text) const;
  /// Shows the value anew, without a change of it.
  void refresh();
  /// Keeps the unit out of a selection of everything, so that typing over it leaves the unit in sight.
  void selectNumberOnly();
  /// Keeps the cursor from the place behind the unit while nothing was typed: digits belong before it.
  void keepBeforeUnit();
  /// Puts back what was typed, which the base class replaced by the value, and says what is wrong with it.
  void complain(const QString& typed);
  void withdrawComplaint();

  Form form_;
  std::optional<double> clockMHz_;
  QString complaint_;
  bool inFocus_ = false;  ///< until what was typed is taken over, too, when the focus leaves
};

}  // namespace fusewright
