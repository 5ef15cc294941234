#include "app/explorer/dock_sizes.h"

#include <utility>
#include <vector>

#include <QDockWidget>

namespace fusewright {
namespace {

QDockWidget* dockNamed(const QMainWindow& window, const char* name) {
  return window.findChild<QDockWidget*>(QLatin1String(name));
}

/// Docks of one place, and how large it shall be.
using Place = std::pair<std::vector<const char*>, int>;

/// Sizes of places along one direction; those where no dock is shown take nothing.
void resizePlaces(QMainWindow& window, const std::vector<Place>& places, Qt::Orientation along) {
  QList<QDockWidget*> docks;
  QList<int> sizes;
  for (const auto& [names, size] : places)
    for (const char* name : names) {
      QDockWidget* dock = dockNamed(window, name);
      if (dock == nullptr || !dock->isVisibleTo(&window) || dock->isFloating()) continue;
      docks << dock;
      sizes << size;
      break;
    }
  window.resizeDocks(docks, sizes, along);
}

}  // namespace

void raiseFirstDocks(QMainWindow& window) {
  for (const char* name : {"hardwareDock", "fusionDock", "healthDock"}) dockNamed(window, name)->raise();
}

void shareRoom(QMainWindow& window) {
  const int letter = window.fontMetrics().averageCharWidth();
  const int height = window.height();
  const std::vector<const char*> leftTop{"hardwareDock", "templateDock"};
  const std::vector<const char*> leftFoot{"fusionDock", "mappingDock"};
  const std::vector<const char*> rightTop{"detailsDock", "sizesDock", "studyDock"};
  const std::vector<const char*> rightFoot{"healthDock", "paretoDock", "breakdownDock"};
  std::vector<const char*> left = leftTop;
  left.insert(left.end(), leftFoot.begin(), leftFoot.end());
  std::vector<const char*> right = rightTop;
  right.insert(right.end(), rightFoot.begin(), rightFoot.end());
  resizePlaces(window, {{left, letter * 74}, {right, letter * 62}}, Qt::Horizontal);
  resizePlaces(window, {{leftTop, height * 5 / 9}, {leftFoot, height * 4 / 9}}, Qt::Vertical);
  resizePlaces(window,
               {{{"memoryDock", "problemsDock"}, height / 4},
                {{"layersDock", "graphDock", "compareDock", "lostTimeDock"}, height * 2 / 7}},
               Qt::Vertical);
  resizePlaces(window, {{rightTop, height * 5 / 9}, {rightFoot, height * 4 / 9}}, Qt::Vertical);
}

}  // namespace fusewright
