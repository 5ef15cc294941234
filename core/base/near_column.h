#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/base/allocated.h"

namespace fusewright {

/// A list of numbers that mostly lie a whole step from those before them, at two bytes each if the steps are short and
/// at four if not. Each block of entries has the first one's number, the others hold how far from it they are; a number
/// too far away, or no whole step, is kept besides. Blocks choose what takes least. Nothing is rounded: what is read is
/// what was put in. `Number` is `double` or `std::int32_t`.
template <typename Number>
class NearColumn {
 public:
  [[nodiscard]] std::size_t size() const { return blocks_.size() * kBlock + open_.size(); }

  void push_back(Number number) {
    if (open_.empty()) open_.reserve(kBlock);
    open_.push_back(number);
    if (open_.size() == kBlock) seal();
  }

  [[nodiscard]] Number operator[](std::size_t index) const {
    if (index >= blocks_.size() * kBlock) return open_[index % kBlock];
    const Block& block = blocks_[index / kBlock];
    const std::size_t at = std::size_t{block.place} * kBlock + index % kBlock;
    return block.isShort ? numberAt(block, short_[at]) : numberAt(block, long_[at]);
  }

  void shrinkToFit() {
    blocks_.shrink_to_fit();
    short_.shrink_to_fit();
    long_.shrink_to_fit();
    kept_.shrink_to_fit();
    open_.shrink_to_fit();
  }
  /// What it has allocated.
  [[nodiscard]] std::size_t bytes() const {
    return allocatedBy(blocks_) + allocatedBy(short_) + allocatedBy(long_) + allocatedBy(kept_) + allocatedBy(open_);
  }

 private:
  static constexpr std::size_t kBlock = 128;

  struct Block {
    Number first = 0;
    std::uint32_t firstKept = 0;
    std::uint32_t place : 31 = 0;  ///< among the blocks with steps as long
    std::uint32_t isShort : 1 = 0;
  };

  /// Steps from here on count the block's numbers in `kept_`; the others are shorter, forth and back.
  template <typename Step>
  static constexpr std::int64_t kKept = sizeof(Step) == 2 ? 32768 - static_cast<std::int64_t>(kBlock) : 1 << 30;

  /// Whether `first` and a step of that size make `number`.
  template <typename Step>
  [[nodiscard]] static bool isStep(Number first, Number number) {
    if constexpr (std::is_integral_v<Number>) {
      const std::int64_t step = std::int64_t{number} - first;
      return step >= -kKept<Step> && step < kKept<Step>;
    } else {
      const Number step = number - first;
      if (!(step >= -static_cast<Number>(kKept<Step>) && step < static_cast<Number>(kKept<Step>))) return false;
      const auto whole = static_cast<Number>(static_cast<std::int32_t>(step));
      return whole == step && first + step == number;
    }
  }

  template <typename Step>
  [[nodiscard]] std::size_t keptWith(Number first) const {
    std::size_t kept = 0;
    for (const Number number : open_) kept += isStep<Step>(first, number) ? 0 : 1;
    return kept;
  }

  template <typename Step>
  [[nodiscard]] Number numberAt(const Block& block, Step step) const {
    if (step < kKept<Step>) return block.first + static_cast<Number>(step);
    return kept_[block.firstKept + static_cast<std::size_t>(step - kKept<Step>)];
  }

  void seal() {
    const Number first = open_.front();
    const std::size_t keptShort = keptWith<std::int16_t>(first);
    const auto cost = [](std::size_t step, std::size_t kept) { return kBlock * step + kept * sizeof(Number); };
    const bool isShort = keptShort == 0 || cost(2, keptShort) < cost(4, keptWith<std::int32_t>(first));
    const std::size_t place = (isShort ? short_.size() : long_.size()) / kBlock;
    blocks_.push_back({.first = first,
                       .firstKept = static_cast<std::uint32_t>(kept_.size()),
                       .place = static_cast<std::uint32_t>(place) & 0x7FFFFFFFU,
                       .isShort = isShort ? 1U : 0U});
    if (isShort) {
      write(short_);
    } else {
      write(long_);
    }
    open_.clear();
  }

  template <typename Step>
  void write(std::vector<Step>& steps) {
    const Block& block = blocks_.back();
    for (const Number number : open_) {
      if (isStep<Step>(block.first, number)) {
        steps.push_back(static_cast<Step>(number - block.first));
      } else {
        steps.push_back(static_cast<Step>(kKept<Step> + static_cast<std::int64_t>(kept_.size() - block.firstKept)));
        kept_.push_back(number);
      }
    }
  }

  std::vector<Block> blocks_;
  std::vector<std::int16_t> short_;
  std::vector<std::int32_t> long_;
  std::vector<Number> kept_;
  std::vector<Number> open_;  ///< the last block, as long as it is not full
};

}  // namespace fusewright
