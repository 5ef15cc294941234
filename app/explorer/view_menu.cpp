#include "app/explorer/view_menu.h"

#include <algorithm>
#include <array>

#include <QActionGroup>
#include <QCoreApplication>

namespace fusewright {
namespace {

struct PanelGroup {
  const char* title;
  std::vector<const char*> docks;
};

/// Whoever adds a dock says here what it is about.
const std::array<PanelGroup, 6>& panelGroups() {
  static const std::array<PanelGroup, 6> kGroups{
      {{QT_TRANSLATE_NOOP("ViewMenu", "&Schedule"),
        {"detailsDock", "healthDock", "lostTimeDock", "rangeDock", "durationsDock", "breakdownDock", "rooflineDock"}},
       {QT_TRANSLATE_NOOP("ViewMenu", "&Memory"), {"memoryDock", "blockMapDock"}},
       {QT_TRANSLATE_NOOP("ViewMenu", "Mo&del"),
        {"graphDock", "layersDock", "problemsDock", "sizesDock", "templateDock"}},
       {QT_TRANSLATE_NOOP("ViewMenu", "&Editing"),
        {"hardwareDock", "machineDock", "hardwareTextDock", "fusionDock", "cutsDock", "mappingDock", "historyDock"}},
       {QT_TRANSLATE_NOOP("ViewMenu", "&Comparison"), {"compareDock", "pinnedDock", "waterfallDock"}},
       {QT_TRANSLATE_NOOP("ViewMenu", "Other desi&gns"),
        {"paretoDock", "designSpaceDock", "sweepDock", "findBetterDock", "studyDock"}}}};
  return kGroups;
}

QString menuText(const char* text) {
  return QCoreApplication::translate("ViewMenu", text);
}

void addDivisions(QMenu& menu, MemoryView& memory) {
  auto* choices = new QActionGroup(&menu);
  const auto add = [&](const char* id, MemoryDivision division, const char* text, const char* tip) {
    QAction* action = menu.addAction(menuText(text));
    action->setObjectName(QLatin1String(id));
    action->setCheckable(true);
    action->setChecked(memory.division() == division);
    action->setToolTip(menuText(tip));
    action->setStatusTip(menuText(tip));
    choices->addAction(action);
    QObject::connect(action, &QAction::triggered, &memory, [&memory, division] { memory.setDivision(division); });
  };
  add("memoryByKind", MemoryDivision::ByKind, QT_TRANSLATE_NOOP("ViewMenu", "By &kind of tensor"),
      QT_TRANSLATE_NOOP("ViewMenu", "Divide what memories hold into weights, inputs, states and activations"));
  add("memoryByTensor", MemoryDivision::ByTensor, QT_TRANSLATE_NOOP("ViewMenu", "By te&nsor"),
      QT_TRANSLATE_NOOP("ViewMenu", "Show which tensors take most of the memories for most of the time"));
  add("memoryUndivided", MemoryDivision::None, QT_TRANSLATE_NOOP("ViewMenu", "As one c&urve"),
      QT_TRANSLATE_NOOP("ViewMenu", "Do not divide what memories hold"));
}

}  // namespace

void addPanels(QMenu& view, const std::vector<QDockWidget*>& docks, MemoryView& memory) {
  std::vector<QDockWidget*> left = docks;
  for (const PanelGroup& group : panelGroups()) {
    QMenu& menu = *view.addMenu(menuText(group.title));
    bool hasMemory = false;
    for (const char* name : group.docks) {
      const auto dock =
          std::ranges::find_if(left, [&](const QDockWidget* one) { return one->objectName() == QLatin1String(name); });
      if (dock == left.end()) continue;
      menu.addAction((*dock)->toggleViewAction());
      hasMemory = hasMemory || (*dock)->widget() == &memory;
      left.erase(dock);
    }
    if (!hasMemory) continue;
    menu.addSeparator();
    addDivisions(menu, memory);
  }
  for (QDockWidget* dock : left) view.addAction(dock->toggleViewAction());
}

void addWheelHabit(QMenu& menu, TimeNavigator& navigator, WindowSettings& settings) {
  navigator.setWheelUse(settings.wheelUse());
  QAction* wheel = menu.addAction(menuText(QT_TRANSLATE_NOOP("ViewMenu", "&Wheel zooms")));
  wheel->setObjectName(QStringLiteral("wheelZooms"));
  const QString tip = menuText(
      QT_TRANSLATE_NOOP("ViewMenu", "Zoom with the wheel alone; otherwise it scrolls rows, and zooms with Ctrl"));
  wheel->setToolTip(tip);
  wheel->setStatusTip(tip);
  wheel->setCheckable(true);
  wheel->setChecked(settings.wheelUse() == WheelUse::Zooms);
  QObject::connect(wheel, &QAction::toggled, &navigator, [&navigator, &settings](bool zooms) {
    settings.setWheelUse(zooms ? WheelUse::Zooms : WheelUse::Scrolls);
    navigator.setWheelUse(settings.wheelUse());
  });
}

}  // namespace fusewright
