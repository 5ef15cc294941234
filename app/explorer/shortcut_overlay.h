#pragma once

#include <QMainWindow>
#include <QWidget>

#include "widgets/common/time_navigator.h"

namespace fusewright {

/// All keys and gestures on one sheet over the window, those of its menus as the menus say; any key or click puts it
/// away, and the keyboard goes back to where it was.
class ShortcutOverlay : public QWidget {
  Q_OBJECT

 public:
  /// Both must outlive it.
  ShortcutOverlay(QMainWindow* window, const TimeNavigator& navigator);

  /// The keys and what they do, line by line, as they are now.
  [[nodiscard]] QStringList lines() const;

  void toggle();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  const QMainWindow& window_;
  const TimeNavigator& navigator_;
};

}  // namespace fusewright
