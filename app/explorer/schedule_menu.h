#pragma once

#include <QAction>
#include <QMenu>
#include <QObject>

#include "app/explorer/baseline.h"
#include "app/explorer/views.h"

namespace fusewright {

/// The menu about the schedule on show: baseline and pinned designs, finding, marks.
class ScheduleMenu : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive it, which belongs to `window`.
  ScheduleMenu(QMenu& menu, Views& views, Baseline& baseline, QWidget& window);

 private:
  QAction* add(const QString& id, const QString& text, const QString& tip);
  void addComparison();
  void addNavigation();

  QMenu& menu_;
  Views& views_;
  Baseline& baseline_;
};

}  // namespace fusewright
