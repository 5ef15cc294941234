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

const DominanceLevel& levelFor(const Lane& lane, double step) {
  std::size_t index = 0;
  while (index + 1 < lane.levels.size() && lane.levels[index + 1].width <= step) ++index;
  return lane.levels[index];
}

/// Colours of a column by the bins of a level that touch it.
void colourByLevel(StripColumn& shown, const Lane& lane, const DominanceLevel& level, double from, double to) {
  const double inverse = 1 / level.width;  // exact: widths are powers of two
  const std::size_t most = level.bins.size() - 1;
  const double reach = std::max(to * inverse, 0.0);
  const std::size_t first = std::min(static_cast<std::size_t>(std::max(from * inverse, 0.0)), most);
  const auto whole = static_cast<std::size_t>(reach);
  const std::size_t end = std::min(static_cast<double>(whole) < reach ? whole + 1 : whole, most + 1);
  const DominanceBin* busiest = &level.bins[first];
  const DominanceBin* idlest = busiest;
  for (std::size_t bin = first + 1; bin < end; ++bin) {
    if (level.bins[bin].cycles > busiest->cycles) busiest = &level.bins[bin];
    if (level.bins[bin].gapCycles > idlest->gapCycles) idlest = &level.bins[bin];
  }
  if (shown.busy > 0) shown.colour = busiest->colour;
  if (shown.busy < 1) shown.gap = from >= lane.items.back().end ? lane.lastGap : idlest->gap;
}

/// Columns narrower than the finest bins, by the items themselves: the longest stretch of each kind.
void fillByItems(std::vector<StripColumn>& strip, const Lane& lane, double start, double step) {
  std::size_t first = firstEndingAfter(lane.items, lane.index, start);
  for (std::size_t column = 0; column < strip.size(); ++column) {
    const double from = start + step * static_cast<double>(column);
    const double to = start + step * static_cast<double>(column + 1);
    StripColumn& shown = strip[column];
    double busy = 0;
    double longest = 0;
    double longestGap = 0;
    double free = from;
    std::size_t index = first;
    for (; index < lane.items.size() && free < to; ++index) {
      const LaneItem& item = lane.items[index];
      const double inside = std::min(item.end, to) - std::max(item.start, from);
      const double gap = std::min(item.start, to) - free;
      if (inside > longest) shown.colour = item.colour;
      if (gap > longestGap) shown.gap = item.gap;
      longest = std::max(longest, inside);
      longestGap = std::max(longestGap, gap);
      busy += std::max(inside, 0.0);
      if (item.end <= to) first = index + 1;
      free = std::max(item.end, free);
      if (item.start >= to) break;
    }
    if (index == lane.items.size() && to - free > longestGap) shown.gap = lane.lastGap;
    shown.busy = static_cast<float>(std::clamp(busy / step, 0.0, 1.0));
  }
}

/// Where to look for the items at the edges of columns. What they will read is asked for here, all at once: whole runs
/// are too long to lie in a cache.
std::vector<Candidates> candidatesOfEdges(const Lane& lane, double from, double step, std::size_t count) {
  std::vector<Candidates> edges(count);
  for (std::size_t edge = 0; edge < count; ++edge) {
    edges[edge] = candidatesAt(lane.items, lane.index, from + step * static_cast<double>(edge));
    const std::size_t item = std::min(edges[edge].first, lane.items.size() - 1);
    __builtin_prefetch(&lane.items[item]);
    __builtin_prefetch(&lane.items[std::min(item + 2, lane.items.size() - 1)]);
    __builtin_prefetch(&lane.index.busyBefore[item / kItemsPerSum]);
  }
  return edges;
}

/// Columns at least as wide as the bins of a level, which says their colours; how busy they are is exact.
void fillByLevel(std::vector<StripColumn>& strip, const Lane& lane, const DominanceLevel& level, double start,
                 double step) {
  const std::vector<Candidates> edges = candidatesOfEdges(lane, start, step, strip.size() + 1);
  const auto busyBefore = [&](std::size_t edge) {
    const double cycle = start + step * static_cast<double>(edge);
    return busyUpTo(lane.items, lane.index, cycle, firstEndingAfter(lane.items, edges[edge], cycle));
  };
  double before = busyBefore(0);
  for (std::size_t column = 0; column < strip.size(); ++column) {
    const double after = busyBefore(column + 1);
    strip[column].busy = static_cast<float>(std::clamp((after - before) / step, 0.0, 1.0));
    colourByLevel(strip[column], lane, level, start + step * static_cast<double>(column),
                  start + step * static_cast<double>(column + 1));
    before = after;
  }
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
  lane.longest = longestOf(items);
  lane.colours.resize(items.size());
  std::ranges::transform(items, lane.colours.begin(), &LaneItem::colour);
  lane.levels = dominanceOf(items);
  lane.index = indexOf(items, lane.levels.empty() ? 1 : lane.levels.front().width);
  lane.items = std::move(items);
  return lane;
}

std::size_t bytesOf(const Lane& lane) {
  std::size_t bytes = lane.items.capacity() * sizeof(LaneItem) + lane.colours.capacity() * sizeof(std::uint16_t) +
                      lane.index.first.capacity() * sizeof(std::uint32_t) +
                      lane.index.busyBefore.capacity() * sizeof(double);
  for (const DominanceLevel& level : lane.levels) bytes += level.bins.capacity() * sizeof(DominanceBin);
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

double busyCycles(const Lane& lane) {
  return lane.items.empty() ? 0 : busyUpTo(lane.items, lane.index, lane.items.back().end, lane.items.size());
}

double busyCycles(const Lane& lane, double from, double to) {
  if (lane.items.empty() || to <= from) return 0;
  const auto busyBefore = [&](double cycle) {
    return busyUpTo(lane.items, lane.index, cycle, firstEndingAfter(lane.items, lane.index, cycle));
  };
  return busyBefore(to) - busyBefore(from);
}

std::vector<StripColumn> stripOf(const Lane& lane, const TimeAxis& axis, int columns) {
  std::vector<StripColumn> strip(static_cast<std::size_t>(std::max(columns, 0)));
  for (StripColumn& column : strip) column.gap = lane.lastGap;
  if (lane.items.empty() || columns <= 0) return strip;
  const double step = (axis.to - axis.from) / columns;
  const DominanceLevel& level = levelFor(lane, step);
  if (step < level.width) {
    fillByItems(strip, lane, axis.from, step);
  } else {
    fillByLevel(strip, lane, level, axis.from, step);
  }
  return strip;
}

ItemRange itemsWithin(const Lane& lane, double from, double to) {
  const auto startsBefore = [to](const LaneItem& item) { return item.start < to; };
  const std::size_t first = firstEndingAfter(lane.items, lane.index, from);
  std::size_t last = firstEndingAfter(lane.items, lane.index, to);
  // The first item that ends after `to` may have begun before; items without length at `to` have ended by then.
  if (last < lane.items.size() && startsBefore(lane.items[last])) ++last;
  while (last > first && !startsBefore(lane.items[last - 1])) --last;
  return {first, std::max(first, last)};
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
