#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/hardware/core.h"
#include "core/hardware/link.h"
#include "core/hardware/technology.h"

namespace fusewright {

/// How area follows from the sizes of the parts (METHOD A7): linear in units and in on-chip bits. One calibration.
struct AreaModel {
  double mm2PerUnit = 0;
  double mm2PerMegabit = 0;  ///< of on-chip memory; 2^20 bits
  double fixedMm2 = 0;

  friend bool operator==(const AreaModel&, const AreaModel&) = default;
};

/// A memory that the scheduler accounts for: the topmost instance of a core's hierarchy for the roles it serves there,
/// or the off-chip memory.
struct TopMemory {
  CoreId core;
  std::size_t level = 0;  ///< index into Core::memories
  std::string name;       ///< "core0.sram"; unique in the accelerator

  friend bool operator==(const TopMemory&, const TopMemory&) = default;
};

/// The chip and its off-chip memory.
struct Accelerator {
  std::string name;
  std::vector<Core> cores;  ///< the off-chip core is the last one
  CoreId offChip;
  std::vector<Link> links;
  double frequencyMHz = 1000;
  AreaModel area;
  Technology technology = defaultTechnology();  ///< what bits and operations cost under B11

  [[nodiscard]] const Core& core(CoreId id) const { return cores[id.index()]; }
  [[nodiscard]] const Link& link(LinkId id) const { return links[id.index()]; }
  [[nodiscard]] const MemoryLevel& dram() const { return cores[offChip.index()].memories.front(); }

  friend bool operator==(const Accelerator&, const Accelerator&) = default;
};

/// The memories that schedules account for; a MemoryId is an index into this list. In order of cores.
[[nodiscard]] std::vector<TopMemory> topMemories(const Accelerator& accelerator);

/// The memory that holds operands of `role` at the top of the hierarchy of `core`, as a level index of that core.
[[nodiscard]] std::size_t topLevel(const Core& core, OperandRole role);

/// The fewest-hops route from one core to another, links in order of travel; empty if `from == to`. Links at the
/// off-chip memory carry traffic between two cores only if no other links connect them. Equal lengths: the last hop
/// takes the first link in the accelerator's order, then the hop before it, and so on (what the study's tool does on
/// routes of two hops). Error if there is no route.
[[nodiscard]] Result<std::vector<LinkId>> route(const Accelerator& accelerator, CoreId from, CoreId to);

/// Checks what the engine relies on: at least one core with units, every role served by some memory of each core, port
/// indices in range, positive capacities and bandwidths, unique core and link names, a route between each core and the
/// off-chip memory.
[[nodiscard]] Result<Accelerator> checkedAccelerator(Accelerator accelerator);

/// Area of the chip by its area model, in mm2 (off-chip memory not counted). METHOD A7.
[[nodiscard]] double chipArea(const Accelerator& accelerator);

/// Units of all cores, and bits of all on-chip top memories.
[[nodiscard]] std::int64_t totalUnits(const Accelerator& accelerator);
[[nodiscard]] Bits totalOnChipMemory(const Accelerator& accelerator);

}  // namespace fusewright
