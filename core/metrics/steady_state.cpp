#include "core/metrics/steady_state.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "core/metrics/repeats.h"

namespace fusewright {
namespace {

constexpr std::int64_t kFewestCounted = 3;
constexpr double kWorthTelling = 0.005;      ///< part of the run that has to be saved
constexpr std::int64_t kMostRepeats = 4096;  ///< of the shorter period of two cores within the common one

constexpr std::size_t kAhead = 24;  ///< tiles

/// A stretch of time in which a core does the same every `period` cycles: [from, to). 0: it does nothing.
struct SteadyStretch {
  Cycles from;
  Cycles to;
  Cycles period;
};

std::uint64_t stirred(std::uint64_t state, std::uint64_t more) {
  // Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
  state = (state ^ more) * 0xBF58476D1CE4E5B9;
  return state ^ (state >> 29);
}

/// The tiles of one core, whose buffers serve for the next one too.
class CoreWindows {
 public:
  CoreWindows(const Workload& workload, const TileGraph& graph, const Schedule& schedule)
      : graph_(graph), schedule_(schedule) {
    for (const Layer& layer : workload.layers) families_.push_back(layer.family.index());
  }

  /// In order of time; they do not overlap.
  std::vector<SteadyStretch> of(std::span<const TileId> tiles) {
    tiles_ = tiles;
    windows_.clear();
    fillSymbols();
    std::size_t told = 0;
    for (const Repeat& repeat : repeatsIn(symbols_)) {
      addPauses(told, repeat.first + 1);
      addRepeat(repeat);
      told = repeat.last == 0 ? 0 : repeat.last - 1;
    }
    addPauses(told, tiles_.size());
    addEnds();
    return std::move(windows_);
  }

 private:
  [[nodiscard]] double start(std::size_t place) const { return starts_[place]; }
  [[nodiscard]] double end(std::size_t place) const { return ends_[place]; }
  [[nodiscard]] double least() const { return kWorthTelling * schedule_.makespan.value; }

  /// Tiles of one core may lie far from each other: memory is asked for those ahead before they are read.
  void fetch(std::size_t tile) const {
    __builtin_prefetch(&schedule_.start[tile]);
    __builtin_prefetch(&schedule_.end[tile]);
    __builtin_prefetch(&graph_.layer[tile]);
  }

  /// What a tile is, how long it takes and how long after the one before it starts.
  void fillSymbols() {
    symbols_.resize(tiles_.size());
    starts_.resize(tiles_.size());
    ends_.resize(tiles_.size());
    double before = 0;
    for (std::size_t place = 0; place < tiles_.size(); ++place) {
      const std::size_t tile = tiles_[place].index();
      if (place + kAhead < tiles_.size()) fetch(tiles_[place + kAhead].index());
      const double from = starts_[place] = schedule_.start[tile].value;
      ends_[place] = schedule_.end[tile].value;
      std::uint64_t symbol = families_[graph_.layer[tile].index()] + 1;
      symbol = stirred(symbol, std::bit_cast<std::uint64_t>(ends_[place] - from));
      symbols_[place] = stirred(symbol, std::bit_cast<std::uint64_t>(from - before));
      before = from;
    }
  }

  [[nodiscard]] bool isImage(std::size_t place, std::size_t before, double period) const {
    return start(place) == start(before) + period && end(place) == end(before) + period;
  }

  void addRepeat(const Repeat& repeat) {
    std::size_t first = repeat.first;
    const std::size_t tiles = repeat.period;
    const double period = start(first + tiles) - start(first);
    if (period <= 0) return;
    // The first tile of a pattern may follow its prologue sooner or later than it follows a period.
    const auto family = [&](std::size_t place) { return families_[graph_.layer[tiles_[place].index()].index()]; };
    if (first > 0 && isImage(first - 1 + tiles, first - 1, period) && family(first - 1) == family(first - 1 + tiles))
      --first;
    // Equal symbols say that steps are equal; sums of steps that are no whole cycles may still differ in their last
    // bits.
    std::size_t last = first + tiles;
    while (last < repeat.last && isImage(last, last - tiles, period)) ++last;
    double to = start(last - tiles) + period;
    if (last < tiles_.size()) to = std::min(to, start(last));
    if (to - start(first) < least() + period) return;
    windows_.push_back({.from = Cycles(start(first)), .to = Cycles(to), .period = Cycles(period)});
  }

  /// Long pauses between tiles [first, last).
  void addPauses(std::size_t first, std::size_t last) {
    for (std::size_t place = first; place + 1 < last; ++place) addPause(end(place), start(place + 1));
  }

