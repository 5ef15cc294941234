#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QMenu>

#include "core/hardware/accelerator.h"
#include "core/hardware/machine_change.h"
#include "widgets/machine/machine_layout.h"

namespace fusewright {

/// Called with the change that was chosen in a menu.
using MachineChoice = std::function<void(const MachineChange& change)>;

/// Entries that add a core, a memory and a link. New parts are like the first of their kind, or like `part` and at it
/// if it is a core. Lists of cores are filled when they are opened.
void addPartsMenu(QMenu& menu, const std::shared_ptr<const Accelerator>& accelerator,
                  const std::optional<MachinePart>& part, const MachineChoice& chosen);

/// The cores that a link from `from` can lead to.
void addLinkTargets(QMenu& menu, const std::shared_ptr<const Accelerator>& accelerator, CoreId from,
                    const MachineChoice& chosen);

}  // namespace fusewright
