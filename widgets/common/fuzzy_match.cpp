#include "widgets/common/fuzzy_match.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace fusewright {
namespace {

constexpr int kLetter = 10;
constexpr int kWordStart = 16;
constexpr int kNextToLast = 20;
constexpr int kNone = -1'000'000;

std::string folded(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lower;
}

bool isWordStart(std::string_view text, std::size_t place) {
  if (place == 0) return true;
  const auto letter = static_cast<unsigned char>(text[place]);
  const auto before = static_cast<unsigned char>(text[place - 1]);
  return (std::isalnum(before) == 0) || (std::isupper(letter) != 0 && std::islower(before) != 0);
}

}  // namespace

std::optional<int> fuzzyScore(std::string_view wanted, std::string_view text) {
  std::string letters = folded(wanted);
  std::erase(letters, ' ');
  const std::string lower = folded(text);
  // best[place]: the best score of the letters so far with the last of them at `place`.
  std::vector<int> best(lower.size(), 0);
  bool isFirst = true;
  for (const char letter : letters) {
    std::vector<int> next(lower.size(), kNone);
    int reached = isFirst ? 0 : kNone;
    for (std::size_t place = 0; place < lower.size(); ++place) {
      if (lower[place] == letter && reached > kNone) {
        next[place] = reached + kLetter + (isWordStart(text, place) ? kWordStart : 0);
        if (!isFirst && place > 0 && best[place - 1] > kNone)
          next[place] = std::max(next[place], best[place - 1] + kLetter + kNextToLast);
      }
      if (!isFirst) reached = std::max(reached, best[place]);
    }
    best = std::move(next);
    isFirst = false;
  }
  if (letters.empty()) return 0;
  const int score = best.empty() ? kNone : *std::ranges::max_element(best);
  if (score <= 0) return std::nullopt;
  return score * 8 - static_cast<int>(std::min<std::size_t>(text.size(), 200));
}

}  // namespace fusewright
