#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/allocated.h"

namespace fusewright {

/// A list of values of which few differ: one byte each while there are at most 256 of them, two while there are at most
/// 65,536; if there are more, each value takes its own size, as in a plain vector. `Value` has an order.
template <typename Value>
class CodedColumn {
 public:
  [[nodiscard]] std::size_t size() const { return isPlain_ ? values_.size() : narrow_.size() + wide_.size(); }

  void push_back(const Value& value) {
    if (!isPlain_ && !isKnown(value)) learn(value);
    if (isPlain_)
      values_.push_back(value);
    else if (values_.size() <= kNarrow)
      narrow_.push_back(static_cast<std::uint8_t>(latest_));
    else
      wide_.push_back(static_cast<std::uint16_t>(latest_));
  }

  [[nodiscard]] const Value& operator[](std::size_t index) const {
    if (!narrow_.empty()) return values_[narrow_[index]];
    return values_[isPlain_ ? index : wide_[index]];
  }

  void shrinkToFit() {
    values_.shrink_to_fit();
    byValue_.shrink_to_fit();
    narrow_.shrink_to_fit();
    wide_.shrink_to_fit();
  }
  /// What it has allocated.
  [[nodiscard]] std::size_t bytes() const {
    return allocatedBy(values_) + allocatedBy(byValue_) + allocatedBy(narrow_) + allocatedBy(wide_);
  }

 private:
  static constexpr std::size_t kNarrow = 256;
  static constexpr std::size_t kWide = 65536;

  /// Whether `value` has a code, which is then the latest.
  [[nodiscard]] bool isKnown(const Value& value) {
    if (!values_.empty() && values_[latest_] == value) return true;
    const auto found = placeOf(value);
    if (found == byValue_.end() || values_[*found] != value) return false;
    latest_ = *found;
    return true;
  }

  [[nodiscard]] std::vector<std::uint16_t>::iterator placeOf(const Value& value) {
    return std::ranges::lower_bound(byValue_, value, {},
                                    [this](std::uint16_t code) -> const Value& { return values_[code]; });
  }

  void learn(const Value& value) {
    if (values_.size() == kWide) return becomePlain();
    if (values_.size() == kNarrow) {
      wide_.assign(narrow_.begin(), narrow_.end());
      narrow_ = {};
    }
    latest_ = values_.size();
    byValue_.insert(placeOf(value), static_cast<std::uint16_t>(latest_));
    values_.push_back(value);
  }

  void becomePlain() {
    std::vector<Value> all;
    all.reserve(wide_.size() + 1);
    for (const std::uint16_t code : wide_) all.push_back(values_[code]);
    values_ = std::move(all);
    byValue_ = {};
    wide_ = {};
    isPlain_ = true;
  }

  bool isPlain_ = false;
  std::size_t latest_ = 0;              ///< the code of the value that was put in last
  std::vector<Value> values_;           ///< by code; if plain, by index
  std::vector<std::uint16_t> byValue_;  ///< codes in order of their values
  std::vector<std::uint8_t> narrow_;    ///< codes by index, if all of them fit
  std::vector<std::uint16_t> wide_;     ///< codes by index, if not
};

}  // namespace fusewright
