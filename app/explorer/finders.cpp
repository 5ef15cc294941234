#include "app/explorer/finders.h"

#include <QDockWidget>
#include <QMenu>

#include "widgets/common/text.h"

namespace fusewright {
namespace {

QString plainText(const QAction& action) {
  QString text = action.text().section(QLatin1Char('\t'), 0, 0);
  text.remove(QLatin1Char('&'));
  return text;
}

/// Keys of an action; what its text says after a tab is no shortcut of the window but works all the same.
QString keysOf(const QAction& action) {
  QStringList keys;
  for (const QKeySequence& sequence : action.shortcuts()) keys << sequence.toString(QKeySequence::NativeText);
  const QString said = action.text().section(QLatin1Char('\t'), 1);
  if (!said.isEmpty()) keys << said;
  return keys.join(QStringLiteral("  "));
}

void collect(const QMenu& menu, const QString& path, std::vector<MenuCommand>& commands) {
  for (QAction* action : menu.actions()) {
    if (action->isSeparator()) continue;
    const QString here = path + QStringLiteral(" ▸ ") + plainText(*action);
    if (const QMenu* inner = action->menu()) {
      collect(*inner, here, commands);
    } else {
      commands.push_back({here, keysOf(*action), action});
    }
  }
}

/// Who finds a panel by its name wants to see it: it comes up even where it is open behind another tab, which its check
/// mark in the menu would close.
void run(QAction& action) {
  auto* panel = qobject_cast<QDockWidget*>(action.parent());
  if (panel == nullptr) return action.trigger();
  panel->show();
  panel->raise();
}

}  // namespace

std::vector<MenuCommand> menuCommands(const QMenuBar& bar) {
  std::vector<MenuCommand> commands;
  for (const QAction* action : bar.actions())
    if (const QMenu* menu = action->menu()) collect(*menu, plainText(*action), commands);
  return commands;
}

std::vector<CommandPalette::Item> commandItems(const QMenuBar& bar) {
  std::vector<CommandPalette::Item> items;
  for (const auto& [path, keys, action] : menuCommands(bar)) {
    if (!action->isEnabled() || !action->isVisible()) continue;
    items.push_back({path, keys, [action = action] { run(*action); }});
  }
  return items;
}

std::vector<CommandPalette::Item> placeItems(Session& session) {
  std::vector<CommandPalette::Item> items;
  const auto evaluation = session.snapshot().evaluation;
  if (!evaluation) return items;
  const auto add = [&](const std::string& name, const QString& kind, const Selection& selection) {
    items.push_back({QString::fromStdString(name), kind, [&session, selection] { session.select(selection); }});
  };
  const auto& layers = evaluation->design.workload->layers;
  for (std::size_t layer = 0; layer < layers.size(); ++layer)
    add(layers[layer].name, tr("layer, %1").arg(QString::fromStdString(layers[layer].operation)), LayerId(layer));
  const Accelerator& chip = *evaluation->design.accelerator;
  for (std::size_t core = 0; core < chip.cores.size(); ++core) add(chip.cores[core].name, tr("core"), CoreId(core));
  const auto memories = topMemories(chip);
  for (std::size_t memory = 0; memory < memories.size(); ++memory)
    add(memories[memory].name, tr("memory"), MemoryId(memory));
  return items;
}

}  // namespace fusewright
