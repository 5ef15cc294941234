#include "widgets/gantt/dominance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace fusewright {
namespace {

constexpr double kItemsPerBin = 4;
constexpr std::size_t kCoarsestBins = 1024;
constexpr std::size_t kGapKeys = 256;

/// Cycles that each key fills of one bin; cleared by forgetting what was touched.
class BinCounter {
 public:
  explicit BinCounter(std::size_t keys) : cycles_(keys, 0) { touched_.reserve(keys); }

  void add(std::size_t key, double cycles) {
    if (cycles_[key] == 0) touched_.push_back(key);
    cycles_[key] += cycles;
  }

  /// The key that fills most, and how much; all are forgotten.
  std::pair<std::size_t, float> takeMost() {
    std::size_t most = 0;
    double cycles = 0;
    for (const std::size_t key : touched_) {
      if (cycles_[key] > cycles) {
        most = key;
        cycles = cycles_[key];
      }
      cycles_[key] = 0;
    }
    touched_.clear();
    return {most, static_cast<float>(cycles)};
  }

 private:
  std::vector<double> cycles_;
  std::vector<std::size_t> touched_;
};

DominanceLevel emptyLevel(double width, std::size_t bins) {
  return {.width = width,
          .colour = std::vector<std::uint16_t>(bins, 0),
          .cycles = std::vector<float>(bins, 0),
          .gap = std::vector<std::uint8_t>(bins, 0),
          .gapCycles = std::vector<float>(bins, 0)};
}

/// Fills the bins of a level from stretches of time that follow one another.
class LevelWriter {
 public:
  LevelWriter(DominanceLevel& level, std::size_t colours)
      : level_(level), inverse_(1 / level.width), binEnd_(level.width), items_(colours), gaps_(kGapKeys) {}

  void add(BinCounter& counter, std::size_t key, double from, double to) {
    // Most stretches lie in the bin at hand.
    if (to <= binEnd_ && from < to) {
      counter.add(key, to - from);
      return;
    }
    while (from < to) {
      const auto bin = static_cast<std::size_t>(from * inverse_);
      if (bin != bin_) finish(bin);
      const double end = std::min(to, binEnd_);
      counter.add(key, end - from);
      from = end;
    }
  }

  void addItem(const LaneItem& item) { add(items_, item.colour, item.start, item.end); }
  void addGap(std::uint8_t key, double from, double to) { add(gaps_, key, from, to); }

  void finish(std::size_t next) {
    if (bin_ < level_.colour.size()) {
      const auto [colour, cycles] = items_.takeMost();
      const auto [gap, gapCycles] = gaps_.takeMost();
      level_.colour[bin_] = static_cast<std::uint16_t>(colour);
      level_.cycles[bin_] = cycles;
      level_.gap[bin_] = static_cast<std::uint8_t>(gap);
      level_.gapCycles[bin_] = gapCycles;
    }
    bin_ = next;
    binEnd_ = static_cast<double>(next + 1) * level_.width;
  }

 private:
  DominanceLevel& level_;
  double inverse_;
  std::size_t bin_ = 0;
  double binEnd_;  ///< of bin_
  BinCounter items_;
  BinCounter gaps_;
};

DominanceLevel finestLevel(std::span<const LaneItem> items) {
  const double end = items.back().end;
  const double wanted = std::max(end * kItemsPerBin / static_cast<double>(items.size()), 1.0);
  const double width = std::exp2(std::ceil(std::log2(wanted)));
  DominanceLevel level = emptyLevel(width, static_cast<std::size_t>(end / width) + 1);
  LevelWriter writer(level, std::size_t{std::ranges::max(items, {}, &LaneItem::colour).colour} + 1);
  double free = 0;
  for (const LaneItem& item : items) {
    writer.addGap(item.gap, free, item.start);
    writer.addItem(item);
    free = item.end;
  }
  writer.finish(0);
  return level;
}

/// The stronger of two neighbouring bins, or both together where they agree.
template <typename Key>
void halve(const std::vector<Key>& keys, const std::vector<float>& cycles, std::vector<Key>& keysAbove,
           std::vector<float>& cyclesAbove) {
  for (std::size_t bin = 0; bin < keysAbove.size(); ++bin) {
    const std::size_t left = bin * 2;
    const std::size_t right = std::min(left + 1, keys.size() - 1);
    const std::size_t winner = cycles[right] > cycles[left] ? right : left;
    const bool agree = left != right && keys[left] == keys[right];
    keysAbove[bin] = keys[winner];
    cyclesAbove[bin] = agree ? cycles[left] + cycles[right] : cycles[winner];
  }
}

DominanceLevel halved(const DominanceLevel& fine) {
  DominanceLevel level = emptyLevel(fine.width * 2, (fine.colour.size() + 1) / 2);
  halve(fine.colour, fine.cycles, level.colour, level.cycles);
  halve(fine.gap, fine.gapCycles, level.gap, level.gapCycles);
  return level;
}

}  // namespace

std::vector<DominanceLevel> dominanceOf(const std::vector<LaneItem>& items) {
  if (items.empty()) return {};
  std::vector<DominanceLevel> levels{finestLevel(items)};
  while (levels.back().colour.size() > kCoarsestBins) levels.push_back(halved(levels.back()));
  return levels;
}

}  // namespace fusewright
