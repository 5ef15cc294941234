#include "app/explorer/dock_tabs.h"

#include <QAction>
#include <QChildEvent>
#include <QMenu>

namespace fusewright {

DockTabs::DockTabs(QMainWindow& window) : QObject(&window) {
  window.installEventFilter(this);
}

bool DockTabs::eventFilter(QObject* watched, QEvent* event) {
  // The window makes bars of tabs for its docks as they are needed.
  if (event->type() == QEvent::ChildPolished && watched == parent())
    if (auto* bar = qobject_cast<QTabBar*>(static_cast<QChildEvent*>(event)->child())) setUp(*bar);
  return QObject::eventFilter(watched, event);
}

void DockTabs::setUp(QTabBar& bar) {
  bar.setElideMode(Qt::ElideNone);
  bar.setUsesScrollButtons(true);
  bar.setContextMenuPolicy(Qt::CustomContextMenu);
  connect(&bar, &QTabBar::customContextMenuRequested, this, [&bar](QPoint position) { showList(bar, position); });
}

void DockTabs::showList(QTabBar& bar, QPoint position) {
  auto* menu = new QMenu(&bar);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (int tab = 0; tab < bar.count(); ++tab) {
    auto* action = menu->addAction(bar.tabText(tab), &bar, [&bar, tab] { bar.setCurrentIndex(tab); });
    action->setCheckable(true);
    action->setChecked(tab == bar.currentIndex());
  }
  menu->popup(bar.mapToGlobal(position));
}

}  // namespace fusewright
