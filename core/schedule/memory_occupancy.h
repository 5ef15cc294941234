#pragma once

#include <cstdint>
#include <optional>

#include "core/base/quantity.h"
#include "core/base/step_list.h"

namespace fusewright {

/// How full one memory is over time while a schedule is being made: a step function that may already reach into the
/// future.
class MemoryOccupancy {
 public:
  explicit MemoryOccupancy(Bits capacity) : capacity_(capacity.value) {}

  /// `bits` more from `time` on; negative: less.
  void change(double time, std::int64_t bits);

  /// The earliest time >= `from` from which `bits` more fit for good; none if that never comes (METHOD A5.4).
  [[nodiscard]] std::optional<double> earliestRoom(double from, std::int64_t bits) const;

  /// The time of the last planned change; 0 if there is none.
  [[nodiscard]] double lastChange() const { return changes_.empty() ? 0 : changes_.back().time; }

  /// What is free after the last planned change.
  [[nodiscard]] Bits finallyFree() const { return Bits(capacity_ - finally_); }
  [[nodiscard]] Bits capacity() const { return Bits(capacity_); }

 private:
  struct Change {
    double time = 0;
    std::int64_t bits = 0;
  };

  /// Of a block of changes.
  struct Rise {
    std::int64_t total = 0;  ///< the sum of the changes
    std::int64_t highest =
        0;  ///< the most that was occupied before any of them, less what is after the last; not below 0
  };

  std::int64_t capacity_;
  std::int64_t finally_ = 0;  ///< occupancy after the last change
  StepList<Change, &Change::time, Rise> changes_;
};

}  // namespace fusewright
