#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace fusewright {

/// Where an entry of a StepList is. Positions from before an insertion no longer hold after it.
struct StepPosition {
  std::size_t block = 0;
  std::size_t offset = 0;

  friend bool operator==(const StepPosition&, const StepPosition&) = default;
};

/// For lists whose blocks nobody sums up.
struct NoSummary {};

/// Entries sorted by time, for step functions that grow at their end and are also changed far behind it. Kept in blocks
/// of at most `MostInBlock`, so that an insertion moves few entries however many there are. `TimeOf` is the member that
/// holds the time; times are distinct. A search may leave a `Summary` of a block that it went through, so that the next
/// one can pass over it; any change of the block forgets it.
template <typename Entry, auto TimeOf, typename Summary = NoSummary, std::size_t MostInBlock = 256>
class StepList {
  static_assert(MostInBlock >= 2);

 public:
  [[nodiscard]] bool empty() const { return blocks_.empty(); }
  [[nodiscard]] Entry& operator[](StepPosition at) {
    summaries_[at.block].reset();
    return blocks_[at.block][at.offset];
  }
  [[nodiscard]] const Entry& operator[](StepPosition at) const { return blocks_[at.block][at.offset]; }
  [[nodiscard]] const Entry& back() const { return blocks_.back().back(); }

  [[nodiscard]] StepPosition begin() const { return {}; }
  [[nodiscard]] StepPosition end() const { return {blocks_.size(), 0}; }
  [[nodiscard]] StepPosition next(StepPosition at) const {
    return at.offset + 1 < blocks_[at.block].size() ? StepPosition{at.block, at.offset + 1}
                                                    : StepPosition{at.block + 1, 0};
  }
  /// Requires at != begin().
  [[nodiscard]] StepPosition previous(StepPosition at) const {
    return at.offset > 0 ? StepPosition{at.block, at.offset - 1}
                         : StepPosition{at.block - 1, blocks_[at.block - 1].size() - 1};
  }

  [[nodiscard]] std::size_t blockCount() const { return blocks_.size(); }
  /// The entries of one block; there is at least one.
  [[nodiscard]] std::span<const Entry> block(std::size_t index) const { return blocks_[index]; }
  /// What was last found out about a block, if it has not changed since.
  [[nodiscard]] std::optional<Summary>& summary(std::size_t block) const { return summaries_[block]; }

  /// The last entry at or before `time`; end() if there is none.
  [[nodiscard]] StepPosition lastAtOrBefore(double time) const {
    if (blocks_.empty() || firstTimes_.front() > time) return end();
    std::size_t block = blocks_.size() - 1;
    if (firstTimes_.back() > time) {  // most questions are about the end
      const auto after = std::upper_bound(firstTimes_.begin(), firstTimes_.end(), time);
      block = static_cast<std::size_t>(after - firstTimes_.begin()) - 1;
    }
    const std::vector<Entry>& entries = blocks_[block];
    std::size_t offset = entries.size();
    for (int looks = 0; looks < kLooksBack && offset > 0; ++looks)
      if (entries[--offset].*TimeOf <= time) return {block, offset};
    const auto last = entries.begin() + static_cast<std::ptrdiff_t>(offset);
    const auto after = std::ranges::upper_bound(entries.begin(), last, time, {}, TimeOf);
    return {block, static_cast<std::size_t>(after - entries.begin()) - 1};
  }

  /// Puts `entry` behind the last entry before its time and returns where it is.
  StepPosition insert(Entry entry) {
    if (blocks_.empty()) return startBlock(0, std::move(entry));
    StepPosition at = lastAtOrBefore(entry.*TimeOf);
    at = at == end() ? begin() : StepPosition{at.block, at.offset + 1};
    if (blocks_[at.block].size() >= MostInBlock) {
      if (at.block + 1 == blocks_.size() && at.offset == MostInBlock)
        return startBlock(blocks_.size(), std::move(entry));
      halve(at.block);
      if (at.offset > MostInBlock / 2) at = {at.block + 1, at.offset - MostInBlock / 2};
    }
    summaries_[at.block].reset();
    std::vector<Entry>& block = blocks_[at.block];
    block.insert(block.begin() + static_cast<std::ptrdiff_t>(at.offset), std::move(entry));
    firstTimes_[at.block] = block.front().*TimeOf;
    return at;
  }

 private:
  static constexpr int kLooksBack = 8;  ///< entries compared one by one before a block is searched

  StepPosition startBlock(std::size_t block, Entry entry) {
    const auto offset = static_cast<std::ptrdiff_t>(block);
    firstTimes_.insert(firstTimes_.begin() + offset, entry.*TimeOf);
    summaries_.insert(summaries_.begin() + offset, std::nullopt);
    blocks_.insert(blocks_.begin() + offset, std::vector<Entry>{})->reserve(MostInBlock);
    blocks_[block].push_back(std::move(entry));
    return {block, 0};
  }

  void halve(std::size_t block) {
    constexpr auto half = static_cast<std::ptrdiff_t>(MostInBlock / 2);
    std::vector<Entry> upper;
    upper.reserve(MostInBlock);
    upper.assign(blocks_[block].begin() + half, blocks_[block].end());
    blocks_[block].resize(static_cast<std::size_t>(half));
    summaries_[block].reset();
    summaries_.insert(summaries_.begin() + static_cast<std::ptrdiff_t>(block) + 1, std::nullopt);
    firstTimes_.insert(firstTimes_.begin() + static_cast<std::ptrdiff_t>(block) + 1, upper.front().*TimeOf);
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(block) + 1, std::move(upper));
  }

  std::vector<std::vector<Entry>> blocks_;                 ///< none is empty
  std::vector<double> firstTimes_;                         ///< by block
  mutable std::vector<std::optional<Summary>> summaries_;  ///< by block; what searches learnt, not what the list is
};

}  // namespace fusewright
