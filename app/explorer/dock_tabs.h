#pragma once

#include <QMainWindow>
#include <QTabBar>

namespace fusewright {

/// Keeps the tabs of docks that share a place readable however many there are: titles are never cut short, tabs that
/// find no room are reached by arrows, the wheel, or a list of all of them under the right mouse button.
class DockTabs : public QObject {
  Q_OBJECT

 public:
  explicit DockTabs(QMainWindow& window);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void setUp(QTabBar& bar);
  static void showList(QTabBar& bar, QPoint position);
};

}  // namespace fusewright
