#include "core/io/yaml/yaml_cursor.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/read_file.h"
#include "core/io/yaml/parse_yaml.h"

namespace fusewright {
namespace {

constexpr std::size_t kLargestYaml = std::size_t{4} << 20;

std::string_view kindName(YamlValue::Kind kind) {
  switch (kind) {
    case YamlValue::Kind::Nothing:
      return "nothing";
    case YamlValue::Kind::Scalar:
      return "a single value";
    case YamlValue::Kind::List:
      return "a list";
    case YamlValue::Kind::Map:
      return "a map";
  }
  return "";
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

/// Keeps messages short whatever a file holds.
std::string shown(std::string_view text) {
  constexpr std::size_t kMostShown = 60;
  return text.size() <= kMostShown ? std::string(text) : std::string(text.substr(0, kMostShown)) + "...";
}

std::optional<double> parsedNumber(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::int64_t> parsedWhole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

YamlCursor::YamlCursor(std::shared_ptr<const std::string> file, std::shared_ptr<const YamlValue> document)
    : file_(std::move(file)), document_(std::move(document)), value_(document_.get()) {}

YamlCursor YamlCursor::child(const YamlValue& value, std::string path) const {
  YamlCursor cursor = *this;
  cursor.value_ = &value;
  cursor.path_ = std::move(path);
  return cursor;
}

std::string YamlCursor::fileAndLine() const {
  return fmt::format("{}:{}", *file_, value_->line);
}

std::string YamlCursor::place() const {
  return path_.empty() ? fileAndLine() : fileAndLine() + ", " + path_;
}

void YamlCursor::refuse(std::string what, std::string remedy) const {
  throw YamlFault{{std::move(what), place(), std::move(remedy)}};
}

void YamlCursor::expect(YamlValue::Kind kind, std::string_view remedy) const {
  if (value_->kind != kind)
    refuse(fmt::format("{} where {} is expected", kindName(value_->kind), kindName(kind)), std::string(remedy));
}

const YamlValue* YamlCursor::field(std::string_view key) const {
  expect(YamlValue::Kind::Map, "give fields as 'name: value'");
  const auto found = std::ranges::find(value_->keys, key);
  if (found == value_->keys.end()) return nullptr;
  return &value_->items[static_cast<std::size_t>(found - value_->keys.begin())];
}

bool YamlCursor::has(std::string_view key) const {
  return field(key) != nullptr;
}

YamlCursor YamlCursor::at(std::string_view key) const {
  const YamlValue* value = field(key);
  if (!value) refuse(fmt::format("field '{}' is missing", key), fmt::format("add '{}: ...' here", key));
  return child(*value, path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key));
}

std::optional<YamlCursor> YamlCursor::find(std::string_view key) const {
  if (!has(key)) return std::nullopt;
  return at(key);
}

std::vector<std::pair<std::string, YamlCursor>> YamlCursor::entries() const {
  expect(YamlValue::Kind::Map, "give fields as 'name: value'");
  std::vector<std::pair<std::string, YamlCursor>> cursors;
  for (std::size_t index = 0; index < value_->keys.size(); ++index) {
    const std::string& key = value_->keys[index];
    cursors.emplace_back(
        key, child(value_->items[index], path_.empty() ? shown(key) : fmt::format("{}.{}", path_, shown(key))));
  }
  return cursors;
}

void YamlCursor::allowOnly(std::initializer_list<std::string_view> known) const {
  const std::vector<std::string> names(known.begin(), known.end());
  for (const auto& [key, cursor] : entries())
    if (std::ranges::find(names, key) == names.end())
      cursor.refuse(fmt::format("there is no field '{}' here", shown(key)), suggestion(key, names));
}

std::vector<YamlCursor> YamlCursor::items() const {
  if (isNothing()) return {};
  expect(YamlValue::Kind::List, "give a list, as '[a, b]' or in lines that start with '- '");
  std::vector<YamlCursor> cursors;
  for (std::size_t index = 0; index < value_->items.size(); ++index)
    cursors.push_back(child(value_->items[index], fmt::format("{}[{}]", path_, index)));
  return cursors;
}

std::vector<std::string> YamlCursor::words() const {
  std::vector<std::string> texts;
  if (!isScalar()) {
    for (const YamlCursor& item : items()) texts.push_back(item.text());
    return texts;
  }
  std::string_view rest = value_->scalar;
  for (bool more = true; more;) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    texts.push_back(trimmed(rest.substr(0, comma)));
    more = comma < rest.size();
    rest.remove_prefix(more ? comma + 1 : comma);
  }
  return texts;
}

std::string YamlCursor::text() const {
  expect(YamlValue::Kind::Scalar, "give one word or number");
  return value_->scalar;
}

double YamlCursor::number(double least) const {
  const auto number = parsedNumber(text());
  if (!number) refuse(fmt::format("'{}' is not a finite number", shown(text())), "give a number, without a unit");
  if (*number < least)
    refuse(fmt::format("{} is less than {}", *number, least), fmt::format("give a number of at least {}", least));
  return *number;
}

std::int64_t YamlCursor::wholeNumber(std::int64_t least, std::int64_t most) const {
  const std::string remedy = fmt::format("give a whole number from {} to {}", least, most);
  const std::string written = text();
  std::int64_t whole = 0;
  const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), whole);
  if (fault != std::errc{} || end != written.data() + written.size()) {
    const auto number = parsedNumber(written);
    if (!number || *number != std::floor(*number))
      refuse(fmt::format("'{}' is not a whole number", shown(written)), remedy);
    if (std::abs(*number) >= 0x1p62) refuse(fmt::format("{} is out of range", shown(written)), remedy);
    whole = static_cast<std::int64_t>(*number);
  }
  if (whole < least || whole > most) refuse(fmt::format("{} is out of range", whole), remedy);
  return whole;
}

Result<YamlCursor> openYaml(const std::string& path) {
  const auto text = readFile(path, kLargestYaml);
  if (!text) return tl::make_unexpected(text.error());
  return openYamlText(*text, path);
}

Result<YamlCursor> openYamlText(const std::string& text, const std::string& path) {
  auto document = parseYaml(text, path);
  if (!document) return tl::make_unexpected(document.error());
  return YamlCursor(std::make_shared<const std::string>(path), std::make_shared<const YamlValue>(*std::move(document)));
}

}  // namespace fusewright
