#include "core/graph/repeated_runs.h"

#include <algorithm>
#include <tuple>

namespace fusewright {
namespace {

/// Compares any two stretches of a sequence in constant time, but for a chance of about 2^-60 that unequal ones pass:
/// whoever relies on a run compares its entries.
class StretchHash {
 public:
  explicit StretchHash(std::span<const std::int32_t> sequence)
      : prefixes_(sequence.size() + 1, 0), powers_(sequence.size() + 1, 1) {
    for (std::size_t index = 0; index < sequence.size(); ++index) {
      prefixes_[index + 1] =
          added(multiplied(prefixes_[index], kBase), static_cast<std::uint64_t>(sequence[index]) + 1);
      powers_[index + 1] = multiplied(powers_[index], kBase);
    }
  }

  /// How many entries from `a` and from `b` on are equal.
  [[nodiscard]] std::size_t commonAfter(std::size_t a, std::size_t b) const {
    const std::size_t most = prefixes_.size() - 1 - std::max(a, b);
    return mostThat(most, [&](std::size_t length) { return of(a, length) == of(b, length); });
  }

  /// How many entries before `a` and before `b` are equal.
  [[nodiscard]] std::size_t commonBefore(std::size_t a, std::size_t b) const {
    return mostThat(std::min(a, b),
                    [&](std::size_t length) { return of(a - length, length) == of(b - length, length); });
  }

 private:
  static constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;
  static constexpr std::uint64_t kBase = 0x1F3A5C7E9B2D4F61 % kPrime;

  static std::uint64_t added(std::uint64_t a, std::uint64_t b) {
    const std::uint64_t sum = a + b;
    return sum >= kPrime ? sum - kPrime : sum;
  }

  /// a * b modulo 2^61 - 1, by halves of 31 and 30 bits.
  static std::uint64_t multiplied(std::uint64_t a, std::uint64_t b) {
    const std::uint64_t aHigh = a >> 31;
    const std::uint64_t aLow = a & ((std::uint64_t{1} << 31) - 1);
    const std::uint64_t bHigh = b >> 31;
    const std::uint64_t bLow = b & ((std::uint64_t{1} << 31) - 1);
    const std::uint64_t middle = aLow * bHigh + aHigh * bLow;
    const std::uint64_t middleHigh = middle >> 30;
    const std::uint64_t middleLow = middle & ((std::uint64_t{1} << 30) - 1);
    const std::uint64_t sum = aHigh * bHigh * 2 + middleHigh + (middleLow << 31) + aLow * bLow;
    const std::uint64_t folded = (sum >> 61) + (sum & kPrime);
    return folded >= kPrime ? folded - kPrime : folded;
  }

  template <typename Holds>
  static std::size_t mostThat(std::size_t most, const Holds& holds) {
    std::size_t least = 0;
    while (least < most) {
      const std::size_t middle = (least + most + 1) / 2;
      if (holds(middle)) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return least;
  }

  [[nodiscard]] std::uint64_t of(std::size_t first, std::size_t length) const {
    return added(prefixes_[first + length], kPrime - multiplied(prefixes_[first], powers_[length]));
  }

  std::vector<std::uint64_t> prefixes_;
  std::vector<std::uint64_t> powers_;
};

enum class LetterOrder { Rising, Falling };

/// For every suffix the next one that is smaller; the end of the sequence is smaller than any letter.
std::vector<std::size_t> nextSmallerSuffix(std::span<const std::int32_t> sequence, const StretchHash& hash,
                                           LetterOrder order) {
  const std::size_t size = sequence.size();
  const auto smaller = [&](std::size_t a, std::size_t b) {  // a < b
    const std::size_t common = hash.commonAfter(a, b);
    if (b + common >= size) return false;  // b is a prefix of a, hence the smaller one
    return (sequence[a + common] < sequence[b + common]) == (order == LetterOrder::Rising);
  };
  std::vector<std::size_t> next(size, size);
  for (std::size_t index = size; index-- > 0;) {
    std::size_t candidate = index + 1;
    while (candidate < size && smaller(index, candidate)) candidate = next[candidate];
    next[index] = candidate;
  }
  return next;
}

}  // namespace

std::vector<RepeatedRun> repeatedRuns(std::span<const std::int32_t> sequence) {
  const StretchHash hash(sequence);
  std::vector<RepeatedRun> runs;
  for (const LetterOrder order : {LetterOrder::Rising, LetterOrder::Falling}) {
    const auto next = nextSmallerSuffix(sequence, hash, order);
    for (std::size_t index = 0; index < sequence.size(); ++index) {
      const std::size_t again = next[index];
      const RepeatedRun run{.first = index - hash.commonBefore(index, again),
                            .last = again + (again < sequence.size() ? hash.commonAfter(index, again) : 0),
                            .period = again - index};
      if (run.last - run.first >= 2 * run.period) runs.push_back(run);
    }
  }
  std::ranges::sort(runs, {}, [](const RepeatedRun& run) { return std::tuple(run.first, run.period, run.last); });
  const auto repeated = std::ranges::unique(runs);
  runs.erase(repeated.begin(), repeated.end());
  return runs;
}

}  // namespace fusewright
