#include "core/io/study_csv.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/io/csv_text.h"
#include "core/io/read_file.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

constexpr std::size_t kLargestTable = std::size_t{1} << 28;
constexpr const char* kTableRemedy = "write the table anew with fusewright-cli paper";

std::string lineOf(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) line += (cell == 0 ? "" : ",") + csvText(cells[cell]);
  return line + '\n';
}

/// Cells of one record and the line that it starts on.
struct Record {
  std::vector<std::string> cells;
  std::size_t line = 1;
};

/// Takes a text apart record by record.
class CsvScanner {
 public:
  CsvScanner(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  [[nodiscard]] bool atEnd() const { return place_ >= text_.size(); }

  Result<Record> next() {
    Record record{.cells = {}, .line = line_};
    while (true) {
      auto cell = text_.substr(place_).starts_with('"') ? quotedCell() : Result<std::string>(plainCell());
      if (!cell) return tl::make_unexpected(cell.error());
      record.cells.push_back(*std::move(cell));
      if (atEnd() || text_[place_] != ',') break;
      ++place_;
    }
    if (auto ended = endOfRecord(); !ended) return tl::make_unexpected(ended.error());
    return record;
  }

 private:
  [[nodiscard]] std::string here() const { return fmt::format("{}:{}", name_, line_); }

  std::string plainCell() {
    const std::size_t end = std::min(text_.find_first_of(",\r\n", place_), text_.size());
    std::string cell(text_.substr(place_, end - place_));
    place_ = end;
    return cell;
  }

  Result<std::string> quotedCell() {
    const std::string start = here();
    std::string cell;
    for (++place_; place_ < text_.size(); ++place_) {
      const char letter = text_[place_];
      if (letter == '\n') ++line_;
      if (letter != '"') {
        cell += letter;
      } else if (text_.substr(place_ + 1).starts_with('"')) {
        cell += text_[++place_];
      } else {
        ++place_;
        return cell;
      }
    }
    return failure("a quote is never closed", start, kTableRemedy);
  }

  Result<void> endOfRecord() {
    if (atEnd()) return {};
    if (text_.substr(place_).starts_with("\r\n")) ++place_;
    if (text_[place_] != '\n' && text_[place_] != '\r')
      return failure("text after a closing quote", here(), "put a comma or a line break there");
    ++place_;
    ++line_;
    return {};
  }

  std::string_view text_;
  std::string name_;
  std::size_t place_ = 0;
  std::size_t line_ = 1;
};

/// "latency [cycles]" as name and unit.
StudyColumn columnOf(const std::string& heading) {
  const std::size_t bracket = heading.find(" [");
  if (bracket == std::string::npos || !heading.ends_with(']')) return {.name = heading, .unit = {}};
  return {.name = heading.substr(0, bracket), .unit = heading.substr(bracket + 2, heading.size() - bracket - 3)};
}

std::string headingOf(const StudyColumn& column) {
  return column.unit.empty() ? column.name : fmt::format("{} [{}]", column.name, column.unit);
}

/// Messages of studyOfTables() name "figure9_fusion_schemes.csv:7"; the folder goes before that.
Error inFolder(Error error, const std::filesystem::path& folder) {
  error.where = (folder / error.where).string();
  return error;
}

}  // namespace

std::string studyTableText(const StudyTable& table) {
  std::vector<std::string> headings;
  for (const StudyColumn& column : table.columns) headings.push_back(headingOf(column));
  std::string text = lineOf(headings);
  for (const auto& row : table.rows) text += lineOf(row);
  return text;
}

Result<StudyTable> parseStudyTable(std::string_view text, const std::string& name) {
  CsvScanner scanner(text, name);
  if (scanner.atEnd()) return failure("the file is empty", fmt::format("{}:1", name), kTableRemedy);
  const auto header = scanner.next();
  if (!header) return tl::make_unexpected(header.error());
  StudyTable table{.name = std::filesystem::path(name).stem().string(), .title = {}, .columns = {}, .rows = {}};
  for (const std::string& heading : header->cells) table.columns.push_back(columnOf(heading));
  while (!scanner.atEnd()) {
    auto record = scanner.next();
    if (!record) return tl::make_unexpected(record.error());
    if (record->cells.size() != table.columns.size())
      return failure(fmt::format("{} cells under {} headings", record->cells.size(), table.columns.size()),
                     fmt::format("{}:{}", name, record->line), kTableRemedy);
    table.rows.push_back(std::move(record->cells));
  }
  return table;
}

Result<void> writeStudy(const Study& study, const std::filesystem::path& folder) {
  if (auto made = makeFolder(folder); !made) return made;
  for (const StudyTable& table : studyTables(study))
    if (auto written = writeTextFile(folder / (table.name + ".csv"), studyTableText(table)); !written) return written;
  return {};
}

Result<Study> readStudy(const std::filesystem::path& folder) {
  std::vector<StudyTable> tables;
  for (const std::string& name : studyTableNames()) {
    const std::filesystem::path file = folder / (name + ".csv");
    std::error_code missing;
    if (!std::filesystem::exists(file, missing)) continue;
    const auto text = readFile(file, kLargestTable);
    if (!text) return tl::make_unexpected(text.error());
    auto table = parseStudyTable(*text, file.string());
    if (!table) return tl::make_unexpected(table.error());
    tables.push_back(*std::move(table));
  }
  if (tables.empty())
    return failure("none of the study's tables is there", folder.string(),
                   fmt::format("write them with fusewright-cli paper --out {}", folder.string()));
  auto study = studyOfTables(tables);
  if (!study) return tl::make_unexpected(inFolder(study.error(), folder));
  return study;
}

}  // namespace fusewright
