#pragma once

#include <QMainWindow>
#include <QWidget>

namespace fusewright {

/// All keys and gestures on one sheet over the window, those of its menus as the menus say; any key or click puts it
/// away, and the keyboard goes back to where it was.
class ShortcutOverlay : public QWidget {
  Q_OBJECT

 public:
  explicit ShortcutOverlay(QMainWindow* window);

  void toggle();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  const QMainWindow& window_;
};

}  // namespace fusewright
