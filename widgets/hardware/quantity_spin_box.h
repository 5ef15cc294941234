#pragma once

#include <optional>

#include <QDoubleSpinBox>

namespace fusewright {

/// How the arrows of a spin box and a slider move: by equal steps, or by factors.
enum class StepKind { Linear, Logarithmic };

/// A spin box for a number with a unit. It reads "512K", "0.5 MiB", "2e9" and "1.2 GHz" (parseQuantity) and tells of a
/// change on Enter, on leaving it or by its arrows. Without the focus it leaves the wheel to the panel it lies in.
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

  [[nodiscard]] QString textFromValue(double value) const override;
  [[nodiscard]] double valueFromText(const QString& text) const override;
  [[nodiscard]] QValidator::State validate(QString& text, int& position) const override;
  void stepBy(int steps) override;
  /// The width in which `value` and its unit can be read whole.
  [[nodiscard]] int widthFor(double value) const;

 protected:
  void wheelEvent(QWheelEvent* event) override;
  /// Leaves Undo and Redo to the window unless something typed has not been taken over yet.
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] std::optional<double> parsed(const QString& text) const;

  Form form_;
};

}  // namespace fusewright
