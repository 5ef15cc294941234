#pragma once

#include <deque>
#include <memory>
#include <string>

#include "core/hardware/accelerator.h"

namespace fusewright {

/// An accelerator as its file says.
struct HardwareSource {
  std::string file;
  std::shared_ptr<const Accelerator> accelerator;
};

/// Remembers which files accelerators were read from, so that a design of a sweep, or one that undo brings back, is
/// said by the file that it came from.
class HardwareSources {
 public:
  void remember(HardwareSource source);
  /// The file from which the fewest changes of parameters lead to `wanted`, the latest among equals; the latest of all
  /// if none leads there; null if nothing was remembered.
  [[nodiscard]] const HardwareSource* find(const Accelerator& wanted) const;
  /// The file that was remembered last; empty if none was.
  [[nodiscard]] std::string latestFile() const { return known_.empty() ? std::string() : known_.front().file; }

 private:
  std::deque<HardwareSource> known_;  ///< the latest first
};

}  // namespace fusewright
