#include "core/hardware/machine_change.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/hardware/machine_parts.h"

namespace fusewright {
namespace {

using Fault = std::optional<Error>;

Fault unknownCore(const Accelerator& accelerator, CoreId core) {
  if (core.value >= 0 && core.index() < accelerator.cores.size()) return std::nullopt;
  return Error{fmt::format("there is no core {}", core.value), accelerator.name, "name a core of this accelerator"};
}

Fault notOnChip(const Accelerator& accelerator, CoreId core) {
  if (auto fault = unknownCore(accelerator, core)) return fault;
  if (core != accelerator.offChip) return std::nullopt;
  return Error{"the off-chip memory can neither be duplicated nor removed", accelerator.name, "choose a core"};
}

Fault unknownLink(const Accelerator& accelerator, LinkId link) {
  if (link.value >= 0 && link.index() < accelerator.links.size()) return std::nullopt;
  return Error{fmt::format("there is no link {}", link.value), accelerator.name, "name a link of this accelerator"};
}

Fault unknownMemory(const Accelerator& accelerator, const RemoveMemory& change) {
  if (auto fault = notOnChip(accelerator, change.core)) return fault;
  const Core& core = accelerator.core(change.core);
  if (change.level < core.memories.size()) return std::nullopt;
  return Error{fmt::format("core '{}' has no memory {}", core.name, change.level), accelerator.name,
               "name one of its memories"};
}

Fault apply(Accelerator& accelerator, const CopyCore& change) {
  if (auto fault = notOnChip(accelerator, change.core)) return fault;
  addCoreLike(accelerator, change.core);
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const RemoveCore& change) {
  if (auto fault = notOnChip(accelerator, change.core)) return fault;
  if (accelerator.cores.size() == 2)
    return Error{"this is the only core", accelerator.name, "add another one before removing it"};
  removeCore(accelerator, change.core);
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const RenameCore& change) {
  if (auto fault = unknownCore(accelerator, change.core)) return fault;
  if (change.name.empty()) return Error{"a core needs a name", accelerator.name, "give it one"};
  accelerator.cores[change.core.index()].name = change.name;
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const AddMemory& change) {
  if (auto fault = unknownCore(accelerator, change.core)) return fault;
  if (change.core == accelerator.offChip)
    return Error{"the off-chip memory has no level above it", accelerator.name, "choose a core"};
  std::vector<MemoryLevel>& memories = accelerator.cores[change.core.index()].memories;
  MemoryLevel above = memories.back();
  above.name = freshName(memories, above.name + "_", 2);
  memories.push_back(std::move(above));
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const RemoveMemory& change) {
  if (auto fault = unknownMemory(accelerator, change)) return fault;
  std::vector<MemoryLevel>& memories = accelerator.cores[change.core.index()].memories;
  memories.erase(memories.begin() + static_cast<std::ptrdiff_t>(change.level));
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const AddLink& change) {
  for (const CoreId core : {change.from, change.to})
    if (auto fault = unknownCore(accelerator, core)) return fault;
  if (change.from == change.to)
    return Error{"a link joins two different cores", accelerator.name, "choose another end for it"};
  Link link{.name = freshName(accelerator.links, fmt::format("{}->", change.from.value), change.to.index()),
            .senders = {change.from},
            .receivers = {change.to},
            .bandwidth = BitsPerCycle{64},
            .energyPerCycle = {}};
  if (!accelerator.links.empty()) {
    const Link& narrowest = *std::ranges::min_element(accelerator.links, {}, &Link::bandwidth);
    link.bandwidth = narrowest.bandwidth;
    link.energyPerCycle = narrowest.energyPerCycle;
  }
  accelerator.links.push_back(std::move(link));
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const CopyLink& change) {
  if (auto fault = unknownLink(accelerator, change.link)) return fault;
  Link copy = accelerator.link(change.link);
  copy.name = freshName(accelerator.links, copy.name + "_", 1);
  accelerator.links.push_back(std::move(copy));
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const RemoveLink& change) {
  if (auto fault = unknownLink(accelerator, change.link)) return fault;
  accelerator.links.erase(accelerator.links.begin() + change.link.value);
  return std::nullopt;
}

Fault apply(Accelerator& accelerator, const RenameLink& change) {
  if (auto fault = unknownLink(accelerator, change.link)) return fault;
  if (change.name.empty()) return Error{"a link needs a name", accelerator.name, "give it one"};
  accelerator.links[change.link.index()].name = change.name;
  return std::nullopt;
}

std::vector<std::optional<CoreId>> movesOf(const Accelerator& before, const MachineChange& change) {
  std::vector<std::optional<CoreId>> moves;
  for (std::size_t core = 0; core < before.cores.size(); ++core) {
    CoreId to(core);
    if (const auto* removal = std::get_if<RemoveCore>(&change)) {
      if (to == removal->core) {
        moves.emplace_back(std::nullopt);
        continue;
      }
      if (to > removal->core) to.value -= 1;
    }
    if (std::holds_alternative<CopyCore>(change) && to == before.offChip) to.value += 1;
    moves.emplace_back(to);
  }
  return moves;
}

std::string coreName(const Accelerator& accelerator, CoreId core) {
  return unknownCore(accelerator, core) ? fmt::format("core {}", core.value) : accelerator.core(core).name;
}

std::string linkName(const Accelerator& accelerator, LinkId link) {
  return unknownLink(accelerator, link) ? fmt::format("link {}", link.value) : accelerator.link(link).name;
}

}  // namespace

Result<ChangedMachine> withChange(const Accelerator& accelerator, const MachineChange& change) {
  Accelerator changed = accelerator;
  if (auto fault = std::visit([&](const auto& known) { return apply(changed, known); }, change))
    return tl::make_unexpected(*fault);
  auto checked = checkedAccelerator(std::move(changed));
  if (!checked) return tl::make_unexpected(checked.error());
  return ChangedMachine{.accelerator = *std::move(checked), .movedTo = movesOf(accelerator, change)};
}

std::string changeText(const Accelerator& before, const MachineChange& change) {
  struct Texts {
    const Accelerator& accelerator;

    std::string operator()(const CopyCore& of) const {
      return fmt::format("Duplicate core {}", coreName(accelerator, of.core));
    }
    std::string operator()(const RemoveCore& of) const {
      return fmt::format("Remove core {}", coreName(accelerator, of.core));
    }
    std::string operator()(const RenameCore& of) const {
      return fmt::format("Rename core {} to {}", coreName(accelerator, of.core), of.name);
    }
    std::string operator()(const AddMemory& of) const {
      return fmt::format("Add memory to core {}", coreName(accelerator, of.core));
    }
    std::string operator()(const RemoveMemory& of) const {
      return fmt::format("Remove {} of core {}",
                         unknownMemory(accelerator, of) ? fmt::format("memory {}", of.level)
                                                        : accelerator.core(of.core).memories[of.level].name,
                         coreName(accelerator, of.core));
    }
    std::string operator()(const AddLink& of) const {
      return fmt::format("Add link {} to {}", coreName(accelerator, of.from), coreName(accelerator, of.to));
    }
    std::string operator()(const CopyLink& of) const {
      return fmt::format("Duplicate link {}", linkName(accelerator, of.link));
    }
    std::string operator()(const RemoveLink& of) const {
      return fmt::format("Remove link {}", linkName(accelerator, of.link));
    }
    std::string operator()(const RenameLink& of) const {
      return fmt::format("Rename link {} to {}", linkName(accelerator, of.link), of.name);
    }
  };
  return std::visit(Texts{before}, change);
}

}  // namespace fusewright
