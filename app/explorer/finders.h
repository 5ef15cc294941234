#pragma once

#include <vector>

#include <QMenuBar>

#include "app/explorer/command_palette.h"
#include "app/session/session.h"

namespace fusewright {

/// One command of the menus: "File ▸ Save project", its keys, and the action behind it.
struct MenuCommand {
  QString path;
  QString keys;  ///< also those that views handle themselves, as Ctrl+C
  QAction* action;
};

/// All commands of the menu bar in their order, those of submenus too.
[[nodiscard]] std::vector<MenuCommand> menuCommands(const QMenuBar& bar);

/// The enabled ones for the command palette.
[[nodiscard]] std::vector<CommandPalette::Item> commandItems(const QMenuBar& bar);

/// Layers, cores and memories of the design on show; running one selects it. Empty before the first evaluation.
[[nodiscard]] std::vector<CommandPalette::Item> placeItems(Session& session);

}  // namespace fusewright
