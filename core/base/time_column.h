#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/allocated.h"
#include "core/base/quantity.h"

namespace fusewright {

/// A list of times at some four bytes each, for times that mostly lie whole cycles from those before them. Each block
/// of entries has the first one's time, the others hold how far from it they are. A time that is no whole number of
/// cycles away, or too many, is kept besides, at twelve bytes. Nothing is rounded: what is read is what was put in.
class TimeColumn {
 public:
  [[nodiscard]] std::size_t size() const { return steps_.size(); }

  void push_back(Cycles time) {
    if (steps_.size() % kBlock == 0) blocks_.push_back({.first = time.value, .firstKept = kept_.size()});
    const Block& block = blocks_.back();
    const double step = time.value - block.first;
    if (step >= -kFar && step < kFar && step == std::floor(step) && block.first + step == time.value) {
      steps_.push_back(static_cast<std::int32_t>(step));
    } else {
      steps_.push_back(kKept + static_cast<std::int32_t>(kept_.size() - block.firstKept));
      kept_.push_back(time.value);
    }
  }

  [[nodiscard]] Cycles operator[](std::size_t index) const {
    const Block& block = blocks_[index / kBlock];
    const std::int32_t step = steps_[index];
    if (step < kKept) return Cycles(block.first + step);
    return Cycles(kept_[block.firstKept + static_cast<std::size_t>(step - kKept)]);
  }

  void shrinkToFit() {
    blocks_.shrink_to_fit();
    steps_.shrink_to_fit();
    kept_.shrink_to_fit();
  }
  /// What it has allocated.
  [[nodiscard]] std::size_t bytes() const { return allocatedBy(blocks_) + allocatedBy(steps_) + allocatedBy(kept_); }

 private:
  static constexpr std::size_t kBlock = 128;
  static constexpr std::int32_t kKept = 1 << 30;  ///< steps from here on count the block's times in `kept_`
  static constexpr double kFar = kKept;

  struct Block {
    double first = 0;
    std::size_t firstKept = 0;
  };

  std::vector<Block> blocks_;
  std::vector<std::int32_t> steps_;
  std::vector<double> kept_;
};

}  // namespace fusewright
