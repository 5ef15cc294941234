#include "widgets/gantt/lane.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fusewright {
namespace {

constexpr double kItemsPerBin = 4;
constexpr std::size_t kCoarsestBins = 1024;
constexpr std::size_t kLongest = 65536;
constexpr std::size_t kScanAtMost = 50000;

/// Cycles that each colour fills of one bin; cleared by forgetting what was touched.
class BinCounter {
 public:
  void add(std::uint16_t colour, double cycles) {
    if (colour >= cycles_.size()) cycles_.resize(colour + 1U, 0);
    if (cycles_[colour] == 0) touched_.push_back(colour);
    cycles_[colour] += cycles;
  }

  void moveTo(DominanceLevel& level, std::size_t bin) {
    for (const std::uint16_t colour : touched_) {
      if (cycles_[colour] > level.cycles[bin]) {
        level.colour[bin] = colour;
        level.cycles[bin] = static_cast<float>(cycles_[colour]);
      }
      cycles_[colour] = 0;
    }
    touched_.clear();
  }

 private:
  std::vector<double> cycles_;
  std::vector<std::uint16_t> touched_;
};

DominanceLevel finestLevel(std::span<const LaneItem> items) {
  const double end = items.back().end;
  const double wanted = std::max(end * kItemsPerBin / static_cast<double>(items.size()), 1.0);
  DominanceLevel level{.width = std::exp2(std::ceil(std::log2(wanted))), .colour = {}, .cycles = {}};
  const auto bins = static_cast<std::size_t>(end / level.width) + 1;
  level.colour.assign(bins, 0);
  level.cycles.assign(bins, 0);
  BinCounter counter;
  std::size_t bin = 0;
  for (const LaneItem& item : items) {
    for (double from = item.start; from < item.end;) {
      const auto at = static_cast<std::size_t>(from / level.width);
      if (at != bin) counter.moveTo(level, bin);
      bin = at;
      const double to = std::min(item.end, static_cast<double>(at + 1) * level.width);
      counter.add(item.colour, to - from);
      from = to;
    }
  }
  counter.moveTo(level, bin);
  return level;
}

/// The stronger of two neighbouring bins, or both together where they agree.
DominanceLevel halved(const DominanceLevel& fine) {
  const std::size_t bins = (fine.colour.size() + 1) / 2;
  DominanceLevel level{.width = fine.width * 2, .colour = {}, .cycles = {}};
  level.colour.resize(bins);
  level.cycles.resize(bins);
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::size_t left = bin * 2;
    const std::size_t right = std::min(left + 1, fine.colour.size() - 1);
    const bool rightWins = fine.cycles[right] > fine.cycles[left];
    const std::size_t winner = rightWins ? right : left;
    const bool agree = left != right && fine.colour[left] == fine.colour[right];
    level.colour[bin] = fine.colour[winner];
    level.cycles[bin] = agree ? fine.cycles[left] + fine.cycles[right] : fine.cycles[winner];
  }
  return level;
}

double duration(const LaneItem& item) {
  return item.end - item.start;
}

std::vector<std::int32_t> longestItems(std::span<const LaneItem> items) {
  std::vector<std::int32_t> order(items.size());
  std::iota(order.begin(), order.end(), 0);
  const auto kept = std::min(items.size(), kLongest);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&](std::int32_t a, std::int32_t b) {
                      const double left = duration(items[static_cast<std::size_t>(a)]);
                      const double right = duration(items[static_cast<std::size_t>(b)]);
                      return left != right ? left > right : a < b;
                    });
  order.resize(kept);
  order.shrink_to_fit();
  return order;
}

/// Index of the first item whose end lies after `cycle`, looked for from `hint` on by doubling steps.
std::size_t firstEndingAfter(const Lane& lane, double cycle, std::size_t hint) {
  const auto endsBy = [&](std::size_t index) { return lane.items[index].end <= cycle; };
  std::size_t low = hint;
  std::size_t reach = 1;
  while (low + reach < lane.items.size() && endsBy(low + reach)) {
    low += reach;
    reach *= 2;
  }
  const std::size_t high = std::min(low + reach + 1, lane.items.size());
  const auto begin = lane.items.begin();
  const auto found =
      std::partition_point(begin + static_cast<std::ptrdiff_t>(low), begin + static_cast<std::ptrdiff_t>(high),
                           [cycle](const LaneItem& item) { return item.end <= cycle; });
  return static_cast<std::size_t>(found - begin);
}

/// Busy cycles before `cycle`, given the first item that ends after it.
double busyUpTo(const Lane& lane, double cycle, std::size_t index) {
  const double before = lane.busyBefore[index];
  return index < lane.items.size() ? before + std::max(0.0, cycle - lane.items[index].start) : before;
}

const DominanceLevel& levelFor(const Lane& lane, double step) {
  std::size_t index = 0;
  while (index + 1 < lane.levels.size() && lane.levels[index + 1].width <= step) ++index;
  return lane.levels[index];
}

