#include "app/explorer/layouts.h"

#include <algorithm>
#include <array>
#include <vector>

#include <QDockWidget>
#include <QInputDialog>
#include <QToolBar>
#include <QVariantMap>

namespace fusewright {
namespace {

struct StandardLayout {
  const char* name;
  const char* tip;
  std::vector<const char*> docks;  ///< shown; the others are hidden
  std::vector<const char*> onTop;  ///< of those that share a place
};

/// Whoever adds a dock says here which work it belongs to.
const std::array kStandardLayouts{
    StandardLayout{QT_TRANSLATE_NOOP("Layouts", "Schedule"),
                   QT_TRANSLATE_NOOP("Layouts", "Timeline, memory and its contents, why cores wait, sums of a range"),
                   {"hardwareDock", "fusionDock", "memoryDock", "blockMapDock", "graphDock", "layersDock",
                    "lostTimeDock", "rangeDock", "durationsDock", "detailsDock", "healthDock", "problemsDock"},
                   {"memoryDock", "lostTimeDock", "healthDock"}},
    StandardLayout{
        QT_TRANSLATE_NOOP("Layouts", "Explore"),
        QT_TRANSLATE_NOOP("Layouts", "Hardware and fusion, and what they lead to: area-latency, health, breakdowns"),
        {"hardwareDock", "machineDock", "hardwareTextDock", "fusionDock", "mappingDock", "paretoDock", "waterfallDock",
         "layersDock", "healthDock", "breakdownDock", "rooflineDock"},
        {"hardwareDock", "fusionDock", "paretoDock", "layersDock"}},
    StandardLayout{QT_TRANSLATE_NOOP("Layouts", "Compare"),
                   QT_TRANSLATE_NOOP("Layouts", "Changes from the baseline and pinned designs beside the timeline"),
                   {"hardwareDock", "fusionDock", "historyDock", "memoryDock", "compareDock", "pinnedDock",
                    "lostTimeDock", "detailsDock", "breakdownDock"},
                   {"hardwareDock", "fusionDock", "compareDock", "breakdownDock"}},
    StandardLayout{
        QT_TRANSLATE_NOOP("Layouts", "Model"),
        QT_TRANSLATE_NOOP("Layouts", "The model's graph and layers, its sizes, templates and problems"),
        {"graphDock", "layersDock", "problemsDock", "sizesDock", "templateDock", "mappingDock", "detailsDock"},
        {"graphDock", "problemsDock", "sizesDock", "templateDock"}},
    StandardLayout{QT_TRANSLATE_NOOP("Layouts", "Figure"),
                   QT_TRANSLATE_NOOP("Layouts", "Timeline and memory with all the room there is"),
                   {"memoryDock"},
                   {}}};

QString layoutsKey() {
  return QStringLiteral("window/layouts");
}

}  // namespace

Layouts::Layouts(WindowSettings& settings, QMainWindow& window, std::function<void()> reset)
    : QObject(&window), settings_(settings), window_(window), reset_(std::move(reset)) {}

QStringList Layouts::names() const {
  QStringList names;
  for (const StandardLayout& preset : kStandardLayouts) names << tr(preset.name);
  return names + settings_.value(layoutsKey()).toMap().keys();
}

QStringList Layouts::presetDocks() {
  QStringList docks;
  for (const StandardLayout& preset : kStandardLayouts)
    for (const auto& named : {preset.docks, preset.onTop})
      for (const char* dock : named) docks << QLatin1String(dock);
  docks.removeDuplicates();
  return docks;
}

bool Layouts::take(const QString& name) {
  for (const StandardLayout& preset : kStandardLayouts) {
    if (name.compare(tr(preset.name), Qt::CaseInsensitive) != 0 &&
        name.compare(QLatin1String(preset.name), Qt::CaseInsensitive) != 0)
      continue;
    reset_();
    for (auto* dock : window_.findChildren<QDockWidget*>())
      dock->setVisible(std::ranges::any_of(
          preset.docks, [&](const char* shown) { return dock->objectName() == QLatin1String(shown); }));
    for (const char* top : preset.onTop)
      if (auto* dock = window_.findChild<QDockWidget*>(QLatin1String(top))) dock->raise();
    Q_EMIT arranged();
    return true;
  }
  const QVariantMap kept = settings_.value(layoutsKey()).toMap();
  for (auto layout = kept.begin(); layout != kept.end(); ++layout)
    if (layout.key().compare(name, Qt::CaseInsensitive) == 0)
      return window_.restoreState(layout.value().toByteArray(), kLayoutVersion);
  return false;
}

void Layouts::keep(const QString& name) {
  QVariantMap kept = settings_.value(layoutsKey()).toMap();
  kept[name] = window_.saveState(kLayoutVersion);
  settings_.setValue(layoutsKey(), kept);
}

void Layouts::forget(const QString& name) {
  QVariantMap kept = settings_.value(layoutsKey()).toMap();
  kept.remove(name);
  settings_.setValue(layoutsKey(), kept);
}

void Layouts::setLocked(bool locked) {
  for (auto* dock : window_.findChildren<QDockWidget*>())
    dock->setFeatures(locked ? QDockWidget::DockWidgetClosable
                             : QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable |
                                   QDockWidget::DockWidgetFloatable);
  for (auto* bar : window_.findChildren<QToolBar*>(QStringLiteral("mainToolBar"))) bar->setMovable(!locked);
}

void Layouts::askName() {
  auto* dialog = new QInputDialog(&window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Keep layout"));
  dialog->setLabelText(tr("Name of the present arrangement"));
  connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
    if (!name.trimmed().isEmpty()) keep(name.trimmed());
  });
  dialog->open();
}

void Layouts::fillNamed(QMenu& menu) {
  menu.clear();
  for (const QString& name : settings_.value(layoutsKey()).toMap().keys()) {
    auto* one = menu.addMenu(name);
    auto* taken = one->addAction(tr("&Take"), this, [this, name] { take(name); });
    taken->setToolTip(tr("Arrange the docks as kept under this name"));
    auto* replaced = one->addAction(tr("&Replace"), this, [this, name] { keep(name); });
    replaced->setToolTip(tr("Keep the present arrangement under this name"));
    auto* forgotten = one->addAction(tr("&Forget"), this, [this, name] { forget(name); });
    forgotten->setToolTip(tr("Remove the layout of this name"));
  }
  menu.setEnabled(!menu.isEmpty());
}

void Layouts::fill(QMenu& menu) {
  for (const StandardLayout& preset : kStandardLayouts) {
    auto* action = menu.addAction(tr(preset.name), this, [this, name = preset.name] { take(tr(name)); });
    action->setObjectName(QStringLiteral("layout") + QLatin1String(preset.name));
    action->setToolTip(tr(preset.tip));
    action->setStatusTip(tr(preset.tip));
  }
  menu.addSeparator();
  auto* named = menu.addMenu(tr("&Named layouts"));
  connect(&menu, &QMenu::aboutToShow, named, [this, named] { fillNamed(*named); });
  fillNamed(*named);
  auto* kept = menu.addAction(tr("&Keep layout as…"), this, &Layouts::askName);
  kept->setObjectName(QStringLiteral("keepLayout"));
  kept->setToolTip(tr("Keep the present arrangement under a name"));
  auto* locked = menu.addAction(tr("&Lock layout"));
  locked->setObjectName(QStringLiteral("lockLayout"));
  locked->setCheckable(true);
  locked->setToolTip(tr("Docks and tool bars can not be moved by accident"));
  connect(locked, &QAction::toggled, this, &Layouts::setLocked);
}

}  // namespace fusewright
