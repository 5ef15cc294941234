#include "core/explore/front/constraint.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/base/number_in.h"
#include "core/explore/sweep/sweep_columns.h"

namespace fusewright {
namespace {

constexpr std::size_t kLongestText = 2000;
constexpr int kDeepest = 100;

bool isSpace(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

bool isWordLetter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '_' || letter == '.';
}

bool isQuote(char letter) {
  return letter == '\'' || letter == '"';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  return text;
}

/// What `operand` says if it is a text in quotes, or could be one that lacks them.
std::optional<std::string> textIn(std::string_view operand) {
  const std::string_view text = trimmed(operand);
  if (text.empty()) return std::nullopt;
  if (isQuote(text.front())) {
    if (text.size() < 2 || text.find(text.front(), 1) != text.size() - 1) return std::nullopt;
    return std::string(text.substr(1, text.size() - 2));
  }
  const bool isBare = std::ranges::none_of(text, [](char letter) {
    return isSpace(letter) || isQuote(letter) || std::string_view("<>!()*").find(letter) != std::string_view::npos;
  });
  return isBare && text.find("==") == std::string_view::npos ? std::optional(std::string(text)) : std::nullopt;
}

}  // namespace

/// Recursive descent over the text; what went wrong first is kept.
class ConstraintParser {
 public:
  using Operation = Constraint::Operation;

  ConstraintParser(std::string_view text, std::span<const std::string> known) : text_(text), known_(known) {
    constraint_.text_ = std::string(text);
  }

  Result<Constraint> parse() {
    if (text_.size() > kLongestText) return failure("the constraint is too long", "constraint", "cut it in several");
    sum(0);
    const auto comparison = comparisonHere();
    if (!comparison) {
      fail("a comparison is missing", "write it like peak_memory_MB <= 4");
    } else {
      sum(0);
      add(*comparison);
    }
    skipSpace();
    if (error_ && comparesText()) return std::move(constraint_);
    if (at_ < text_.size()) fail("something follows that belongs to nothing", "end the constraint here");
    if (error_) return tl::make_unexpected(*error_);
    return std::move(constraint_);
  }

 private:
  /// What can not be read as numbers, again as a name and a text.
  bool comparesText() {
    const std::size_t place = std::min(text_.find("=="), text_.find("!="));
    if (place == std::string_view::npos) return false;
    const std::string name(trimmed(text_.substr(0, place)));
    if (std::ranges::find(known_, name) == known_.end() || findMetric(name) != nullptr) return false;
    constraint_.comparedText_ = textIn(text_.substr(place + 2));
    constraint_.names_ = {name};
    constraint_.steps_ = {{.operation = Operation::Name},
                          {.operation = Operation::Number, .number = 1},
                          {.operation = text_[place] == '=' ? Operation::Equal : Operation::NotEqual}};
    return constraint_.comparedText_.has_value();
  }

  void fail(std::string what, std::string remedy) {
    if (!error_) error_ = Error{std::move(what), fmt::format("'{}', character {}", text_, at_ + 1), std::move(remedy)};
  }

  void skipSpace() {
    while (at_ < text_.size() && isSpace(text_[at_])) ++at_;
  }

  bool take(std::string_view symbol) {
    skipSpace();
    if (error_ || !text_.substr(at_).starts_with(symbol)) return false;
    at_ += symbol.size();
    return true;
  }

  void add(Operation operation) { constraint_.steps_.push_back({.operation = operation}); }

  std::optional<Operation> comparisonHere() {
    if (take("<=")) return Operation::LessOrEqual;
    if (take(">=")) return Operation::GreaterOrEqual;
    if (take("==")) return Operation::Equal;
    if (take("!=")) return Operation::NotEqual;
    if (take("<")) return Operation::Less;
    if (take(">")) return Operation::Greater;
    return std::nullopt;
  }

  void sum(int depth) {
    product(depth);
    while (!error_) {
      if (take("+")) {
        product(depth);
        add(Operation::Add);
      } else if (take("-")) {
        product(depth);
        add(Operation::Subtract);
      } else {
        return;
      }
    }
  }

  void product(int depth) {
    factor(depth);
    while (!error_) {
      if (take("*")) {
        factor(depth);
        add(Operation::Multiply);
      } else if (take("/")) {
        factor(depth);
        add(Operation::Divide);
      } else {
        return;
      }
    }
  }

