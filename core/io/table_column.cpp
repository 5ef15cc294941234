#include "core/io/table_column.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

namespace fusewright {
namespace {

constexpr std::int32_t kNoText = -1;
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::int32_t ColumnCollector::textId(std::string text) {
  return ids_.try_emplace(std::move(text), static_cast<std::int32_t>(ids_.size())).first->second;
}

void ColumnCollector::add(const SQLite::Column& cell) {
  const bool text = cell.isText();
  numbers_.push_back(text || cell.isNull() ? kNoNumber : cell.getDouble());
  texts_.push_back(text ? textId(cell.getString()) : kNoText);
}

TableColumn ColumnCollector::column(std::string name) && {
  TableColumn column{.name = std::move(name)};
  if (ids_.empty()) {
    column.numbers = std::move(numbers_);
    return column;
  }
  for (std::size_t row = 0; row < numbers_.size(); ++row)
    if (!std::isnan(numbers_[row])) texts_[row] = textId(fmt::format("{}", numbers_[row]));
  // Ids count texts as they came; places count them in order.
  for (const auto& [text, id] : ids_) column.labels.push_back(text);
  std::ranges::sort(column.labels);
  std::vector<double> places(ids_.size());
  for (std::size_t place = 0; place < column.labels.size(); ++place)
    places[static_cast<std::size_t>(ids_.at(column.labels[place]))] = static_cast<double>(place);
  for (const std::int32_t id : texts_)
    column.numbers.push_back(id == kNoText ? kNoNumber : places[static_cast<std::size_t>(id)]);
  return column;
}

}  // namespace fusewright
