#include "core/graph/fold_repeats.h"

#include <algorithm>
#include <map>
#include <queue>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/graph/item_feeds.h"
#include "core/graph/layer_shape.h"
#include "core/graph/repeated_runs.h"

namespace fusewright {
namespace {

constexpr std::size_t kLeastHidden = 2;
constexpr std::size_t kLeastCopiesSideBySide = 4;

using Runs = std::vector<RepeatedRun>;

/// Equal numbers for equal shapes, counted by first appearance.
std::vector<std::int32_t> shapesOf(const Workload& workload, const std::vector<FoldItem>& items) {
  std::unordered_map<std::string, std::int32_t> numbers;
  std::vector<std::int32_t> shapes;
  for (const FoldItem& item : items) {
    const auto next = static_cast<std::int32_t>(numbers.size());
    shapes.push_back(numbers.try_emplace(shapeOfLayers(workload, item.first, item.last), next).first->second);
  }
  return shapes;
}

RepeatedRun clipped(const RepeatedRun& run, std::size_t first, std::size_t last) {
  return {.first = std::max(run.first, first), .last = std::min(run.last, last), .period = run.period};
}

bool repeats(const RepeatedRun& run) {
  return run.last >= run.first + 2 * run.period;
}

/// What lasts for one search: the items and how they hang together.
class Search {
 public:
  Search(const Workload& workload, const std::vector<FoldItem>& items)
      : shapes_(shapesOf(workload, items)), feeds_(feedsOf(workload, items)), crossing_(crossingTensors(feeds_)) {}

  [[nodiscard]] std::vector<FoldedRepeat> all() const { return within(0, shapes_.size(), repeatedRuns(shapes_)); }

 private:
  [[nodiscard]] std::vector<FoldedRepeat> within(std::size_t first, std::size_t last, const Runs& runs) const;
  [[nodiscard]] std::vector<FoldedRepeat> chosen(std::size_t first, std::size_t last, const Runs& runs) const;
  [[nodiscard]] std::vector<FoldedRepeat> candidates(const RepeatedRun& run) const;
  [[nodiscard]] FoldedRepeat bestCut(const RepeatedRun& run) const;
  [[nodiscard]] bool matches(std::size_t item, std::size_t first, std::size_t period) const;
  [[nodiscard]] bool isWorthFolding(const FoldedRepeat& repeat) const;
  void fillCopies(FoldedRepeat& repeat, const Runs& runs) const;

