#include "tests/builders_reference.h"

#include <cmath>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace fusewright::tests {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> found;
  for (std::string cell; std::getline(stream, cell, ',');) found.push_back(cell);
  return found;
}

double tolerance(Agreement wanted) {
  switch (wanted) {
    case Agreement::Exact:
      return 0;
    case Agreement::WithinATenthOfAPercent:
      return 0.001;
    case Agreement::WithinTwoPercent:
      return 0.02;
  }
  return 0;
}

}  // namespace

std::vector<Row> readTable(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  const std::vector<std::string> headings = cells(line);
  std::vector<Row> rows;
  while (std::getline(stream, line)) {
    const std::vector<std::string> values = cells(line);
    Row row;
    for (std::size_t column = 0; column < values.size(); ++column) row[headings[column]] = values[column];
    rows.push_back(row);
  }
  return rows;
}

std::int64_t number(const Row& row, const std::string& heading) {
  return std::stoll(row.at(heading));
}

void AgreementReport::startRow(const std::string& name) {
  ++rows_;
  rowIsUnequal_ = false;
  name_ = name;
  disagreements_.clear();
}

void AgreementReport::add(const std::string& term, double ours, double published, Agreement wanted) {
  const double difference = ours - published;
  const double percent = difference == 0 ? 0 : 100 * difference / std::abs(published);
  const std::string line =
      fmt::format("{} | {} | {} | {} | {:+} | {:+.4f}\n", name_, term, ours, published, difference, percent);
  text_ += line;
  if (difference == 0) return;
  if (!rowIsUnequal_) ++unequalRows_;
  rowIsUnequal_ = true;
  if (!(std::abs(difference) <= tolerance(wanted) * std::abs(published))) disagreements_ += line;
}

}  // namespace fusewright::tests
