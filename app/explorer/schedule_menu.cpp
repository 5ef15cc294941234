#include "app/explorer/schedule_menu.h"

namespace fusewright {

ScheduleMenu::ScheduleMenu(QMenu& menu, Views& views, Baseline& baseline, QWidget& window)
    : QObject(&window), menu_(menu), views_(views), baseline_(baseline) {
  addComparison();
  menu_.addSeparator();
  addNavigation();
  menu_.addSeparator();
}

QAction* ScheduleMenu::add(const QString& id, const QString& text, const QString& tip) {
  QAction* action = menu_.addAction(text);
  action->setObjectName(id);
  action->setStatusTip(tip);
  action->setToolTip(tip);
  return action;
}

void ScheduleMenu::addComparison() {
  // Fields where one types take letters before shortcuts see them.
  QAction* keep =
      add(QStringLiteral("keepBaseline"), tr("Keep as &baseline"), tr("Hold later results against the one on show"));
  keep->setShortcut(QKeySequence(Qt::Key_B));
  connect(keep, &QAction::triggered, &baseline_, &Baseline::keep);
  QAction* ghost = add(QStringLiteral("showGhost"), tr("Show the baseline's &ghost"),
                       tr("The baseline as pale strips below the rows"));
  ghost->setCheckable(true);
  ghost->setChecked(baseline_.ghostShown());
  ghost->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_B));
  connect(ghost, &QAction::toggled, &baseline_, &Baseline::setGhostShown);
  QAction* forget = add(QStringLiteral("forgetBaseline"), tr("&Forget the baseline"), tr("Compare with nothing"));
  connect(forget, &QAction::triggered, &baseline_, &Baseline::forget);
  const auto showKept = [this, ghost, forget] {
    ghost->setEnabled(baseline_.kept());
    forget->setEnabled(baseline_.kept());
  };
  connect(&baseline_, &Baseline::changed, this, showKept);
  showKept();
  QAction* pin = add(QStringLiteral("pinDesign"), tr("&Pin this design"),
                     tr("Set the design aside to see it beside others; up to four"));
  connect(pin, &QAction::triggered, &baseline_, &Baseline::pin);
}

void ScheduleMenu::addNavigation() {
  QAction* find =
      add(QStringLiteral("findTiles"), tr("Find &tiles…"), tr("Find tiles by layer, operation, class or number"));
  connect(find, &QAction::triggered, views_.pane, &TimelinePane::focusSearch);
  QAction* back = add(QStringLiteral("backInTime"), tr("Bac&k in time range"),
                      tr("Show the range of time that was on show before"));
  connect(back, &QAction::triggered, views_.navigator, &TimeNavigator::goBack);
  QAction* forward = add(QStringLiteral("forwardInTime"), tr("For&ward in time range"),
                         tr("Show the range of time again from which you went back"));
  connect(forward, &QAction::triggered, views_.navigator, &TimeNavigator::goForward);
  QAction* list = add(QStringLiteral("listMarks"), tr("&List of marks"),
                      tr("Show the marks with their times and distances, beside the sums of the range"));
  connect(list, &QAction::triggered, this, [this] {
    QWidget* dock = views_.range->parentWidget();
    dock->show();
    dock->raise();  // it may be behind another tab
    views_.range->marks().setFocus();
  });
  QAction* clear =
      add(QStringLiteral("removeMarks"), tr("&Remove all marks"), tr("Take away the marks set with M and Shift+M"));
  connect(clear, &QAction::triggered, views_.navigator, &TimeNavigator::clearMarks);
  const auto showPossible = [this, back, forward, list, clear] {
    back->setEnabled(views_.navigator->canGoBack());
    forward->setEnabled(views_.navigator->canGoForward());
    list->setEnabled(!views_.navigator->marks().empty());
    clear->setEnabled(!views_.navigator->marks().empty());
  };
  connect(&menu_, &QMenu::aboutToShow, this, showPossible);
}

}  // namespace fusewright
