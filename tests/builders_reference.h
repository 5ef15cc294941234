#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace fusewright::tests {

/// A row of a table by its headings.
using Row = std::map<std::string, std::string>;

/// Rows of a table with commas between its cells and headings in its first line.
[[nodiscard]] std::vector<Row> readTable(const std::filesystem::path& file);

/// A cell that holds a whole number.
[[nodiscard]] std::int64_t number(const Row& row, const std::string& heading);

/// How near two numbers must be, as a part of the published one. Exact: equal.
enum class Agreement { Exact, WithinATenthOfAPercent, WithinTwoPercent };

/// Ours beside the published numbers, to be read by a person; one line a term.
class AgreementReport {
 public:
  /// Starts the lines of one design or tile.
  void startRow(const std::string& name);

  /// Adds a line and notes whether the numbers agree.
  void add(const std::string& term, double ours, double published, Agreement wanted);

  /// Terms of the present row that do not agree, in one text; empty if all do.
  [[nodiscard]] const std::string& disagreements() const { return disagreements_; }

  [[nodiscard]] int rows() const { return rows_; }
  /// Rows with some term that is not equal, whatever was wanted.
  [[nodiscard]] int unequalRows() const { return unequalRows_; }

  /// All lines so far.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  int rows_ = 0;
  int unequalRows_ = 0;
  bool rowIsUnequal_ = false;
  std::string name_;
  std::string disagreements_;
  std::string text_ = "row | term | ours | published | difference | percent\n";
};

}  // namespace fusewright::tests