  std::vector<std::int32_t> shapes_;
  std::vector<std::vector<ItemFeed>> feeds_;
  std::vector<std::int32_t> crossing_;
};

/// Whether `item`, in a run that begins at `first`, and the item one period later are fed alike.
bool Search::matches(std::size_t item, std::size_t first, std::size_t period) const {
  const std::vector<ItemFeed>& here = feeds_[item];
  const std::vector<ItemFeed>& there = feeds_[item + period];
  if (shapes_[item] != shapes_[item + period] || here.size() != there.size()) return false;
  const auto begin = static_cast<std::int32_t>(first);
  const auto step = static_cast<std::int32_t>(period);
  const bool inFirstCopy = item < first + period;
  for (std::size_t index = 0; index < here.size(); ++index) {
    const ItemFeed& a = here[index];
    const ItemFeed& b = there[index];
    const bool bothOutside = a.producer < begin && b.producer < begin;
    // What feeds the first copy stands where later ones have the copy before them.
    if (inFirstCopy && a.producer < begin && b.producer < begin + step) continue;
    if (bothOutside && (a.producer < 0) == (b.producer < 0)) continue;
    if (a.producer < begin || a.producer + step != b.producer || a.slot != b.slot) return false;
  }
  return true;
}

bool Search::isWorthFolding(const FoldedRepeat& repeat) const {
  if (repeat.hidden() < kLeastHidden) return false;
  if (repeat.copies >= kLeastCopiesSideBySide) return true;
  const auto secondCopy = static_cast<std::int32_t>(repeat.first + repeat.period);
  for (std::size_t item = repeat.first + repeat.period; item < repeat.first + 2 * repeat.period; ++item)
    for (const ItemFeed& feed : feeds_[item])
      if (feed.producer >= static_cast<std::int32_t>(repeat.first) && feed.producer < secondCopy) return true;
  return false;
}

/// As many copies as fit, where the cuts between them part the fewest tensors.
FoldedRepeat Search::bestCut(const RepeatedRun& run) const {
  const std::size_t copies = (run.last - run.first) / run.period;
  const std::size_t spare = (run.last - run.first) % run.period;
  FoldedRepeat best{.first = run.first, .period = run.period, .copies = copies, .inside = {}};
  std::int64_t fewest = -1;
  for (std::size_t first = run.first; first <= run.first + spare; ++first) {
    std::int64_t cut = 0;
    for (std::size_t copy = 0; copy <= copies; ++copy) cut += crossing_[first + copy * run.period];
    if (fewest >= 0 && cut >= fewest) continue;
    fewest = cut;
    best.first = first;
  }
  return best;
}

/// The parts of a run of equal shapes in which the items are fed alike too.
std::vector<FoldedRepeat> Search::candidates(const RepeatedRun& run) const {
  std::vector<FoldedRepeat> found;
  const auto add = [&](std::size_t first, std::size_t last) {
    const RepeatedRun part{.first = first, .last = last, .period = run.period};
    if (!repeats(part)) return;
    FoldedRepeat repeat = bestCut(part);
    if (isWorthFolding(repeat)) found.push_back(std::move(repeat));
  };
  std::size_t first = run.first;
  for (std::size_t item = run.first; item + run.period < run.last; ++item) {
    if (matches(item, first, run.period)) continue;
    add(first, item + run.period);
    first = item + 1;
  }
  add(first, run.last);
  return found;
}

std::vector<FoldedRepeat> Search::chosen(std::size_t first, std::size_t last, const Runs& runs) const {
  const auto isLess = [](const FoldedRepeat& a, const FoldedRepeat& b) {  // the greatest is taken first
    return std::tuple(a.hidden(), b.first, b.period) < std::tuple(b.hidden(), a.first, a.period);
  };
  std::priority_queue<FoldedRepeat, std::vector<FoldedRepeat>, decltype(isLess)> queue(isLess);
  const auto push = [&](const RepeatedRun& run) {
    if (!repeats(run)) return;
    for (FoldedRepeat& repeat : candidates(run)) queue.push(std::move(repeat));
  };
  for (const RepeatedRun& run : runs) push(clipped(run, first, last));
  std::map<std::size_t, std::size_t> gaps{{first, last}};  // what no repeat has taken yet
  std::vector<FoldedRepeat> taken;
  while (!queue.empty()) {
    const FoldedRepeat best = queue.top();
    queue.pop();
    auto gap = std::prev(gaps.upper_bound(best.first));
    if (gap->first <= best.first && best.last() <= gap->second) {
      const std::size_t end = std::exchange(gap->second, best.first);
      gaps[best.last()] = end;
      taken.push_back(best);
      continue;
    }
    // Part of it was taken: what is left may still repeat.
    for (; gap != gaps.end() && gap->first < best.last(); ++gap)
      push(clipped({.first = best.first, .last = best.last(), .period = best.period}, gap->first, gap->second));
  }
  std::ranges::sort(taken, {}, &FoldedRepeat::first);
  return taken;
}

/// Runs with a period of more than half a copy can not repeat inside it; each of the others meets a few copies at most.
void Search::fillCopies(FoldedRepeat& repeat, const Runs& runs) const {
  std::vector<Runs> ofCopy(repeat.copies);
  for (const RepeatedRun& run : runs) {
    const RepeatedRun here = clipped(run, repeat.first, repeat.last());
    if (2 * run.period > repeat.period || !repeats(here)) continue;
    const std::size_t lastCopy = (here.last - 1 - repeat.first) / repeat.period;
    for (std::size_t copy = (here.first - repeat.first) / repeat.period; copy <= lastCopy; ++copy) {
      const std::size_t begin = repeat.first + copy * repeat.period;
      const RepeatedRun part = clipped(here, begin, begin + repeat.period);
      if (repeats(part)) ofCopy[copy].push_back(part);
    }
  }
  std::vector<std::vector<FoldedRepeat>> inside(repeat.copies);
  bool any = false;
  for (std::size_t copy = 0; copy < repeat.copies; ++copy) {
    const std::size_t begin = repeat.first + copy * repeat.period;
    inside[copy] = within(begin, begin + repeat.period, ofCopy[copy]);
    any = any || !inside[copy].empty();
  }
  if (any) repeat.inside = std::move(inside);
}

std::vector<FoldedRepeat> Search::within(std::size_t first, std::size_t last, const Runs& runs) const {
  if (runs.empty()) return {};
  std::vector<FoldedRepeat> repeats = chosen(first, last, runs);
  for (FoldedRepeat& repeat : repeats) fillCopies(repeat, runs);
  return repeats;
}

}  // namespace

std::vector<FoldedRepeat> findRepeats(const Workload& workload, const std::vector<FoldItem>& items) {
  return Search(workload, items).all();
}

}  // namespace fusewright