/// The colour with the most cycles among the bins that touch [from, to).
std::uint16_t dominantColour(const DominanceLevel& level, double from, double to) {
  const auto last = static_cast<double>(level.colour.size() - 1);
  const auto begin = static_cast<std::size_t>(std::clamp(std::floor(from / level.width), 0.0, last));
  const auto end = static_cast<std::size_t>(std::clamp(std::ceil(to / level.width) - 1, 0.0, last));
  const auto first = level.cycles.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto best =
      std::max_element(first, level.cycles.begin() + static_cast<std::ptrdiff_t>(std::max(begin, end)) + 1);
  return level.colour[static_cast<std::size_t>(best - level.cycles.begin())];
}

}  // namespace

Lane makeLane(std::vector<LaneItem> items) {
  Lane lane;
  lane.busyBefore.resize(items.size() + 1, 0);
  for (std::size_t index = 0; index < items.size(); ++index) {
    lane.busyBefore[index + 1] = lane.busyBefore[index] + duration(items[index]);
  }
  if (!items.empty()) {
    lane.longest = longestItems(items);
    lane.levels.push_back(finestLevel(items));
    while (lane.levels.back().colour.size() > kCoarsestBins) lane.levels.push_back(halved(lane.levels.back()));
  }
  lane.items = std::move(items);
  return lane;
}

std::vector<std::vector<LaneItem>> separated(std::span<const LaneItem> items) {
  std::vector<std::vector<LaneItem>> lanes;
  for (const LaneItem& item : items) {
    const auto free = std::ranges::find_if(lanes, [&](const auto& lane) { return lane.back().end <= item.start; });
    if (free != lanes.end()) {
      free->push_back(item);
    } else {
      lanes.push_back({item});
    }
  }
  return lanes;
}

double busyCycles(const Lane& lane, double from, double to) {
  if (lane.items.empty() || to <= from) return 0;
  const std::size_t first = firstEndingAfter(lane, from, 0);
  return busyUpTo(lane, to, firstEndingAfter(lane, to, first)) - busyUpTo(lane, from, first);
}

std::vector<StripColumn> stripOf(const Lane& lane, const TimeAxis& axis, int columns) {
  std::vector<StripColumn> strip(static_cast<std::size_t>(std::max(columns, 0)));
  if (lane.items.empty() || columns <= 0) return strip;
  const double step = (axis.to - axis.from) / columns;
  const DominanceLevel& level = levelFor(lane, step);
  const bool fine = step < level.width;
  std::size_t index = firstEndingAfter(lane, axis.from, 0);
  double before = busyUpTo(lane, axis.from, index);
  for (int column = 0; column < columns; ++column) {
    const double from = axis.from + step * column;
    const double to = axis.from + step * (column + 1);
    const std::size_t first = index;
    index = firstEndingAfter(lane, to, index);
    const double after = busyUpTo(lane, to, index);
    StripColumn& shown = strip[static_cast<std::size_t>(column)];
    shown.busy = static_cast<float>(std::clamp((after - before) / step, 0.0, 1.0));
    if (fine && first < lane.items.size()) {
      const std::size_t last = std::min(index + 1, lane.items.size());
      const auto overlap = [&](const LaneItem& item) { return std::min(item.end, to) - std::max(item.start, from); };
      const auto best = std::ranges::max_element(lane.items.begin() + static_cast<std::ptrdiff_t>(first),
                                                 lane.items.begin() + static_cast<std::ptrdiff_t>(last), {}, overlap);
      shown.colour = best->colour;
    } else if (shown.busy > 0) {
      shown.colour = dominantColour(level, from, to);
    }
    before = after;
  }
  return strip;
}

ItemRange itemsWithin(const Lane& lane, double from, double to) {
  const auto begin = lane.items.begin();
  const auto first =
      std::partition_point(begin, lane.items.end(), [from](const LaneItem& item) { return item.end <= from; });
  const auto last =
      std::partition_point(first, lane.items.end(), [to](const LaneItem& item) { return item.start < to; });
  return {static_cast<std::size_t>(first - begin), static_cast<std::size_t>(last - begin)};
}

std::optional<std::size_t> itemAt(const Lane& lane, double cycle) {
  const std::size_t index = itemsWithin(lane, cycle, cycle).first;
  if (index >= lane.items.size() || lane.items[index].start > cycle) return std::nullopt;
  return index;
}

std::vector<std::size_t> wideItems(const Lane& lane, const TimeAxis& axis, double minPixels) {
  const double least = minPixels * axis.cyclesPerPixel();
  const ItemRange visible = itemsWithin(lane, axis.from, axis.to);
  std::vector<std::size_t> wide;
  if (visible.size() <= kScanAtMost) {
    for (std::size_t index = visible.first; index < visible.last; ++index) {
      if (duration(lane.items[index]) >= least) wide.push_back(index);
    }
    return wide;
  }
  for (const std::int32_t longIndex : lane.longest) {
    const auto index = static_cast<std::size_t>(longIndex);
    if (duration(lane.items[index]) < least) break;
    if (index >= visible.first && index < visible.last) wide.push_back(index);
  }
  return wide;
}

}  // namespace fusewright
