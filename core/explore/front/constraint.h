#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace fusewright {

/// A comparison of two expressions over named numbers: "peak_memory_MB <= 4", "latency_ms * area_mm2 < 50". Expressions
/// have numbers, names, + - * / and parentheses; comparisons are < <= > >= == !=.
class Constraint {
 public:
  /// Reads a constraint over the `known` names; of several that fit at one place the longest counts, so that names may
  /// have dots and hyphens in them. Errors say at which character, and suggest the nearest names.
  [[nodiscard]] static Result<Constraint> parse(std::string_view text, std::span<const std::string> known);

  [[nodiscard]] const std::string& text() const { return text_; }

  /// The names in it, each once.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// Whether it holds for `values`, by place in names(). Nothing holds of what is no number.
  [[nodiscard]] bool holds(std::span<const double> values) const;

  friend bool operator==(const Constraint&, const Constraint&) = default;

 private:
  friend class ConstraintParser;

  enum class Operation : std::uint8_t {
    Number,
    Name,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual
  };

  /// One step of the expression in postfix order.
  struct Step {
    Operation operation = Operation::Number;
    double number = 0;
    std::size_t name = 0;  ///< place in names_

    friend bool operator==(const Step&, const Step&) = default;
  };

  static double combined(Operation operation, double left, double right);

  std::string text_;
  std::vector<std::string> names_;
  std::vector<Step> steps_;
};

}  // namespace fusewright
