#include "widgets/common/row_filter.h"

#include <algorithm>
#include <utility>

#include "core/base/nearest_name.h"
#include "widgets/common/row_filter_words.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostBrackets = 100;
/// Rows are judged by walking down, as deep as there are words.
constexpr std::size_t kMostWords = 1000;

bool isFilterText(const FilterWord& word) {
  return word.kind == FilterWord::Kind::Word || word.kind == FilterWord::Kind::Quoted;
}

std::string_view withoutEnds(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n\r");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1);
}

}  // namespace

std::string filterName(std::string_view heading) {
  std::string name;
  for (std::size_t place = 0; place < heading.size() && heading[place] != '['; ++place) {
    if (heading.substr(place).starts_with("\xCE\x94")) {  // Δ
      name += "delta";
      ++place;
      continue;
    }
    const char letter = smallLetters(heading.substr(place, 1)).front();
    const bool kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || (letter & 0x80) != 0;
    if (kept) {
      name += letter;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

/// Turns words into nodes: `or` binds least, then `and`, then `not`.
class RowFilterParser {
 public:
  RowFilterParser(std::vector<FilterWord> words, const std::vector<std::string>& headings) : words_(std::move(words)) {
    for (const std::string& heading : headings) names_.push_back(filterName(heading));
  }

  Result<RowFilter> parse() {
    if (words_.size() > kMostWords) return wrong("more than 1000 words and signs", "write a shorter filter");
    filter_.columns_ = names_.size();
    if (auto whole = either(); !whole) return tl::make_unexpected(whole.error());
    if (at_ < words_.size()) return wrong("'" + words_[at_].text + "' is not expected here", "join by and, or");
    return std::move(filter_);
  }

  /// One text for all columns.
  static RowFilter anywhere(std::string_view text, std::size_t columns) {
    RowFilter filter;
    filter.columns_ = columns;
    filter.nodes_.push_back({.text = smallLetters(text)});
    return filter;
  }

 private:
  using Kind = RowFilter::Kind;
  using Comparison = RowFilter::Comparison;
  using Place = Result<std::size_t>;  ///< of a node

  [[nodiscard]] bool isNext(FilterWord::Kind kind) const { return at_ < words_.size() && words_[at_].kind == kind; }

  [[nodiscard]] tl::unexpected<Error> wrong(std::string what, std::string remedy) const {
    const FilterWord* last = words_.empty() ? nullptr : &words_.back();
    const std::size_t place = at_ < words_.size() ? words_[at_].place : last ? last->place + last->text.size() : 0;
    return failure(std::move(what), "character " + std::to_string(place + 1), std::move(remedy));
  }

  std::size_t add(RowFilter::Node node) {
    filter_.nodes_.push_back(std::move(node));
    return filter_.nodes_.size() - 1;
  }

  template <typename Part>
  Place joined(FilterWord::Kind sign, Kind kind, Part part) {
    Place left = part();
    while (left && isNext(sign)) {
      ++at_;
      Place right = part();
      if (!right) return right;
      left = add({.kind = kind, .left = *left, .right = *right});
    }
    return left;
  }

  Place either() {
    return joined(FilterWord::Kind::Or, Kind::Or,
                  [this] { return joined(FilterWord::Kind::And, Kind::And, [this] { return single(); }); });
  }

  Place single() {
    if (++depth_ > kMostBrackets) return wrong("more than 100 brackets within each other", "write less of them");
    Place place = isNext(FilterWord::Kind::Not)    ? inverted()
                  : isNext(FilterWord::Kind::Open) ? bracket()
                                                   : comparison();
    --depth_;
    return place;
  }

  Place inverted() {
    ++at_;
    Place inner = single();
    return inner ? Place(add({.kind = Kind::Not, .left = *inner})) : inner;
  }

  Place bracket() {
    ++at_;
    Place inner = either();
    if (!inner) return inner;
    if (!isNext(FilterWord::Kind::Close)) return wrong("a bracket is not closed", "write a ')' here");
    ++at_;
    return inner;
  }

  /// Words up to the next sign, blanks between them.
  std::string phrase() {
    std::string text;
    for (; at_ < words_.size() && isFilterText(words_[at_]); ++at_)
      text += (text.empty() ? "" : " ") + words_[at_].text;
    return text;
  }

  Place comparison() {
    const std::size_t start = at_;
    const std::string left = phrase();
    if (at_ == start) return wrong("a column or a text is missing", "write one here, such as 'duration > 1000'");
    if (!isNext(FilterWord::Kind::Comparison)) return add({.text = smallLetters(left)});
    const std::size_t sign = at_;
    at_ = start;
    const auto column = columnOf(left);
    if (!column) return tl::make_unexpected(column.error());
    at_ = sign + 1;
    const std::size_t value = at_;
    const std::string right = phrase();
    if (at_ == value)
      return wrong("a value is missing after '" + words_[sign].text + "'", "write a number or a text here");
    return add({.kind = Kind::Compare,
                .comparison = comparisonOf(words_[sign].text),
                .column = *column,
                .number = filterNumber(right),
                .text = smallLetters(right)});
  }

  static Comparison comparisonOf(std::string_view sign) {
    if (sign == "!=" || sign == "<>") return Comparison::Unequal;
    if (sign == "<") return Comparison::Less;
    if (sign == "<=") return Comparison::LessOrEqual;
    if (sign == ">") return Comparison::More;
    if (sign == ">=") return Comparison::MoreOrEqual;
    if (sign == "~") return Comparison::Contains;
    return sign == "!~" ? Comparison::ContainsNot : Comparison::Equal;
  }

  /// The column of that name, or the only one whose name begins so, or has it within.
  [[nodiscard]] Result<std::size_t> columnOf(const std::string& written) const {
    const std::string name = filterName(written);
    if (const auto same = std::ranges::find(names_, name); same != names_.end() && !name.empty())
      return static_cast<std::size_t>(same - names_.begin());
    for (const bool begins : {true, false}) {
      std::vector<std::size_t> like;
      for (std::size_t column = 0; column < names_.size() && !name.empty(); ++column)
        if (begins ? names_[column].starts_with(name) : names_[column].find(name) != std::string::npos)
          like.push_back(column);
      if (like.size() == 1) return like.front();
      if (like.size() > 1)
        return wrong("'" + written + "' could be " + names_[like[0]] + " or " + names_[like[1]],
                     "write the whole name");
    }
    return wrong("there is no column '" + written + "'", suggestion(filterName(written), names_));
  }

  std::vector<FilterWord> words_;
  std::vector<std::string> names_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  RowFilter filter_;
};

Result<RowFilter> parseRowFilter(std::string_view text, const std::vector<std::string>& headings) {
  const std::string_view typed = withoutEnds(text);
  if (typed.empty()) return RowFilter();
  std::vector<FilterWord> words = filterWords(typed);
  const bool plain = std::ranges::all_of(words, [](const FilterWord& word) {
    using Kind = FilterWord::Kind;
    return word.kind == Kind::Word || word.kind == Kind::Open || word.kind == Kind::Close;
  });
  if (plain) return RowFilterParser::anywhere(typed, headings.size());
  const auto skipped = static_cast<std::size_t>(typed.data() - text.data());
  for (FilterWord& word : words) word.place += skipped;
  return RowFilterParser(std::move(words), headings).parse();
}

bool RowFilter::accepts(const FilterRow& row) const {
  return nodes_.empty() || holds(nodes_.back(), row);
}

bool RowFilter::holds(const Node& node, const FilterRow& row) const {
  switch (node.kind) {
    case Kind::And:
      return holds(nodes_[node.left], row) && holds(nodes_[node.right], row);
    case Kind::Or:
      return holds(nodes_[node.left], row) || holds(nodes_[node.right], row);
    case Kind::Not:
      return !holds(nodes_[node.left], row);
    case Kind::Compare:
      return compares(node, row);
    case Kind::Anywhere:
      break;
  }
  for (std::size_t column = 0; column < columns_; ++column)
    if (smallLetters(row.text(column)).find(node.text) != std::string::npos) return true;
  return false;
}

bool RowFilter::compares(const Node& node, const FilterRow& row) const {
  const auto ordered = [&](const auto& own, const auto& value) {
    switch (node.comparison) {
      case Comparison::Equal:
        return own == value;
      case Comparison::Unequal:
        return own != value;
      case Comparison::Less:
        return own < value;
      case Comparison::LessOrEqual:
        return own <= value;
      case Comparison::More:
        return own > value;
      default:
        return own >= value;
    }
  };
  const bool search = node.comparison == Comparison::Contains || node.comparison == Comparison::ContainsNot;
  if (!search && node.number)
    if (const auto number = row.number(node.column)) return ordered(*number, *node.number);
  const std::string own = smallLetters(row.text(node.column));
  const bool wanted = node.comparison != Comparison::Unequal && node.comparison != Comparison::ContainsNot;
  if (own.empty()) return !wanted;
  if (search) return (own.find(node.text) != std::string::npos) == wanted;
  // A text is neither more nor less than a number.
  if (node.number && node.comparison != Comparison::Equal && node.comparison != Comparison::Unequal) return false;
  return ordered(own, node.text);
}

}  // namespace fusewright
