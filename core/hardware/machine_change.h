#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/hardware/accelerator.h"

namespace fusewright {

/// Put a copy of a core beside it, on the links that it is on.
struct CopyCore {
  CoreId core;

  friend bool operator==(const CopyCore&, const CopyCore&) = default;
};

struct RemoveCore {
  CoreId core;

  friend bool operator==(const RemoveCore&, const RemoveCore&) = default;
};

struct RenameCore {
  CoreId core;
  std::string name;

  friend bool operator==(const RenameCore&, const RenameCore&) = default;
};

/// Put another memory above the topmost one of a core, like that one.
struct AddMemory {
  CoreId core;

  friend bool operator==(const AddMemory&, const AddMemory&) = default;
};

struct RemoveMemory {
  CoreId core;
  std::size_t level = 0;  ///< index into Core::memories

  friend bool operator==(const RemoveMemory&, const RemoveMemory&) = default;
};

/// Connect two cores, one way.
struct AddLink {
  CoreId from;
  CoreId to;

  friend bool operator==(const AddLink&, const AddLink&) = default;
};

/// Put a second link beside one, between the same ends.
struct CopyLink {
  LinkId link;

  friend bool operator==(const CopyLink&, const CopyLink&) = default;
};

struct RemoveLink {
  LinkId link;

  friend bool operator==(const RemoveLink&, const RemoveLink&) = default;
};

struct RenameLink {
  LinkId link;
  std::string name;

  friend bool operator==(const RenameLink&, const RenameLink&) = default;
};

/// A change of which parts an accelerator has. Their numbers are Parameters.
using MachineChange =
    std::variant<CopyCore, RemoveCore, RenameCore, AddMemory, RemoveMemory, AddLink, CopyLink, RemoveLink, RenameLink>;

/// An accelerator with other parts, and where its cores went.
struct ChangedMachine {
  Accelerator accelerator;
  std::vector<std::optional<CoreId>> movedTo;  ///< by CoreId of before; none for the one that is gone

  friend bool operator==(const ChangedMachine&, const ChangedMachine&) = default;
};

/// `accelerator` with that change. New names are free ones; a new link between cores is as wide as the narrowest link
/// there is, and costs as much. A core that is removed takes the links along that then lack an end. Errors: a part
/// that does not exist, the last core, the off-chip memory, a link without which some core and the off-chip memory can
/// not reach each other, a link from a core to itself, the only memory of an operand, a name that is taken or empty.
[[nodiscard]] Result<ChangedMachine> withChange(const Accelerator& accelerator, const MachineChange& change);

/// What a menu calls it: "Duplicate core tpu_0".
[[nodiscard]] std::string changeText(const Accelerator& before, const MachineChange& change);

}  // namespace fusewright
