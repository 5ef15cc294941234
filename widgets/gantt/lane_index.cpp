#include "widgets/gantt/lane_index.h"

#include <algorithm>

#include "widgets/gantt/lane.h"

namespace fusewright {

LaneIndex indexOf(std::span<const LaneItem> items, double width) {
  LaneIndex index{.width = width, .first = {}, .busyBefore = {}};
  if (items.empty()) return index;
  const double inverse = 1 / width;
  index.first.resize(static_cast<std::size_t>(items.back().end * inverse) + 1);
  index.busyBefore.resize((items.size() + kItemsPerSum - 1) / kItemsPerSum);
  double busy = 0;
  std::size_t bin = 0;
  double binStart = 0;
  for (std::size_t item = 0; item < items.size(); ++item) {
    if (item % kItemsPerSum == 0) index.busyBefore[item / kItemsPerSum] = busy;
    busy += items[item].end - items[item].start;
    for (; bin < index.first.size() && binStart < items[item].end; binStart += width)
      index.first[bin++] = static_cast<std::uint32_t>(item);
  }
  for (; bin < index.first.size(); ++bin) index.first[bin] = static_cast<std::uint32_t>(items.size());
  return index;
}

Candidates candidatesAt(std::span<const LaneItem> items, const LaneIndex& index, double cycle) {
  if (cycle < 0 || items.empty()) return {0, items.size()};
  const auto last = static_cast<double>(index.first.size() - 1);
  const auto bin = static_cast<std::size_t>(std::min(cycle / index.width, last));
  return {index.first[bin], bin + 1 < index.first.size() ? index.first[bin + 1] : items.size()};
}

std::size_t firstEndingAfter(std::span<const LaneItem> items, Candidates among, double cycle) {
  constexpr std::size_t kFew = 16;
  const auto endsBy = [cycle](const LaneItem& item) { return item.end <= cycle; };
  auto [first, last] = among;
  if (last - first > kFew) {
    const auto found = std::partition_point(items.begin() + static_cast<std::ptrdiff_t>(first),
                                            items.begin() + static_cast<std::ptrdiff_t>(last), endsBy);
    return static_cast<std::size_t>(found - items.begin());
  }
  while (first < last && endsBy(items[first])) ++first;
  return first;
}

std::size_t firstEndingAfter(std::span<const LaneItem> items, const LaneIndex& index, double cycle) {
  return firstEndingAfter(items, candidatesAt(items, index, cycle), cycle);
}

double busyUpTo(std::span<const LaneItem> items, const LaneIndex& index, double cycle, std::size_t item) {
  if (items.empty()) return 0;
  const std::size_t sum = std::min(item / kItemsPerSum, index.busyBefore.size() - 1);
  double busy = index.busyBefore[sum];
  for (std::size_t before = sum * kItemsPerSum; before < item; ++before)
    busy += items[before].end - items[before].start;
  return item < items.size() ? busy + std::max(0.0, cycle - items[item].start) : busy;
}

}  // namespace fusewright
