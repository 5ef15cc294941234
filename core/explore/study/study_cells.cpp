#include "core/explore/study/study_cells.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/base/number_in.h"

namespace fusewright {
namespace {

constexpr std::array<std::string_view, 2> kStageNames{"prefill", "decode"};
constexpr std::array<std::string_view, kStudyClasses> kClassNames{"Normalization", "Activation", "Elementwise",
                                                                  "Projection",    "Attention",  "SSM"};

template <typename Word, std::size_t count>
std::optional<Word> wordIn(const std::array<std::string_view, count>& words, std::string_view cell) {
  const auto found = std::ranges::find(words, cell);
  if (found == words.end()) return std::nullopt;
  return static_cast<Word>(found - words.begin());
}

/// What a cell of that column may hold, for remedies.
std::string legal(const StudyColumn& column) {
  if (column.name == "stage") return fmt::format("one of {}", fmt::join(kStageNames, ", "));
  if (column.name == "class") return fmt::format("one of {}", fmt::join(kClassNames, ", "));
  return column.unit.empty() ? "a number" : fmt::format("a number of {}", column.unit);
}

}  // namespace

std::string_view stageName(Stage stage) {
  return kStageNames[static_cast<std::size_t>(stage)];
}

std::string_view studyClassName(StudyClass operatorClass) {
  return kClassNames[static_cast<std::size_t>(operatorClass)];
}

std::string cellOf(const std::string& value) {
  return value;
}
std::string cellOf(int value) {
  return fmt::format("{}", value);
}
std::string cellOf(std::int64_t value) {
  return fmt::format("{}", value);
}
std::string cellOf(double value) {
  return fmt::format("{}", value);
}
std::string cellOf(bool value) {
  return value ? "1" : "0";
}
std::string cellOf(Bits value) {
  return fmt::format("{}", value.value);
}
std::string cellOf(BitsPerCycle value) {
  return fmt::format("{}", value.value);
}
std::string cellOf(Stage value) {
  return std::string(stageName(value));
}
std::string cellOf(StudyClass value) {
  return std::string(studyClassName(value));
}
std::string cellOf(const std::optional<double>& value) {
  return value ? cellOf(*value) : std::string();
}

std::optional<std::string> valueOfCell(CellType<std::string>, std::string_view cell) {
  return std::string(cell);
}
std::optional<int> valueOfCell(CellType<int>, std::string_view cell) {
  const auto number = wholeNumberIn(cell);
  return number && std::in_range<int>(*number) ? std::optional(static_cast<int>(*number)) : std::nullopt;
}
std::optional<std::int64_t> valueOfCell(CellType<std::int64_t>, std::string_view cell) {
  return wholeNumberIn(cell);
}
std::optional<double> valueOfCell(CellType<double>, std::string_view cell) {
  return numberIn(cell);
}
std::optional<bool> valueOfCell(CellType<bool>, std::string_view cell) {
  if (cell == "1") return true;
  if (cell == "0") return false;
  return std::nullopt;
}
std::optional<Bits> valueOfCell(CellType<Bits>, std::string_view cell) {
  const auto number = wholeNumberIn(cell);
  return number ? std::optional(Bits{*number}) : std::nullopt;
}
std::optional<BitsPerCycle> valueOfCell(CellType<BitsPerCycle>, std::string_view cell) {
  const auto number = wholeNumberIn(cell);
  return number ? std::optional(BitsPerCycle{*number}) : std::nullopt;
}
std::optional<Stage> valueOfCell(CellType<Stage>, std::string_view cell) {
  return wordIn<Stage>(kStageNames, cell);
}
std::optional<StudyClass> valueOfCell(CellType<StudyClass>, std::string_view cell) {
  return wordIn<StudyClass>(kClassNames, cell);
}
std::optional<std::optional<double>> valueOfCell(CellType<std::optional<double>>, std::string_view cell) {
  std::optional<std::optional<double>> value;
  const auto number = valueOfCell(CellType<double>{}, cell);
  if (number || cell.empty()) value.emplace(number);
  return value;
}

Result<std::vector<std::size_t>> placesOf(const StudyTable& table, const std::vector<StudyColumn>& columns) {
  std::vector<std::size_t> places;
  for (const StudyColumn& column : columns) {
    const auto found = std::ranges::find(table.columns, column.name, &StudyColumn::name);
    if (found == table.columns.end())
      return failure(fmt::format("column '{}' is missing", column.name), fmt::format("{}.csv:1", table.name),
                     "write the table anew with fusewright-cli paper");
    places.push_back(static_cast<std::size_t>(found - table.columns.begin()));
  }
  return places;
}

Error badCell(const StudyTable& table, std::size_t row, const StudyColumn& column, const std::string& cell) {
  constexpr std::size_t kFirstLine = 2;  // after the header
  return {fmt::format("'{}' does not fit column '{}'", cell, column.name),
          fmt::format("{}.csv:{}", table.name, row + kFirstLine), fmt::format("give {}", legal(column))};
}

}  // namespace fusewright
