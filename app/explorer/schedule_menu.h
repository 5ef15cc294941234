#pragma once

#include <QAction>
#include <QMenu>
#include <QObject>

#include "app/explorer/baseline.h"
#include "app/explorer/views.h"
#include "app/explorer/window_settings.h"

namespace fusewright {

/// The menu about the schedule on show: baseline and pinned designs, finding, marks, what the wheel does.
class ScheduleMenu : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive it, which belongs to `window`.
  ScheduleMenu(QMenu& menu, Views& views, Baseline& baseline, WindowSettings& settings, QWidget& window);

 private:
  QAction* add(const QString& text, const QString& tip);
  void addComparison();
  void addNavigation();
  void addDivisions();
  void addHabits();

  QMenu& menu_;
  Views& views_;
  Baseline& baseline_;
  WindowSettings& settings_;
};

}  // namespace fusewright
