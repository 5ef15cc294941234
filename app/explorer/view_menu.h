#pragma once

#include <vector>

#include <QDockWidget>
#include <QMenu>

#include "app/explorer/window_settings.h"
#include "widgets/common/time_navigator.h"
#include "widgets/memory/memory_view.h"

namespace fusewright {

/// Adds a switch for each dock, in menus by what it is about; how memories are divided is beside their docks. Docks
/// that belong to no such menu follow them.
void addPanels(QMenu& view, const std::vector<QDockWidget*>& docks, MemoryView& memory);

/// Adds the choice of what the plain wheel does over drawings with a time axis.
void addWheelHabit(QMenu& menu, TimeNavigator& navigator, WindowSettings& settings);

}  // namespace fusewright
