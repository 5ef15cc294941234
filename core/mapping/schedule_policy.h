#pragma once

#include <cstdint>
#include <optional>

namespace fusewright {

/// Which piece leaves a memory that is full, where the assumptions let that be chosen (B9 with B10).
enum class Eviction : std::uint8_t {
  FarthestUse,  ///< what is read again last, even if a tile still reads it now: fewest reloads
  IdleFirst,    ///< of what nothing reads any more when a fetch has to begin to be in time, what is read again last:
                ///< shortest waits
};

/// How a transfer uses links that are booked in between, where the assumptions let that be chosen (B2 with B10).
enum class LinkUse : std::uint8_t {
  Whole,    ///< it takes one window that is free for as long as it lasts
  InParts,  ///< it takes what is free from its first moment on: it gives way to what was booked before and goes on
            ///< after
};

/// Choices that a mapping may make for the scheduler; what is left out is as the assumptions say.
struct SchedulePolicy {
  std::optional<std::int32_t> prefetchDepth = {};  ///< tiles of its core that a fetch may run ahead (B10); at least 1
  Eviction eviction = Eviction::FarthestUse;
  LinkUse links = LinkUse::Whole;

  friend bool operator==(const SchedulePolicy&, const SchedulePolicy&) = default;
};

}  // namespace fusewright
