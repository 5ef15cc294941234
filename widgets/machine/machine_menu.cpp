#include "widgets/machine/machine_menu.h"

#include <cstddef>

#include <QCoreApplication>
#include <QObject>

namespace fusewright {
namespace {

QString words(const char* text) {
  return QCoreApplication::translate("MachineMenu", text);
}

/// As a menu shows it: an ampersand of the name is none of the menu's.
QString nameOfCore(const Accelerator& accelerator, std::size_t core) {
  return QString::fromStdString(accelerator.cores[core].name).replace(QLatin1Char('&'), QLatin1String("&&"));
}

void addEntry(QMenu& menu, const QString& text, const MachineChange& change, const MachineChoice& chosen) {
  QObject::connect(menu.addAction(text), &QAction::triggered, &menu, [change, chosen] { chosen(change); });
}

void addMemories(QMenu& menu, const std::shared_ptr<const Accelerator>& accelerator, const std::optional<CoreId>& at,
                 const MachineChoice& chosen) {
  if (at) {
    addEntry(menu, words("Add &memory above those of %1").arg(nameOfCore(*accelerator, at->index())), AddMemory{*at},
             chosen);
    return;
  }
  QMenu* cores = menu.addMenu(words("Add &memory to"));
  QObject::connect(cores, &QMenu::aboutToShow, cores, [cores, accelerator, chosen] {
    cores->clear();
    for (std::size_t core = 0; core < accelerator->offChip.index(); ++core)
      addEntry(*cores, nameOfCore(*accelerator, core), AddMemory{CoreId(core)}, chosen);
  });
}

void addLinks(QMenu& menu, const std::shared_ptr<const Accelerator>& accelerator, const std::optional<CoreId>& from,
              const MachineChoice& chosen) {
  const auto fillTargets = [accelerator, chosen](QMenu* targets, CoreId start) {
    QObject::connect(targets, &QMenu::aboutToShow, targets,
                     [=] { addLinkTargets(*targets, accelerator, start, chosen); });
  };
  if (from) {
    fillTargets(menu.addMenu(words("Add &link from %1 to").arg(nameOfCore(*accelerator, from->index()))), *from);
    return;
  }
  QMenu* starts = menu.addMenu(words("Add &link from"));
  QObject::connect(starts, &QMenu::aboutToShow, starts, [=] {
    starts->clear();
    for (std::size_t core = 0; core < accelerator->cores.size(); ++core)
      fillTargets(starts->addMenu(words("%1 to").arg(nameOfCore(*accelerator, core))), CoreId(core));
  });
}

}  // namespace

void addLinkTargets(QMenu& menu, const std::shared_ptr<const Accelerator>& accelerator, CoreId from,
                    const MachineChoice& chosen) {
  menu.clear();
  for (std::size_t core = 0; core < accelerator->cores.size(); ++core)
    if (CoreId(core) != from)
      addEntry(menu, nameOfCore(*accelerator, core), AddLink{.from = from, .to = CoreId(core)}, chosen);
}

void addPartsMenu(QMenu& menu, const std::shared_ptr<const Accelerator>& accelerator,
                  const std::optional<MachinePart>& part, const MachineChoice& chosen) {
  const auto* core = part ? std::get_if<CoreId>(&*part) : nullptr;
  const auto end = core != nullptr ? std::optional(*core) : std::nullopt;
  const auto onChip = end && *end != accelerator->offChip ? end : std::nullopt;
  const CoreId model = onChip.value_or(CoreId(0));
  addEntry(menu, words("Add &core like %1").arg(nameOfCore(*accelerator, model.index())), CopyCore{model}, chosen);
  addMemories(menu, accelerator, onChip, chosen);
  addLinks(menu, accelerator, end, chosen);
}

}  // namespace fusewright
