#include "core/base/nearest_name.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

namespace fusewright {
namespace {

/// Longer names are not compared letter by letter: the table below grows with the product of the lengths.
constexpr std::size_t kLongestCompared = 200;

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lower;
}

/// Levenshtein distance, one row of the table at a time.
std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t column = 0; column <= b.size(); ++column) row[column] = column;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

std::string joined(std::span<const std::string> names, std::string_view between, std::string_view quote) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += between;
    text.append(quote).append(name).append(quote);
  }
  return text;
}

}  // namespace

std::vector<std::string> nearestNames(std::string_view wanted, std::span<const std::string> known, std::size_t limit) {
  const std::string target = lowerCase(wanted.substr(0, kLongestCompared));
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const std::string& name : known) {
    if (name.size() > kLongestCompared) continue;
    const std::string candidate = lowerCase(name);
    const bool contained = target.size() > 2 && candidate.find(target) != std::string::npos;
    const std::size_t distance = contained ? 1 : editDistance(target, candidate);
    if (distance <= std::max<std::size_t>(target.size() / 3, 1)) ranked.emplace_back(distance, name);
  }
  std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, std::string>::first);
  std::vector<std::string> names;
  for (auto& [distance, name] : ranked)
    if (names.size() < limit) names.push_back(std::move(name));
  return names;
}

std::string suggestion(std::string_view wanted, std::span<const std::string> known) {
  constexpr std::size_t kMostListed = 12;
  const std::vector<std::string> near = nearestNames(wanted, known);
  if (!near.empty()) return "did you mean " + joined(near, " or ", "'") + "?";
  if (known.empty()) return "there are none to choose from";
  const std::string listed = joined(known.first(std::min(known.size(), kMostListed)), ", ", "");
  return "known are " + listed + (known.size() > kMostListed ? ", ..." : "");
}

}  // namespace fusewright
