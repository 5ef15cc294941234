#pragma once

#include <functional>
#include <vector>

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace fusewright {

/// A question inside the window, with a button for each answer: nothing waits for it. A newer question takes the place
/// of an older one.
class OfferBar : public QFrame {
  Q_OBJECT

 public:
  struct Answer {
    QString text;
    QString tip;
    std::function<void()> run;
  };

  explicit OfferBar(QWidget* parent = nullptr);

  void offer(const QString& question, const std::vector<Answer>& answers);
  /// The same for what may well be passed over: the keyboard stays where it is.
  void hint(const QString& text, const std::vector<Answer>& answers);
  void dismiss();
  /// Empty while nothing is asked.
  [[nodiscard]] QString question() const { return isOpen_ ? message_->text() : QString(); }

 Q_SIGNALS:
  void shown();
  void closed();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void open(const QString& text, const std::vector<Answer>& answers);

  QLabel* message_;
  QHBoxLayout* buttons_;
  std::vector<QToolButton*> made_;
  bool isOpen_ = false;
};

}  // namespace fusewright
