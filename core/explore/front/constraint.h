#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace fusewright {

/// A comparison of two expressions over named numbers: "peak_memory_MB <= 4", "latency_ms * area_mm2 < 50". Expressions
/// have numbers, names, + - * / and parentheses; comparisons are < <= > >= == !=. A name that is no metric may also be
/// compared with a text by == and !=, in quotes of either kind or, if no expression can be meant, without: "model ==
/// s".
class Constraint {
 public:
  /// Reads a constraint over the `known` names; of several that fit at one place the longest counts, so that names may
  /// have dots and hyphens in them. Errors say at which character, and suggest the nearest names.
  [[nodiscard]] static Result<Constraint> parse(std::string_view text, std::span<const std::string> known);

  [[nodiscard]] const std::string& text() const { return text_; }

  /// The names in it, each once.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// The text that its one name is compared with; none if it compares numbers. What holds() takes is then 1 for a name
  /// that has this value and 0 for one that has another.
  [[nodiscard]] const std::optional<std::string>& comparedText() const { return comparedText_; }

  /// What holds() takes for a name with a value that is written like this; no number if there is none.
  [[nodiscard]] double valueOf(std::string_view written) const;

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
  std::optional<std::string> comparedText_;
  std::vector<std::string> names_;
  std::vector<Step> steps_;
};

/// The constraints of a list with commas between them, of which those in quotes part nothing.
[[nodiscard]] std::vector<std::string> constraintsInList(std::string_view list);

}  // namespace fusewright
