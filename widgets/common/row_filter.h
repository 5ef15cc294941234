#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace fusewright {

/// A row of a table as filters see it. Numbers are in the table's plain units: cycles, bits, pJ, shares of one.
class FilterRow {
 public:
  virtual ~FilterRow() = default;
  /// The number in a column; none if it holds a text or nothing.
  [[nodiscard]] virtual std::optional<double> number(std::size_t column) const = 0;
  /// What the column shows, in UTF-8.
  [[nodiscard]] virtual std::string text(std::size_t column) const = 0;
};

/// Which rows of a table are shown, as somebody typed it.
///
/// `conv` alone: rows with that text in any column, capitals aside, whatever blanks are in it. Otherwise comparisons of
/// a column with a value, joined by `and`, `or`, `not` and brackets (`&&`, `||`, `!`): `duration > 1000 and layer ~
/// conv`. `~` is "contains" and `!~` "contains not"; `=` and `!=`, `<`, `<=`, `>` and `>=` compare numbers, and texts
/// where there are no numbers. Values may be quoted; numbers may have a magnitude or a unit: `1.5k`, `20%`, `2 MB`, `3
/// uJ`. An empty cell fulfils only `!=` and `!~`.
class RowFilter {
 public:
  /// Shows every row.
  RowFilter() = default;

  [[nodiscard]] bool accepts(const FilterRow& row) const;
  [[nodiscard]] bool showsAll() const { return nodes_.empty(); }

 private:
  friend class RowFilterParser;

  enum class Kind : std::uint8_t { And, Or, Not, Compare, Anywhere };
  enum class Comparison : std::uint8_t { Equal, Unequal, Less, LessOrEqual, More, MoreOrEqual, Contains, ContainsNot };

  /// Operands of And, Or and Not are nodes before it.
  struct Node {
    Kind kind = Kind::Anywhere;
    Comparison comparison = Comparison::Equal;
    std::size_t left = 0;
    std::size_t right = 0;
    std::size_t column = 0;
    std::optional<double> number = {};
    std::string text = {};  ///< small letters
  };

  [[nodiscard]] bool holds(const Node& node, const FilterRow& row) const;
  [[nodiscard]] bool compares(const Node& node, const FilterRow& row) const;

  std::vector<Node> nodes_;  ///< the last is the whole
  std::size_t columns_ = 0;
};

/// Reads a filter for a table with those headings. Errors say which character they are about: a column that is not
/// there or could be several, a value or bracket missing, more than 100 brackets within each other.
[[nodiscard]] Result<RowFilter> parseRowFilter(std::string_view text, const std::vector<std::string>& headings);

/// A heading as filters name it: small letters, no unit in brackets, _ for blanks, delta for a Δ.
[[nodiscard]] std::string filterName(std::string_view heading);

}  // namespace fusewright
