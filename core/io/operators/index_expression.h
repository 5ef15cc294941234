#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace fusewright {

/// One step of an expression in postfix order.
struct ExpressionStep {
  enum class Kind : std::uint8_t { Number, Name, Negate, Add, Subtract, Multiply, Divide };

  Kind kind = Kind::Number;
  std::int64_t number = 0;              ///< Number: its value
  std::string name = {};                ///< Name
  std::optional<std::int64_t> element;  ///< Name: the 2 of "pads[2]"

  friend bool operator==(const ExpressionStep&, const ExpressionStep&) = default;
};

/// A whole number that follows from loops, attributes and sizes: "2*OX + FX - pads[0]".
struct IndexExpression {
  std::string text;
  std::vector<ExpressionStep> steps;  ///< postfix

  /// The loop that the expression is nothing but; none for all other expressions.
  [[nodiscard]] std::optional<std::string> onlyName() const;

  friend bool operator==(const IndexExpression&, const IndexExpression&) = default;
};

/// An offset plus strides times loops.
struct AffineIndex {
  std::map<std::string, std::int64_t> strides;  ///< by loop; none is 0
  std::int64_t offset = 0;

  friend bool operator==(const AffineIndex&, const AffineIndex&) = default;
};

/// Numbers, names, names with an element ("pads[2]"), + - * /, parentheses. At most 200 characters. The Error says what
/// is wrong with the text, not where the text stands.
[[nodiscard]] Result<IndexExpression> parseIndexExpression(std::string_view text);

/// What a name stands for: a loop, or a number. The Error says what it could be.
using NameMeaning = std::function<Result<AffineIndex>(const std::string& name, std::optional<std::int64_t> element)>;

/// The value of an expression. Quotients are rounded down. Errors: a name without meaning, loops multiplied or divided
/// by one another, division by less than 1, numbers beyond 31 bits.
[[nodiscard]] Result<AffineIndex> evaluated(const IndexExpression& expression, const NameMeaning& meaning);

}  // namespace fusewright
