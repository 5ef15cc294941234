#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/operand_role.h"
#include "core/base/quantity.h"

namespace fusewright {

enum class PortKind : std::uint8_t { Read, Write, ReadWrite };

/// One port of a memory. A read-write port carries both directions, one at a time.
struct MemoryPort {
  std::string name;
  PortKind kind = PortKind::ReadWrite;
  BitsPerCycle bandwidth;

  friend bool operator==(const MemoryPort&, const MemoryPort&) = default;
};

/// Which port (index into MemoryLevel::ports) carries each of the four movements of one operand:
/// filling from the level above, towards the level below, and for outputs partial or final sums from below and upwards.
/// ZigZag's names: fh, tl, fl, th.
struct PortUse {
  int fromHigh = 0;
  int toLow = 0;
  std::optional<int> fromLow;
  std::optional<int> toHigh;

  friend bool operator==(const PortUse&, const PortUse&) = default;
};

/// One memory of a core's hierarchy. An instance serves a block of operational units: those along `servedDims` (names of
/// array dimensions); all array dimensions: one instance for the whole array; none: one instance per unit.
struct MemoryLevel {
  std::string name;
  Bits capacity;
  std::vector<MemoryPort> ports;
  std::array<std::optional<PortUse>, kOperandRoles> served;  ///< by roleIndex; none: that operand is not held here
  std::vector<std::string> servedDims;
  Picojoules readEnergy;   ///< per access of `bandwidth` bits
  Picojoules writeEnergy;  ///< per access of `bandwidth` bits
  Bits minReadGranularity{1};
  Bits minWriteGranularity{1};
  double area = 0;  ///< mm2; 0 if only the accelerator's area model knows

  friend bool operator==(const MemoryLevel&, const MemoryLevel&) = default;
};

[[nodiscard]] inline bool serves(const MemoryLevel& memory, OperandRole role) {
  return memory.served[roleIndex(role)].has_value();
}

}  // namespace fusewright
