#pragma once

#include <QFrame>
#include <QLabel>
#include <QToolButton>

#include "core/base/result.h"

namespace fusewright {

/// An error inside the window: the message, where it is and what to do about it, to be read, copied and put away. Never
/// modal.
class Banner : public QFrame {
  Q_OBJECT

 public:
  explicit Banner(QWidget* parent = nullptr);

  void showError(const Error& error);
  void dismiss();
  /// The message as a terminal would print it; empty while nothing is shown.
  [[nodiscard]] QString text() const { return text_; }

 Q_SIGNALS:
  void shown();
  void closed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  /// Escape puts the message away.
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QString text_;
  QLabel* message_;
  QLabel* details_;
  QToolButton* detailsButton_;
};

}  // namespace fusewright