  void factor(int depth) {
    if (depth > kDeepest) return fail("too many parentheses", "write it simpler");
    if (take("-")) {
      factor(depth + 1);
      return add(Operation::Negate);
    }
    if (take("(")) {
      sum(depth + 1);
      if (!take(")")) fail("a parenthesis is not closed", "add )");
      return;
    }
    skipSpace();
    if (at_ >= text_.size()) return fail("a number or name is missing", "write it like peak_memory_MB <= 4");
    if (!name()) number();
  }

  bool name() {
    const std::string_view rest = text_.substr(at_);
    const std::string* longest = nullptr;
    for (const std::string& candidate : known_)
      if (rest.starts_with(candidate) && (longest == nullptr || candidate.size() > longest->size()) &&
          (rest.size() == candidate.size() || !isWordLetter(rest[candidate.size()])))
        longest = &candidate;
    if (longest == nullptr) return false;
    at_ += longest->size();
    auto& names = constraint_.names_;
    const auto present = std::ranges::find(names, *longest);
    constraint_.steps_.push_back(
        {.operation = Operation::Name, .name = static_cast<std::size_t>(present - names.begin())});
    if (present == names.end()) names.push_back(*longest);
    return true;
  }

  void number() {
    double value = 0;
    const char* begin = text_.data() + at_;
    const auto [end, fault] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (fault == std::errc{} && std::isfinite(value)) {
      at_ += static_cast<std::size_t>(end - begin);
      constraint_.steps_.push_back({.operation = Operation::Number, .number = value});
      return;
    }
    std::size_t length = 0;
    while (at_ + length < text_.size() && isWordLetter(text_[at_ + length])) ++length;
    const std::string word(text_.substr(at_, std::max<std::size_t>(length, 1)));
    fail(fmt::format("'{}' is no metric or parameter here", word), suggestion(word, known_));
  }

  std::string_view text_;
  std::span<const std::string> known_;
  std::size_t at_ = 0;
  Constraint constraint_;
  std::optional<Error> error_;
};

Result<Constraint> Constraint::parse(std::string_view text, std::span<const std::string> known) {
  return ConstraintParser(text, known).parse();
}

double Constraint::combined(Operation operation, double left, double right) {
  switch (operation) {
    case Operation::Add:
      return left + right;
    case Operation::Subtract:
      return left - right;
    case Operation::Multiply:
      return left * right;
    case Operation::Divide:
      return left / right;
    case Operation::Less:
      return left < right ? 1 : 0;
    case Operation::LessOrEqual:
      return left <= right ? 1 : 0;
    case Operation::Greater:
      return left > right ? 1 : 0;
    case Operation::GreaterOrEqual:
      return left >= right ? 1 : 0;
    case Operation::Equal:
      return left == right ? 1 : 0;
    case Operation::NotEqual:
      return left < right || left > right ? 1 : 0;
    case Operation::Number:
    case Operation::Name:
    case Operation::Negate:
      break;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

double Constraint::valueOf(std::string_view written) const {
  const auto number = numberIn(written);
  if (!comparedText_) return number.value_or(std::numeric_limits<double>::quiet_NaN());
  if (written.empty()) return std::numeric_limits<double>::quiet_NaN();
  return written == *comparedText_ || (number && number == numberIn(*comparedText_)) ? 1 : 0;
}

bool Constraint::holds(std::span<const double> values) const {
  std::vector<double> stack;
  for (const Step& step : steps_) {
    if (step.operation == Operation::Number) {
      stack.push_back(step.number);
    } else if (step.operation == Operation::Name) {
      stack.push_back(values[step.name]);
    } else if (step.operation == Operation::Negate) {
      stack.back() = -stack.back();
    } else {
      const double right = stack.back();
      stack.pop_back();
      stack.back() = combined(step.operation, stack.back(), right);
    }
  }
  return stack.back() == 1;
}

std::vector<std::string> constraintsInList(std::string_view list) {
  std::vector<std::string> constraints(1);
  char quote = '\0';
  for (const char letter : list) {
    if (quote != '\0') {
      if (letter == quote) quote = '\0';
    } else if (isQuote(letter)) {
      quote = letter;
    } else if (letter == ',') {
      constraints.emplace_back();
      continue;
    }
    constraints.back() += letter;
  }
  for (std::string& constraint : constraints) constraint = std::string(trimmed(constraint));
  std::erase(constraints, std::string());
  return constraints;
}

}  // namespace fusewright
