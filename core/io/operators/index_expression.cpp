#include "core/io/operators/index_expression.h"

#include <charconv>

#include <fmt/format.h>

namespace fusewright {
namespace {

constexpr std::size_t kLongest = 200;
constexpr int kDeepestParentheses = 20;
constexpr std::int64_t kLargest = std::int64_t{1} << 31;  // the product of two fits 64 bits

using Kind = ExpressionStep::Kind;

bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// Thrown and caught in this file.
struct Malformed {
  std::string what;
};

/// Recursive descent over sums, products, and atoms.
class ExpressionParser {
 public:
  explicit ExpressionParser(std::string_view text) : text_(text) {}

  std::vector<ExpressionStep> parse() {
    sum(0);
    skipBlanks();
    if (at_ < text_.size()) refuse();
    return std::move(steps_);
  }

 private:
  [[noreturn]] void refuse() const {
    if (at_ >= text_.size()) throw Malformed{fmt::format("'{}' ends too early", text_)};
    throw Malformed{fmt::format("'{}' cannot be read from '{}' on", text_, text_.substr(at_))};
  }

  void skipBlanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  /// Steps over `c` if it comes next.
  bool take(char c) {
    skipBlanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void add(Kind kind) { steps_.push_back({.kind = kind, .number = 0, .name = {}, .element = {}}); }

  void sum(int depth) {
    const bool negative = take('-');
    product(depth);
    if (negative) add(Kind::Negate);
    for (;;) {
      const bool plus = take('+');
      if (!plus && !take('-')) return;
      product(depth);
      add(plus ? Kind::Add : Kind::Subtract);
    }
  }

  void product(int depth) {
    atom(depth);
    for (;;) {
      const bool times = take('*');
      if (!times && !take('/')) return;
      atom(depth);
      add(times ? Kind::Multiply : Kind::Divide);
    }
  }

  std::int64_t number() {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{} || value > kLargest) throw Malformed{fmt::format("'{}' has too large a number", text_)};
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  void atom(int depth) {
    if (depth > kDeepestParentheses) throw Malformed{fmt::format("'{}' has too many parentheses", text_)};
    if (take('(')) {
      sum(depth + 1);
      if (!take(')')) refuse();
      return;
    }
    skipBlanks();
    if (at_ < text_.size() && isDigit(text_[at_])) {
      steps_.push_back({.kind = Kind::Number, .number = number(), .name = {}, .element = {}});
      return;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && (isLetter(text_[at_]) || (at_ > begin && isDigit(text_[at_])))) ++at_;
    if (at_ == begin) refuse();
    ExpressionStep step{
        .kind = Kind::Name, .number = 0, .name = std::string(text_.substr(begin, at_ - begin)), .element = {}};
    if (take('[')) {
      skipBlanks();
      if (at_ >= text_.size() || !isDigit(text_[at_])) refuse();
      step.element = number();
      if (!take(']')) refuse();
    }
    steps_.push_back(std::move(step));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<ExpressionStep> steps_;
};

std::int64_t checked(std::int64_t value) {
  if (value > kLargest || value < -kLargest) throw Malformed{"is beyond 31 bits"};
  return value;
}

AffineIndex scaled(const AffineIndex& index, std::int64_t factor) {
  AffineIndex result{.strides = {}, .offset = checked(index.offset * factor)};
  if (factor == 0) return result;
  for (const auto& [loop, stride] : index.strides) result.strides[loop] = checked(stride * factor);
  return result;
}

AffineIndex added(AffineIndex a, const AffineIndex& b) {
  a.offset = checked(a.offset + b.offset);
  for (const auto& [loop, stride] : b.strides) {
    std::int64_t& sum = a.strides[loop];
    sum = checked(sum + stride);
    if (sum == 0) a.strides.erase(loop);
  }
  return a;
}

AffineIndex multiplied(const AffineIndex& a, const AffineIndex& b) {
  if (!a.strides.empty() && !b.strides.empty()) throw Malformed{"multiplies loops with one another"};
  return a.strides.empty() ? scaled(b, a.offset) : scaled(a, b.offset);
}

AffineIndex divided(const AffineIndex& a, const AffineIndex& b) {
  if (!a.strides.empty() || !b.strides.empty()) throw Malformed{"divides loops"};
  if (b.offset < 1) throw Malformed{fmt::format("divides by {}", b.offset)};
  const std::int64_t down = a.offset < 0 && a.offset % b.offset != 0 ? 1 : 0;
  return {.strides = {}, .offset = a.offset / b.offset - down};
}

AffineIndex combined(Kind kind, const AffineIndex& a, const AffineIndex& b) {
  if (kind == Kind::Add) return added(a, b);
  if (kind == Kind::Subtract) return added(a, scaled(b, -1));
  return kind == Kind::Multiply ? multiplied(a, b) : divided(a, b);
}

}  // namespace

std::optional<std::string> IndexExpression::onlyName() const {
  if (steps.size() != 1 || steps[0].kind != Kind::Name || steps[0].element) return std::nullopt;
  return steps[0].name;
}

Result<IndexExpression> parseIndexExpression(std::string_view text) {
  constexpr const char* kRemedy =
      "write numbers, loops and attributes with + - * / and parentheses, as in '2*OX + FX - 1'";
  if (text.size() > kLongest) return failure(fmt::format("is longer than {} characters", kLongest), {}, kRemedy);
  try {
    return IndexExpression{.text = std::string(text), .steps = ExpressionParser(text).parse()};
  } catch (const Malformed& malformed) {
    return failure(malformed.what, {}, kRemedy);
  }
}

Result<AffineIndex> evaluated(const IndexExpression& expression, const NameMeaning& meaning) {
  std::vector<AffineIndex> stack;
  try {
    for (const ExpressionStep& step : expression.steps) {
      if (step.kind == Kind::Number) {
        stack.push_back({.strides = {}, .offset = step.number});
      } else if (step.kind == Kind::Name) {
        auto value = meaning(step.name, step.element);
        if (!value) return tl::make_unexpected(value.error());
        stack.push_back(*std::move(value));
      } else if (step.kind == Kind::Negate) {
        stack.back() = scaled(stack.back(), -1);
      } else {
        const AffineIndex right = std::move(stack.back());
        stack.pop_back();
        stack.back() = combined(step.kind, stack.back(), right);
      }
    }
  } catch (const Malformed& malformed) {
    return failure(fmt::format("'{}' {}", expression.text, malformed.what), {},
                   "write an index that is affine in the loops");
  }
  return stack.back();
}

}  // namespace fusewright
