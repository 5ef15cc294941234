#pragma once

#include <vector>

#include <QFrame>
#include <QMainWindow>
#include <QObject>

namespace fusewright {

/// Shows messages over the foot of a window, where its status bar is, the first of them lowest, so that a message moves
/// nothing that a pointer is on its way to. Their buttons come by Tab; a reader of the screen is told of them.
class MessageOverlay : public QObject {
  Q_OBJECT

 public:
  explicit MessageOverlay(QMainWindow& window);

  /// The message, which tells by signals when it is shown and closed, becomes a child of the window.
  template <typename Message>
  void add(Message& message) {
    take(message);
    connect(&message, &Message::shown, this, [this, &message] { bringUp(message); });
    connect(&message, &Message::closed, this, &MessageOverlay::place);
  }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void take(QFrame& message);
  void bringUp(QFrame& message);
  void place();

  QMainWindow& window_;
  std::vector<QFrame*> messages_;
};

}  // namespace fusewright
