#include "core/metrics/repeats.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace fusewright {
namespace {

constexpr std::array<std::size_t, 5> kContexts{256, 64, 16, 4, 1};
constexpr std::size_t kHashes = 2 * kContexts.front();
constexpr std::uint64_t kHashBase = 0x9E3779B97F4A7C15;  ///< odd; hashes are sums of symbols times its powers
constexpr std::size_t kFewestPeriods = 3;
constexpr std::size_t kSurePeriods = 2;  ///< repeated so often, places are not noted any more

/// Where contexts of one length ended last. A place that another took over is only a chance missed.
class LastPlaces {
 public:
  explicit LastPlaces(std::size_t symbols)
      : bits_(std::bit_width(std::min<std::size_t>(symbols, 1U << 14U)) + 1), places_(std::size_t{1} << bits_, 0) {}

  /// One more than the last place of a context with that hash, which is at `place` now; 0 if there was none.
  std::uint32_t exchange(std::uint64_t hash, std::size_t place) {
    std::uint32_t& slot = places_[(hash * kHashBase) >> (64 - bits_)];
    return std::exchange(slot, static_cast<std::uint32_t>(place + 1));
  }

 private:
  int bits_;
  std::vector<std::uint32_t> places_;
};

/// Goes along the symbols and compares each with that one period before.
class RepeatFinder {
 public:
  explicit RepeatFinder(std::span<const std::uint64_t> symbols)
      : symbols_(symbols), places_(tablesFor(symbols.size())) {
    std::uint64_t power = kHashBase;
    std::size_t raised = 1;
    for (std::size_t context = kContexts.size(); context-- > 0;) {
      for (; raised < kContexts[context]; ++raised) power *= kHashBase;
      powers_[context] = power;
    }
  }

  std::vector<Repeat> find() {
    for (std::size_t at = 0; at < symbols_.size();) at = step(at);
    close(symbols_.size());
    return std::move(found_);
  }

 private:
  static std::array<LastPlaces, kContexts.size()> tablesFor(std::size_t symbols) {
    return {LastPlaces(symbols), LastPlaces(symbols), LastPlaces(symbols), LastPlaces(symbols), LastPlaces(symbols)};
  }

  /// The next place to go to.
  std::size_t step(std::size_t at) {
    const bool repeats = period_ > 0 && symbols_[at] == symbols_[at - period_];
    if (!repeats) close(at);
    const std::size_t candidate = note(at);
    if (!repeats) {
      period_ = candidate;
      matched_ = candidate > 0 ? 1 : 0;
      return at + 1;
    }
    ++matched_;
    ++at;
    if (matched_ < kSurePeriods * period_ + kContexts.front()) return at;
    // A pattern that is known: nothing to learn from it until it ends.
    const std::size_t begun = at;
    while (at < symbols_.size() && symbols_[at] == symbols_[at - period_]) ++at;
    matched_ += at - begun;
    for (std::size_t last = std::max(begun, at - std::min(at, kContexts.front())); last < at; ++last) note(last);
    return at;
  }

  /// Of the symbols before `place`, where what was left out does not matter to a context that ends there.
  std::uint64_t& hash(std::size_t place) { return hashes_[place % kHashes]; }

  void hashUpTo(std::size_t place) {
    if (place - hashed_ > kContexts.front()) {  // contexts begin there at the earliest
      hashed_ = place - kContexts.front();
      hash(hashed_) = 0;
    }
    for (; hashed_ < place; ++hashed_) hash(hashed_ + 1) = hash(hashed_) * kHashBase + symbols_[hashed_];
  }

  /// Writes down where contexts end, and says how long ago the longest that was seen before ended.
  std::size_t note(std::size_t at) {
    hashUpTo(at + 1);
    std::size_t candidate = 0;
    for (std::size_t context = 0; context < kContexts.size(); ++context) {
      const std::size_t length = kContexts[context];
      if (at + 1 < length) continue;
      const std::uint64_t ending = hash(at + 1) - hash(at + 1 - length) * powers_[context];
      const std::uint32_t last = places_[context].exchange(ending, at);
      if (candidate == 0 && last > 0 && symbols_[last - 1] == symbols_[at]) candidate = at + 1 - last;
    }
    return candidate;
  }

  /// The pattern ends before `end`.
  void close(std::size_t end) {
    if (period_ == 0) return;
    Repeat repeat{.first = end - matched_ - period_, .last = end, .period = period_};
    // The pattern was there before somebody thought of its period; no farther back than it pays.
    for (std::size_t steps = 0; steps < 2 * matched_ && repeat.first > 0; ++steps, --repeat.first)
      if (symbols_[repeat.first - 1] != symbols_[repeat.first - 1 + period_]) break;
    period_ = 0;
    if (repeat.length() >= kFewestPeriods * repeat.period) add(repeat);
  }

  void add(Repeat repeat) {
    auto covered = found_.end();
    std::size_t saved = 0;
    while (covered != found_.begin() && (covered - 1)->last > repeat.first) saved += (--covered)->saved();
    if (saved > repeat.saved()) {
      // The ones before say more; what is left behind the last of them may still be of use.
      repeat.first = std::max(repeat.first, found_.back().last);
      if (repeat.last >= repeat.first + kFewestPeriods * repeat.period) found_.push_back(repeat);
      return;
    }
    Repeat partly;
    if (covered != found_.end() && covered->first < repeat.first) partly = *covered;
    found_.erase(covered, found_.end());
    partly.last = std::min(partly.last, repeat.first);
    if (partly.last >= partly.first + kFewestPeriods * partly.period) found_.push_back(partly);
    found_.push_back(repeat);
  }

  std::span<const std::uint64_t> symbols_;
  std::array<std::uint64_t, kHashes> hashes_{};  ///< the last ones
  std::size_t hashed_ = 0;                       ///< symbols
  std::array<LastPlaces, kContexts.size()> places_;
  std::array<std::uint64_t, kContexts.size()> powers_{};
  std::size_t period_ = 0;   ///< that the symbols now follow; 0: none
  std::size_t matched_ = 0;  ///< symbols that equaled the one a period before
  std::vector<Repeat> found_;
};

}  // namespace

std::vector<Repeat> repeatsIn(std::span<const std::uint64_t> symbols) {
  return RepeatFinder(symbols).find();
}

}  // namespace fusewright
