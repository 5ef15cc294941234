#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fusewright {

/// A piece of a filter that somebody typed.
struct FilterWord {
  enum class Kind { Word, Quoted, Comparison, And, Or, Not, Open, Close };

  Kind kind = Kind::Word;
  std::string text;       ///< without quotes; of comparisons the operator
  std::size_t place = 0;  ///< where it begins, in bytes

  friend bool operator==(const FilterWord&, const FilterWord&) = default;
};

/// The pieces in order; a quote that is not closed reaches to the end.
[[nodiscard]] std::vector<FilterWord> filterWords(std::string_view text);

/// What is a number, with a magnitude or unit behind it: bytes and bits in bits, cycles, joules in pJ, % in shares.
[[nodiscard]] std::optional<double> filterNumber(std::string_view text);

/// Small letters for the ASCII ones.
[[nodiscard]] std::string smallLetters(std::string_view text);

}  // namespace fusewright
