#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPointer>

namespace fusewright {

/// A field over a number or name of a diagram. Return hands over what is in it, and Escape or another place for the
/// focus give it up; none of these keys reach the diagram below. What is refused stays in it, with the reason.
class MachineField : public QLineEdit {
  Q_OBJECT

 public:
  MachineField(const QString& text, QWidget* parent);
  ~MachineField() override;

  /// Hides it with its reason and deletes it later: what is called may come from it.
  void putAway();
  /// Says below the field why its text was refused, until the text changes.
  void complain(const QString& reason);
  [[nodiscard]] QString complaint() const { return reason_ ? reason_->text() : QString(); }

 Q_SIGNALS:
  void entered(const QString& text);
  void givenUp();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void withdrawComplaint();

  QPointer<QLabel> reason_;
};

}  // namespace fusewright
