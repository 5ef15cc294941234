#include "core/metrics/steady_state.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "core/metrics/repeats.h"
#include "core/metrics/tile_steps.h"

namespace fusewright {
namespace {

constexpr std::int64_t kFewestCounted = 3;
constexpr double kWorthTelling = 0.005;      ///< part of the run that has to be saved
constexpr double kExact = 9e15;              ///< sums of whole cycles below are exact: doubles are, below 2^53
constexpr std::int64_t kMostRepeats = 4096;  ///< of the shorter period of two cores within the common one

/// A stretch of time in which a core does the same every `period` cycles: [from, to). 0: it does nothing.
struct SteadyStretch {
  Cycles from;
  Cycles to;
  Cycles period;
};

/// Where single cores do the same again and again.
class CoreWindows {
 public:
  CoreWindows(const Workload& workload, const TileGraph& graph, const Schedule& schedule)
      : schedule_(schedule), reader_(workload, graph, schedule) {}

  /// By core, in order of time; those of one core do not overlap. Nothing if a core has none.
  std::vector<std::vector<SteadyStretch>> all() {
    std::vector<std::vector<SteadyStretch>> windows;
    const std::size_t cores = schedule_.tilesOfCore.size();
    for (std::size_t first = 0; first < cores; first += TileStepReader::kCoresAtOnce) {
      const std::size_t count = std::min(cores - first, TileStepReader::kCoresAtOnce);
      const auto steps = reader_.read(first, count);
      for (std::size_t core = 0; core < count; ++core) {
        windows.push_back(of(schedule_.tilesOfCore[first + core], steps[core]));
        if (windows.back().empty()) return {};
      }
    }
    return windows;
  }

 private:
  std::vector<SteadyStretch> of(std::span<const TileId> tiles, const TileSteps& steps) {
    tiles_ = tiles;
    steps_ = &steps;
    windows_.clear();
    std::size_t told = 0;
    for (const Repeat& repeat : repeatsIn(steps.symbols)) {
      addPauses(told, repeat.first + 1);
      addRepeat(repeat);
      told = repeat.last == 0 ? 0 : repeat.last - 1;
    }
    addPauses(told, tiles_.size());
    addEnds();
    return std::move(windows_);
  }

  [[nodiscard]] double start(std::size_t place) const { return schedule_.start[tiles_[place].index()].value; }
  [[nodiscard]] double end(std::size_t place) const { return schedule_.end[tiles_[place].index()].value; }
  [[nodiscard]] double least() const { return kWorthTelling * schedule_.makespan.value; }

  [[nodiscard]] bool isImage(std::size_t place, std::size_t before, double period) const {
    return start(place) == start(before) + period && end(place) == end(before) + period;
  }

  void addRepeat(const Repeat& repeat) {
    std::size_t first = repeat.first;
    const std::size_t tiles = repeat.period;
    const double period = start(first + tiles) - start(first);
    if (period <= 0) return;
    // The first tile of a pattern may follow its prologue sooner or later than it follows a period.
    if (first > 0 && isImage(first - 1 + tiles, first - 1, period) &&
        reader_.family(tiles_[first - 1]) == reader_.family(tiles_[first - 1 + tiles]))
      --first;
    const std::size_t last = lastImage(repeat, period);
    double to = start(last - tiles) + period;
    if (last < tiles_.size()) to = std::min(to, start(last));
    if (to - start(first) < least() + period) return;
    windows_.push_back({.from = Cycles(start(first)), .to = Cycles(to), .period = Cycles(period)});
  }

  /// Behind the last tile that is the image of one a period before.
  [[nodiscard]] std::size_t lastImage(const Repeat& repeat, double period) const {
    // Equal symbols say that steps are equal; sums of steps that are no whole cycles may still differ in their last
    // bits.
    if (steps_->whole && schedule_.makespan.value < kExact) return repeat.last;
    std::size_t last = repeat.first + repeat.period;
    while (last < repeat.last && isImage(last, last - repeat.period, period)) ++last;
    return last;
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

  const Schedule& schedule_;
  TileStepReader reader_;
  std::span<const TileId> tiles_;
  const TileSteps* steps_ = nullptr;  ///< of those tiles
  std::vector<SteadyStretch> windows_;
};

/// The shortest time that is a multiple of both; none if that is not to be had exactly, or far longer.
std::optional<Cycles> commonPeriod(Cycles a, Cycles b) {
  if (a.value == 0 || a == b) return b;
  if (b.value == 0) return a;
  if (a.value > kExact || b.value > kExact || a.value != std::floor(a.value) || b.value != std::floor(b.value))
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
  return Intersection(CoreWindows(workload, graph, schedule).all()).find(kWorthTelling * schedule.makespan.value);
}

Cycles savedBy(std::span<const SteadyState> states) {
  Cycles saved;
  for (const SteadyState& state : states) saved += state.saved();
  return saved;
}

}  // namespace fusewright
