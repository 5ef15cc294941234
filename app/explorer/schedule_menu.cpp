#include "app/explorer/schedule_menu.h"

#include <array>

#include <QActionGroup>

namespace fusewright {

ScheduleMenu::ScheduleMenu(QMenu& menu, Views& views, Baseline& baseline, WindowSettings& settings, QWidget& window)
    : QObject(&window), menu_(menu), views_(views), baseline_(baseline), settings_(settings) {
  addComparison();
  menu_.addSeparator();
  addNavigation();
  menu_.addSeparator();
  addHabits();
}

QAction* ScheduleMenu::add(const QString& text, const QString& tip) {
  QAction* action = menu_.addAction(text);
  action->setStatusTip(tip);
  action->setToolTip(tip);
  return action;
}

void ScheduleMenu::addComparison() {
  // Fields where one types take letters before shortcuts see them.
  QAction* keep = add(tr("Keep as &baseline"), tr("Hold later results against the one on show"));
  keep->setShortcut(QKeySequence(Qt::Key_B));
  connect(keep, &QAction::triggered, &baseline_, &Baseline::keep);
  QAction* ghost = add(tr("Show the baseline's &ghost"), tr("The baseline as pale strips below the rows"));
  ghost->setCheckable(true);
  ghost->setChecked(baseline_.ghostShown());
  ghost->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_B));
  connect(ghost, &QAction::toggled, &baseline_, &Baseline::setGhostShown);
  QAction* forget = add(tr("&Forget the baseline"), tr("Compare with nothing"));
  connect(forget, &QAction::triggered, &baseline_, &Baseline::forget);
  const auto showKept = [this, ghost, forget] {
    ghost->setEnabled(baseline_.kept());
    forget->setEnabled(baseline_.kept());
  };
  connect(&baseline_, &Baseline::changed, this, showKept);
  showKept();
  QAction* pin = add(tr("&Pin this design"), tr("Set the design aside to see it beside others; up to four"));
  connect(pin, &QAction::triggered, &baseline_, &Baseline::pin);
}

void ScheduleMenu::addNavigation() {
  QAction* find = add(tr("Find &tiles…"), tr("Find tiles by layer, operation, class or number"));
  connect(find, &QAction::triggered, views_.pane, &TimelinePane::focusSearch);
  QAction* back = add(tr("Bac&k in time range"), tr("Show the range of time that was on show before"));
  connect(back, &QAction::triggered, views_.navigator, &TimeNavigator::goBack);
  QAction* forward = add(tr("For&ward in time range"), tr("Show the range of time again from which you went back"));
  connect(forward, &QAction::triggered, views_.navigator, &TimeNavigator::goForward);
  QAction* clear = add(tr("&Remove all marks"), tr("Take away the marks set with M and Shift+M"));
  connect(clear, &QAction::triggered, views_.navigator, &TimeNavigator::clearMarks);
  const auto showPossible = [this, back, forward, clear] {
    back->setEnabled(views_.navigator->canGoBack());
    forward->setEnabled(views_.navigator->canGoForward());
    clear->setEnabled(!views_.navigator->marks().empty());
  };
  connect(&menu_, &QMenu::aboutToShow, this, showPossible);
}

void ScheduleMenu::addDivisions() {
  auto* choices = new QActionGroup(this);
  const std::array<std::pair<MemoryDivision, std::pair<QString, QString>>, 3> divisions{
      {{MemoryDivision::ByKind,
        {tr("&Memory by kind of tensor"),
         tr("Divide what memories hold into weights, inputs, states and activations")}},
       {MemoryDivision::ByTensor,
        {tr("Memory by te&nsor"), tr("Show which tensors take most of the memories for most of the time")}},
       {MemoryDivision::None, {tr("Memory as one c&urve"), tr("Do not divide what memories hold")}}}};
  for (const auto& [division, texts] : divisions) {
    QAction* action = add(texts.first, texts.second);
    action->setCheckable(true);
    action->setChecked(views_.memory->division() == division);
    choices->addAction(action);
    connect(action, &QAction::triggered, views_.memory,
            [memory = views_.memory, division = division] { memory->setDivision(division); });
  }
}

void ScheduleMenu::addHabits() {
  views_.navigator->setWheelUse(settings_.wheelUse());
  QAction* wheel =
      add(tr("&Wheel zooms"), tr("Zoom with the wheel alone; otherwise it scrolls rows, and zooms with Ctrl"));
  wheel->setCheckable(true);
  wheel->setChecked(settings_.wheelUse() == WheelUse::Zooms);
  connect(wheel, &QAction::toggled, this, [this](bool zooms) {
    settings_.setWheelUse(zooms ? WheelUse::Zooms : WheelUse::Scrolls);
    views_.navigator->setWheelUse(settings_.wheelUse());
  });
  addDivisions();
}

}  // namespace fusewright
