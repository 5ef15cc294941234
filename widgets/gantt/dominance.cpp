#include "widgets/gantt/dominance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace fusewright {
namespace {

constexpr double kItemsPerBin = 4;
constexpr std::size_t kCoarsestBins = 1024;

/// Cycles that each key fills of one bin; cleared by forgetting what was touched.
class BinCounter {
 public:
  void add(std::size_t key, double cycles) {
    if (key >= cycles_.size()) cycles_.resize(key + 1, 0);
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
  return {.width = width, .bins = std::vector<DominanceBin>(bins)};
}

/// Fills the bins of a level from stretches of time that follow one another.
class LevelWriter {
 public:
  explicit LevelWriter(DominanceLevel& level) : level_(level), inverse_(1 / level.width), binEnd_(level.width) {}

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
    if (bin_ < level_.bins.size()) {
      const auto [colour, cycles] = items_.takeMost();
      const auto [gap, gapCycles] = gaps_.takeMost();
      level_.bins[bin_] = {.cycles = cycles,
                           .gapCycles = gapCycles,
                           .colour = static_cast<std::uint16_t>(colour),
                           .gap = static_cast<std::uint8_t>(gap)};
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
  LevelWriter writer(level);
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
DominanceBin joined(const DominanceBin& left, const DominanceBin& right) {
  DominanceBin above = left;
  if (left.colour == right.colour) {
    above.cycles += right.cycles;
  } else if (right.cycles > left.cycles) {
    above.colour = right.colour;
    above.cycles = right.cycles;
  }
  if (left.gap == right.gap) {
    above.gapCycles += right.gapCycles;
  } else if (right.gapCycles > left.gapCycles) {
    above.gap = right.gap;
    above.gapCycles = right.gapCycles;
  }
  return above;
}

DominanceLevel halved(const DominanceLevel& fine) {
  DominanceLevel level = emptyLevel(fine.width * 2, (fine.bins.size() + 1) / 2);
  const std::size_t pairs = fine.bins.size() / 2;
  for (std::size_t bin = 0; bin < pairs; ++bin) level.bins[bin] = joined(fine.bins[2 * bin], fine.bins[2 * bin + 1]);
  if (pairs < level.bins.size()) level.bins[pairs] = fine.bins.back();
  return level;
}

}  // namespace

std::vector<DominanceLevel> dominanceOf(const std::vector<LaneItem>& items) {
  if (items.empty()) return {};
  std::vector<DominanceLevel> levels{finestLevel(items)};
  while (levels.back().bins.size() > kCoarsestBins) levels.push_back(halved(levels.back()));
  return levels;
}

}  // namespace fusewright
