#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/explore/study/study_tables.h"

namespace fusewright {

// Values of the study as cells of its tables, and back. No value: the cell holds something else.

[[nodiscard]] std::string cellOf(const std::string& value);
[[nodiscard]] std::string cellOf(int value);
[[nodiscard]] std::string cellOf(std::int64_t value);
[[nodiscard]] std::string cellOf(double value);
[[nodiscard]] std::string cellOf(bool value);
[[nodiscard]] std::string cellOf(Bits value);
[[nodiscard]] std::string cellOf(BitsPerCycle value);
[[nodiscard]] std::string cellOf(Stage value);
[[nodiscard]] std::string cellOf(StudyClass value);
[[nodiscard]] std::string cellOf(const std::optional<double>& value);

/// Asks valueOfCell() for a value of type T.
template <typename T>
struct CellType {};

[[nodiscard]] std::optional<std::string> valueOfCell(CellType<std::string> type, std::string_view cell);
[[nodiscard]] std::optional<int> valueOfCell(CellType<int> type, std::string_view cell);
[[nodiscard]] std::optional<std::int64_t> valueOfCell(CellType<std::int64_t> type, std::string_view cell);
[[nodiscard]] std::optional<double> valueOfCell(CellType<double> type, std::string_view cell);
[[nodiscard]] std::optional<bool> valueOfCell(CellType<bool> type, std::string_view cell);
[[nodiscard]] std::optional<Bits> valueOfCell(CellType<Bits> type, std::string_view cell);
[[nodiscard]] std::optional<BitsPerCycle> valueOfCell(CellType<BitsPerCycle> type, std::string_view cell);
[[nodiscard]] std::optional<Stage> valueOfCell(CellType<Stage> type, std::string_view cell);
[[nodiscard]] std::optional<StudyClass> valueOfCell(CellType<StudyClass> type, std::string_view cell);
[[nodiscard]] std::optional<std::optional<double>> valueOfCell(CellType<std::optional<double>> type,
                                                               std::string_view cell);

/// One member of a row as a column.
template <typename Row>
struct StudyField {
  StudyColumn column;
  std::string (*write)(const Row&) = nullptr;
  bool (*read)(Row&, std::string_view) = nullptr;  ///< false: the cell does not fit
};

/// The row and the type of a member.
template <typename Row, typename Type>
struct StudyMember {
  using Owner = Row;
  using Value = Type;
};
template <typename Row, typename Type>
StudyMember<Row, Type> studyMember(Type Row::*member);

/// The column for member `member` of a row.
template <auto member>
auto fieldFor(const char* name, const char* unit = "") {
  using Row = typename decltype(studyMember(member))::Owner;
  using Value = typename decltype(studyMember(member))::Value;
  return StudyField<Row>{.column = {name, unit},
                         .write = [](const Row& row) { return cellOf(row.*member); },
                         .read =
                             [](Row& row, std::string_view cell) {
                               auto value = valueOfCell(CellType<Value>{}, cell);
                               if (value) row.*member = *std::move(value);
                               return value.has_value();
                             }};
}

/// Rows as a table.
template <typename Row>
StudyTable tableOf(std::string name, std::string title, const std::vector<StudyField<Row>>& fields,
                   const std::vector<Row>& rows) {
  StudyTable table{.name = std::move(name), .title = std::move(title), .columns = {}, .rows = {}};
  for (const auto& field : fields) table.columns.push_back(field.column);
  for (const Row& row : rows) {
    table.rows.emplace_back();
    for (const auto& field : fields) table.rows.back().push_back(field.write(row));
  }
  return table;
}

/// Which column of the table each field is. Error: one is missing.
[[nodiscard]] Result<std::vector<std::size_t>> placesOf(const StudyTable& table,
                                                        const std::vector<StudyColumn>& columns);

/// The complaint about a cell; `row` counts from 0.
[[nodiscard]] Error badCell(const StudyTable& table, std::size_t row, const StudyColumn& column,
                            const std::string& cell);

/// A table as rows.
template <typename Row>
Result<std::vector<Row>> rowsOf(const StudyTable& table, const std::vector<StudyField<Row>>& fields) {
  std::vector<StudyColumn> columns;
  for (const auto& field : fields) columns.push_back(field.column);
  const auto places = placesOf(table, columns);
  if (!places) return tl::make_unexpected(places.error());
  std::vector<Row> rows(table.rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t field = 0; field < fields.size(); ++field) {
      const std::string& cell = table.rows[row][(*places)[field]];
      if (!fields[field].read(rows[row], cell))
        return tl::make_unexpected(badCell(table, row, fields[field].column, cell));
    }
  return rows;
}

}  // namespace fusewright
