#include "widgets/common/row_filter_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace fusewright {
namespace {

using WordKind = FilterWord::Kind;

bool isGap(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

/// Signs that end a word; the longer ones first, so that ">=" is not read as ">".
constexpr std::array<std::pair<std::string_view, WordKind>, 15> kFilterSigns{{{"&&", WordKind::And},
                                                                              {"||", WordKind::Or},
                                                                              {"!~", WordKind::Comparison},
                                                                              {"!=", WordKind::Comparison},
                                                                              {"<>", WordKind::Comparison},
                                                                              {"<=", WordKind::Comparison},
                                                                              {">=", WordKind::Comparison},
                                                                              {"==", WordKind::Comparison},
                                                                              {"=", WordKind::Comparison},
                                                                              {"<", WordKind::Comparison},
                                                                              {">", WordKind::Comparison},
                                                                              {"~", WordKind::Comparison},
                                                                              {"!", WordKind::Not},
                                                                              {"(", WordKind::Open},
                                                                              {")", WordKind::Close}}};

const std::pair<std::string_view, WordKind>* signAt(std::string_view rest) {
  const auto* found =
      std::ranges::find_if(kFilterSigns, [&](const auto& sign) { return rest.starts_with(sign.first); });
  return found == kFilterSigns.end() ? nullptr : found;
}

FilterWord quotedAt(std::string_view text, std::size_t place) {
  const std::size_t end = text.find(text[place], place + 1);
  return {WordKind::Quoted, std::string(text.substr(place + 1, end == text.npos ? end : end - place - 1)), place};
}

FilterWord wordAt(std::string_view text, std::size_t place) {
  std::size_t end = place;
  while (end < text.size() && !isGap(text[end]) && text[end] != '"' && signAt(text.substr(end)) == nullptr) ++end;
  std::string word(text.substr(place, end - place));
  const std::string small = smallLetters(word);
  const WordKind kind = small == "and"   ? WordKind::And
                        : small == "or"  ? WordKind::Or
                        : small == "not" ? WordKind::Not
                                         : WordKind::Word;
  return {kind, std::move(word), place};
}

struct FilterUnit {
  std::string_view name;
  double size;
};

/// Sizes go by 1024, as everywhere in this program; all else by 1000.
constexpr double kFilterKilo = 1024;
constexpr std::array<FilterUnit, 31> kFilterUnits{{{"%", 0.01},
                                                   {"k", 1e3},
                                                   {"K", 1e3},
                                                   {"M", 1e6},
                                                   {"G", 1e9},
                                                   {"T", 1e12},
                                                   {"cycles", 1},
                                                   {"cycle", 1},
                                                   {"cy", 1},
                                                   {"kcy", 1e3},
                                                   {"Mcy", 1e6},
                                                   {"bits", 1},
                                                   {"bit", 1},
                                                   {"b", 1},
                                                   {"B", 8},
                                                   {"bytes", 8},
                                                   {"KB", 8 * kFilterKilo},
                                                   {"kB", 8 * kFilterKilo},
                                                   {"KiB", 8 * kFilterKilo},
                                                   {"MB", 8 * kFilterKilo* kFilterKilo},
                                                   {"MiB", 8 * kFilterKilo* kFilterKilo},
                                                   {"GB", 8 * kFilterKilo* kFilterKilo* kFilterKilo},
                                                   {"GiB", 8 * kFilterKilo* kFilterKilo* kFilterKilo},
                                                   {"TB", 8 * kFilterKilo* kFilterKilo* kFilterKilo* kFilterKilo},
                                                   {"fJ", 1e-3},
                                                   {"pJ", 1},
                                                   {"nJ", 1e3},
                                                   {"uJ", 1e6},
                                                   {"\xC2\xB5J", 1e6},
                                                   {"mJ", 1e9},
                                                   {"J", 1e12}}};

}  // namespace

std::string smallLetters(std::string_view text) {
  std::string small(text);
  for (char& letter : small)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return small;
}

std::vector<FilterWord> filterWords(std::string_view text) {
  std::vector<FilterWord> words;
  for (std::size_t place = 0; place < text.size();) {
    if (isGap(text[place])) {
      ++place;
    } else if (text[place] == '"') {
      words.push_back(quotedAt(text, place));
      place += words.back().text.size() + 2;
    } else if (const auto* sign = signAt(text.substr(place))) {
      words.push_back({sign->second, std::string(sign->first), place});
      place += sign->first.size();
    } else {
      words.push_back(wordAt(text, place));
      place += words.back().text.size();
    }
  }
  return words;
}

std::optional<double> filterNumber(std::string_view text) {
  std::string plain(text);
  std::erase_if(plain, [](char letter) { return letter == ',' || letter == ' '; });
  const bool begins = !plain.empty() && std::string_view("+-.0123456789").find(plain.front()) != std::string_view::npos;
  if (!begins || plain.find_first_of("xX") != plain.npos) return std::nullopt;
  // Not strtod: it would read by the locale of whoever runs the program.
  const char* const last = plain.data() + plain.size();
  double value = 0;
  const auto [end, fault] = std::from_chars(plain.data() + (plain.front() == '+' ? 1 : 0), last, value);
  if (fault != std::errc() || !std::isfinite(value)) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  if (unit.empty()) return value;
  const auto* found = std::ranges::find(kFilterUnits, unit, &FilterUnit::name);
  return found == kFilterUnits.end() ? std::nullopt : std::optional(value * found->size);
}

}  // namespace fusewright
