#include "widgets/gantt/lane.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/gantt/dominance.h"

namespace fusewright {
namespace {

/// Items that one entry of the next level of a LongestTree stands for.
constexpr std::size_t kFan = 16;

double duration(const LaneItem& item) {
  return item.end - item.start;
}

/// The nearest float that is not below: a maximum must not hide what it stands for.
float roundedUp(double value) {
  return std::nextafter(static_cast<float>(value), INFINITY);
}

LongestTree longestOf(const std::vector<LaneItem>& items) {
  LongestTree tree;
  std::vector<float> level((items.size() + kFan - 1) / kFan, 0);
  for (std::size_t entry = 0; entry < level.size(); ++entry) {
    double longest = 0;
    const std::size_t end = std::min((entry + 1) * kFan, items.size());
    for (std::size_t index = entry * kFan; index < end; ++index) longest = std::max(longest, duration(items[index]));
    level[entry] = roundedUp(longest);
  }
  while (level.size() > 1) {
    std::vector<float> above((level.size() + kFan - 1) / kFan, 0);
    for (std::size_t index = 0; index < level.size(); ++index)
      above[index / kFan] = std::max(above[index / kFan], level[index]);
    tree.levels.push_back(std::exchange(level, std::move(above)));
  }
  if (!level.empty()) tree.levels.push_back(std::move(level));
  return tree;
}

/// Index of the first item whose end lies after `cycle`, which is not before `hint`; looked for around `guess` by
/// doubling steps.
std::size_t firstEndingAfter(const Lane& lane, double cycle, std::size_t hint, std::size_t guess) {
  const auto endsBy = [&](std::size_t index) { return lane.items[index].end <= cycle; };
  const std::size_t size = lane.items.size();
  std::size_t low = std::min(std::max(hint, guess), size);
  std::size_t high = low;
  for (std::size_t reach = 4; low > hint && !endsBy(low - 1); reach *= 2) {
    high = low - 1;
    low = high - std::min(high - hint, reach);
  }
  if (high == low)
    for (std::size_t reach = 4; high < size && endsBy(high); reach *= 2) {
      low = high + 1;
      high = low + std::min(size - low, reach);
    }
  const auto begin = lane.items.begin();
  const auto found =
      std::partition_point(begin + static_cast<std::ptrdiff_t>(low), begin + static_cast<std::ptrdiff_t>(high),
                           [cycle](const LaneItem& item) { return item.end <= cycle; });
  return static_cast<std::size_t>(found - begin);
}

std::size_t firstEndingAfter(const Lane& lane, double cycle, std::size_t hint) {
  return firstEndingAfter(lane, cycle, hint, hint);
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

/// The bins of a level that touch [from, to): [first, last].
struct BinRange {
  std::size_t first = 0;
  std::size_t last = 0;
};
BinRange binsWithin(const DominanceLevel& level, double from, double to) {
  const auto most = static_cast<double>(level.colour.size() - 1);
  const auto first = static_cast<std::size_t>(std::clamp(std::floor(from / level.width), 0.0, most));
  const auto last = static_cast<std::size_t>(std::clamp(std::ceil(to / level.width) - 1, 0.0, most));
  return {first, std::max(first, last)};
}

std::size_t fullest(const std::vector<float>& cycles, BinRange bins) {
  const auto begin = cycles.begin() + static_cast<std::ptrdiff_t>(bins.first);
  const auto end = cycles.begin() + static_cast<std::ptrdiff_t>(bins.last) + 1;
  return static_cast<std::size_t>(std::max_element(begin, end) - cycles.begin());
}

/// Colours of a column by the bins of a level.
void colourByLevel(StripColumn& shown, const Lane& lane, const DominanceLevel& level, double from, double to) {
  const BinRange bins = binsWithin(level, from, to);
  if (shown.busy > 0) shown.colour = level.colour[fullest(level.cycles, bins)];
  if (shown.busy < 1)
    shown.gap = from >= lane.items.back().end ? lane.lastGap : level.gap[fullest(level.gapCycles, bins)];
}

/// Colours of a column by the items [first, last] themselves: the longest stretch of each kind.
void colourByItems(StripColumn& shown, const Lane& lane, ItemRange items, double from, double to) {
  double longest = 0;
  double longestGap = 0;
  double free = items.first > 0 ? lane.items[items.first - 1].end : 0;
  for (std::size_t index = items.first; index < items.last; ++index) {
    const LaneItem& item = lane.items[index];
    const double inside = std::min(item.end, to) - std::max(item.start, from);
    const double gap = std::min(item.start, to) - std::max(free, from);
    if (inside > longest) shown.colour = item.colour;
    if (gap > longestGap) shown.gap = item.gap;
    longest = std::max(longest, inside);
    longestGap = std::max(longestGap, gap);
    free = item.end;
  }
  if (items.last == lane.items.size() && to - std::max(free, from) > longestGap) shown.gap = lane.lastGap;
}

/// Collects the items of `lane` within `range` that last at least `least`, below one entry of a level of the tree.
void collectLong(const Lane& lane, std::size_t level, std::size_t entry, ItemRange range, double least,
                 std::vector<std::size_t>& found) {
  std::size_t width = kFan;
  for (std::size_t below = 0; below < level; ++below) width *= kFan;
  if (entry * width >= range.last || (entry + 1) * width <= range.first) return;
  if (lane.longest.levels[level][entry] < least) return;
  if (level > 0) {
    const std::size_t end = std::min((entry + 1) * kFan, lane.longest.levels[level - 1].size());
    for (std::size_t below = entry * kFan; below < end; ++below)
      collectLong(lane, level - 1, below, range, least, found);
    return;
  }
  const std::size_t end = std::min((entry + 1) * kFan, range.last);
  for (std::size_t index = std::max(entry * kFan, range.first); index < end; ++index)
    if (duration(lane.items[index]) >= least) found.push_back(index);
}

}  // namespace

Lane makeLane(std::vector<LaneItem> items, std::uint8_t lastGap) {
  Lane lane;
  lane.lastGap = lastGap;
  lane.busyBefore.reserve(items.size() + 1);
  double busy = 0;
  for (const LaneItem& item : items) {
    lane.busyBefore.push_back(busy);
    busy += duration(item);
  }
  lane.busyBefore.push_back(busy);
  lane.longest = longestOf(items);
  lane.levels = dominanceOf(items);
  lane.items = std::move(items);
  return lane;
}

std::size_t bytesOf(const Lane& lane) {
  std::size_t bytes = lane.items.capacity() * sizeof(LaneItem) + lane.busyBefore.capacity() * sizeof(double);
  for (const DominanceLevel& level : lane.levels)
    bytes += level.colour.capacity() * sizeof(std::uint16_t) + level.gap.capacity() +
             (level.cycles.capacity() + level.gapCycles.capacity()) * sizeof(float);
  for (const auto& level : lane.longest.levels) bytes += level.capacity() * sizeof(float);
  return bytes;
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
  for (StripColumn& column : strip) column.gap = lane.lastGap;
  if (lane.items.empty() || columns <= 0) return strip;
  const double step = (axis.to - axis.from) / columns;
  const DominanceLevel& level = levelFor(lane, step);
  const bool fine = step < level.width;
  std::size_t index = firstEndingAfter(lane, axis.from, 0);
  double before = busyUpTo(lane, axis.from, index);
  std::size_t stride = 0;  // columns hold about as many items as their neighbours
  for (int column = 0; column < columns; ++column) {
    const double from = axis.from + step * column;
    const double to = axis.from + step * (column + 1);
    const std::size_t first = index;
    index = firstEndingAfter(lane, to, index, index + stride);
    stride = index - first;
    const double after = busyUpTo(lane, to, index);
    StripColumn& shown = strip[static_cast<std::size_t>(column)];
    shown.busy = static_cast<float>(std::clamp((after - before) / step, 0.0, 1.0));
    if (fine) {
      colourByItems(shown, lane, {first, std::min(index + 1, lane.items.size())}, from, to);
    } else {
      colourByLevel(shown, lane, level, from, to);
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

std::optional<Gap> gapAt(const Lane& lane, double cycle) {
  const std::size_t index = itemsWithin(lane, cycle, cycle).first;
  const double from = index > 0 ? lane.items[index - 1].end : 0;
  if (index == lane.items.size()) return Gap{.from = from, .to = std::nullopt, .key = lane.lastGap};
  const LaneItem& next = lane.items[index];
  if (next.start <= cycle) return std::nullopt;
  return Gap{.from = from, .to = next.start, .key = next.gap};
}

std::vector<std::size_t> wideItems(const Lane& lane, const TimeAxis& axis, double minPixels) {
  std::vector<std::size_t> wide;
  if (!lane.longest.levels.empty())
    collectLong(lane, lane.longest.levels.size() - 1, 0, itemsWithin(lane, axis.from, axis.to),
                minPixels * axis.cyclesPerPixel(), wide);
  return wide;
}

}  // namespace fusewright