  void addPause(double from, double to) {
    if (to - from >= least()) windows_.push_back({.from = Cycles(from), .to = Cycles(to), .period = {}});
  }

  void addEnds() {
    const double all = schedule_.makespan.value;
    if (tiles_.empty()) return addPause(0, all);
    addPause(end(tiles_.size() - 1), all);
    addPause(0, start(0));
    std::ranges::sort(windows_, {}, &SteadyStretch::from);
    // A pattern goes on for a while after its last tile ended, so that it may reach into a pause.
    for (std::size_t index = 1; index < windows_.size(); ++index)
      windows_[index].from = std::max(windows_[index].from, windows_[index - 1].to);
    std::erase_if(windows_, [](const SteadyStretch& window) { return window.from >= window.to; });
  }

  const TileGraph& graph_;
  const Schedule& schedule_;
  std::vector<std::size_t> families_;  ///< by LayerId
  std::span<const TileId> tiles_;
  std::vector<std::uint64_t> symbols_;
  std::vector<double> starts_;  ///< of tiles that lie far from each other in the schedule's tables
  std::vector<double> ends_;
  std::vector<SteadyStretch> windows_;
};

/// The shortest time that is a multiple of both; none if that is not to be had exactly, or far longer.
std::optional<Cycles> commonPeriod(Cycles a, Cycles b) {
  if (a.value == 0 || a == b) return b;
  if (b.value == 0) return a;
  constexpr double kWhole = 9e15;  // doubles are exact below 2^53
  if (a.value > kWhole || b.value > kWhole || a.value != std::floor(a.value) || b.value != std::floor(b.value))
    return std::nullopt;
  const auto one = static_cast<std::int64_t>(a.value);
  const auto other = static_cast<std::int64_t>(b.value);
  const std::int64_t common = std::gcd(one, other);
  if (std::min(one, other) / common > kMostRepeats) return std::nullopt;
  return Cycles(static_cast<double>(one / common) * b.value);
}

/// Goes along the windows of all cores and finds where every one is in one.
class Intersection {
 public:
  explicit Intersection(std::vector<std::vector<SteadyStretch>> windows)
      : windows_(std::move(windows)), at_(windows_.size(), 0) {}

  std::vector<SteadyState> find(double least) {
    std::vector<SteadyState> found;
    if (windows_.empty()) return found;
    Cycles reached;
    while (const auto window = next(reached)) {
      reached = window->to;
      if (window->period.value <= 0) continue;
      const auto count = static_cast<std::int64_t>((window->to - window->from) / window->period);
      if (count < kFewestCounted || static_cast<double>(count - 1) * window->period.value < least) continue;
      found.push_back({.from = window->from, .period = window->period, .count = count});
    }
    return found;
  }

 private:
  /// The first stretch that ends after `reached` and lies in a window of every core; its period is 0 if there is none
  /// for all, or nothing to do.
  std::optional<SteadyStretch> next(Cycles reached) {
    SteadyStretch common{.from = reached, .to = Cycles(std::numeric_limits<double>::infinity()), .period = {}};
    for (bool moved = true; moved;) {
      moved = false;
      common.to = Cycles(std::numeric_limits<double>::infinity());
      for (std::size_t core = 0; core < windows_.size(); ++core) {
        const auto& own = windows_[core];
        while (at_[core] < own.size() && own[at_[core]].to <= common.from) ++at_[core];
        if (at_[core] == own.size()) return std::nullopt;
        const SteadyStretch& window = own[at_[core]];
        if (window.from > common.from) {
          common.from = window.from;
          moved = true;
        }
        common.to = std::min(common.to, window.to);
      }
    }
    std::optional<Cycles> period = Cycles{};
    for (std::size_t core = 0; core < windows_.size() && period; ++core)
      period = commonPeriod(*period, windows_[core][at_[core]].period);
    common.period = period.value_or(Cycles{});
    return common;
  }

  std::vector<std::vector<SteadyStretch>> windows_;
  std::vector<std::size_t> at_;  ///< by core: its window that does not end before the place reached
};

}  // namespace

std::vector<SteadyState> steadyStates(const Workload& workload, const TileGraph& graph, const Schedule& schedule) {
  std::vector<std::vector<SteadyStretch>> windows;
  CoreWindows ofCore(workload, graph, schedule);
  for (const std::vector<TileId>& tiles : schedule.tilesOfCore) {
    windows.push_back(ofCore.of(tiles));
    if (windows.back().empty()) return {};
  }
  return Intersection(std::move(windows)).find(kWorthTelling * schedule.makespan.value);
}

}  // namespace fusewright
