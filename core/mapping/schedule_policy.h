#pragma once

#include <cstdint>
#include <optional>

namespace fusewright {

/// Which piece leaves a memory that is full, where the assumptions let that be chosen (B9 with B10).
enum class Eviction : std::uint8_t {
  FarthestUse,  ///< what is read again last, even if a tile still reads it now: fewest reloads
  IdleFirst,    ///< of what nothing reads any more at the time asked for, what is read again last: shortest waits
};

/// Choices that a mapping may make for the scheduler; what is left out is as the assumptions say.
struct SchedulePolicy {
  std::optional<std::int32_t> prefetchDepth = {};  ///< tiles of its core that a fetch may run ahead (B10); at least 1
  Eviction eviction = Eviction::FarthestUse;

  friend bool operator==(const SchedulePolicy&, const SchedulePolicy&) = default;
};

}  // namespace fusewright
