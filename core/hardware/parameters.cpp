#include "core/hardware/parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/hardware/parameter_table.h"

namespace fusewright {
namespace {

std::vector<ParameterEntry> allEntries(const Accelerator& accelerator) {
  std::vector<ParameterEntry> entries = chipParameters(accelerator);
  std::ranges::move(instanceParameters(accelerator), std::back_inserter(entries));
  return entries;
}

std::string_view trimmed(std::string_view text) {
  const auto isSpace = [](char letter) { return letter == ' ' || letter == '\t'; };
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  return text;
}

template <typename Number>
std::optional<Number> parsed(std::string_view text) {
  Number number{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

enum class Limit : std::uint8_t { Lowest, Highest };

/// A limit as a person would write it: fractions with two digits, rounded to what is still allowed.
std::string limitText(double limit, Limit which) {
  if (limit == std::floor(limit)) return fmt::format("{}", limit);
  const double digit = std::pow(10, std::floor(std::log10(std::abs(limit))) - 1);
  const double digits = limit / digit;
  return fmt::format("{:.2g}", (which == Limit::Lowest ? std::ceil(digits) : std::floor(digits)) * digit);
}

std::string rangeOf(const Parameter& parameter) {
  return fmt::format("give a {} from {} to {}{}{}", parameter.integer ? "whole number" : "number",
                     limitText(parameter.minimum, Limit::Lowest), limitText(parameter.maximum, Limit::Highest),
                     parameter.unit.empty() ? "" : " ", parameter.unit);
}

Result<double> numberFor(const Parameter& parameter, std::string_view text) {
  const auto number = parsed<double>(trimmed(text));
  if (!number || !std::isfinite(*number))
    return failure(fmt::format("'{}' is not a finite number", text), parameter.id, rangeOf(parameter));
  if (*number < parameter.minimum || *number > parameter.maximum)
    return failure(fmt::format("{} is out of range", *number), parameter.id, rangeOf(parameter));
  if (parameter.integer && *number != std::floor(*number))
    return failure(fmt::format("{} is not a whole number", *number), parameter.id, rangeOf(parameter));
  return *number;
}

Result<Accelerator> changed(const Accelerator& accelerator, const ParameterEntry& entry, std::string_view value) {
  if (entry.withText) return entry.withText(accelerator, value);
  const auto number = numberFor(entry.parameter, value);
  if (!number) return tl::make_unexpected(number.error());
  return entry.withNumber(accelerator, *number);
}

}  // namespace

std::string writtenArray(const OperationalArray& array) {
  std::string text;
  for (const ArrayDim& dim : array.dims) text += (text.empty() ? "" : "x") + std::to_string(dim.size);
  return text;
}

Result<OperationalArray> withSides(OperationalArray array, std::string_view text) {
  std::vector<std::int64_t> sides;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('x', begin), text.size());
    sides.push_back(parsed<std::int64_t>(trimmed(text.substr(begin, end - begin))).value_or(0));
    begin = end + 1;
  }
  if (sides.size() != array.dims.size() || std::ranges::min(sides) < 1)
    return failure(fmt::format("'{}' does not give {} sides of at least 1", text, array.dims.size()), "array",
                   fmt::format("write it like the present {}", writtenArray(array)));
  for (std::size_t index = 0; index < sides.size(); ++index) array.dims[index].size = sides[index];
  return array;
}

std::vector<Parameter> parametersOf(const Accelerator& accelerator) {
  std::vector<Parameter> parameters;
  for (ParameterEntry& entry : allEntries(accelerator)) parameters.push_back(std::move(entry.parameter));
  return parameters;
}

Result<Accelerator> withParameter(const Accelerator& accelerator, std::string_view id, std::string_view value) {
  const std::vector<ParameterEntry> entries = allEntries(accelerator);
  const auto found =
      std::ranges::find(entries, id, [](const ParameterEntry& entry) { return std::string_view(entry.parameter.id); });
  if (found == entries.end()) {
    std::vector<std::string> known;
    for (const ParameterEntry& entry : entries) known.push_back(entry.parameter.id);
    return failure(fmt::format("no hardware parameter is called '{}'", id), accelerator.name, suggestion(id, known));
  }
  auto result = changed(accelerator, *found, value);
  return result ? checkedAccelerator(*std::move(result)) : result;
}

}  // namespace fusewright
