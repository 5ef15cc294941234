#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/operand_role.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/core.h"

namespace fusewright {

/// Most memory levels of one operand, off-chip memory included. Further ones (nearest the array) are left out.
inline constexpr std::size_t kMaxLevels = 8;

/// Most memories of a core and off-chip memory together; further ones (nearest the array) are left out.
inline constexpr std::size_t kMaxNestMemories = kMaxLevels * kOperandRoles;

/// One memory of one operand's hierarchy.
struct NestLevel {
  std::size_t memory = 0;         ///< index into MemoryNest::memories
  PortUse ports;                  ///< of that memory
  std::vector<int> newArrayDims;  ///< array dimensions that lie between the level below (or the array) and this one

  friend bool operator==(const NestLevel&, const NestLevel&) = default;
};

/// The memories that one tile sees, with the off-chip memory on top for streamed operands.
struct MemoryNest {
  std::vector<MemoryLevel> memories;                           ///< lowest first
  std::array<std::vector<NestLevel>, kOperandRoles> levels;    ///< by roleIndex, lowest first
  std::array<std::vector<int>, kOperandRoles> arrayDimsAbove;  ///< array dimensions that no level of the role serves
  bool hasOffChip = false;                                     ///< the last memory is the off-chip one

  friend bool operator==(const MemoryNest&, const MemoryNest&) = default;
};

/// `offChip` serves the streamed roles only.
[[nodiscard]] MemoryNest makeMemoryNest(const Core& core, const Core& offChip, const StreamedOperands& streamed);

}  // namespace fusewright
