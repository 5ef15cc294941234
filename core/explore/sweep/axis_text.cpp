#include "core/explore/sweep/axis_text.h"

#include <sstream>
#include <vector>

#include "core/base/number_in.h"
#include "core/explore/sweep/sweep_points.h"

namespace fusewright {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> wordsOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Result<SweepAxis> parseRange(const std::string& parameter, const std::string& text) {
  const auto dots = text.find("..");
  const auto words = wordsOf(text.substr(dots + 2));
  const auto from = numberIn(trimmed(text.substr(0, dots)));
  const auto to = words.empty() ? std::nullopt : numberIn(words.front());
  const auto refuse = [&](const std::string& what) {
    return failure(what, parameter, "type FROM..TO in COUNT, as in 1..64 in 7 log, or a list of values");
  };
  if (!from || !to) return refuse("a range needs two numbers");
  AxisRange range{.from = *from, .to = *to};
  for (std::size_t word = 1; word < words.size(); ++word) {
    if (words[word] == "log") {
      range.scale = AxisScale::Logarithmic;
    } else if (words[word] == "whole") {
      range.whole = true;
    } else if (words[word] == "in" && word + 1 < words.size()) {
      const auto count = numberIn(words[++word]);
      constexpr double kMost = 1e9;
      if (!count || *count < 1 || *count > kMost || *count != static_cast<double>(static_cast<std::int64_t>(*count)))
        return refuse("'" + words[word] + "' is no number of values");
      range.count = static_cast<std::int64_t>(*count);
    } else {
      return refuse("'" + words[word] + "' says nothing about a range");
    }
  }
  return SweepAxis{.parameter = parameter, .values = {}, .range = range};
}

}  // namespace

Result<SweepAxis> parseAxis(const std::string& parameter, const std::string& text) {
  if (text.find("..") != std::string::npos && text.find('/') == std::string::npos) return parseRange(parameter, text);
  SweepAxis axis{.parameter = parameter, .values = {}, .range = {}};
  std::istringstream stream(text);
  for (std::string value; std::getline(stream, value, ',');)
    if (value = trimmed(value); !value.empty()) axis.values.push_back(value);
  if (axis.values.empty()) return failure("no values are given", parameter, "type a list, as in 1, 2, 4, or a range");
  return axis;
}

std::string axisText(const SweepAxis& axis) {
  std::string text;
  if (!axis.range) {
    for (const std::string& value : axis.values) text += (text.empty() ? "" : ", ") + value;
    return text;
  }
  text = numberText(axis.range->from) + ".." + numberText(axis.range->to);
  if (axis.range->count > 0) text += " in " + numberText(static_cast<double>(axis.range->count));
  if (axis.range->scale == AxisScale::Logarithmic) text += " log";
  return axis.range->whole ? text + " whole" : text;
}

}  // namespace fusewright
