#include "app/sweep/setting_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/explore/sweep_points.h"

namespace fusewright {

std::string settingOf(const std::vector<SweepSetting>& settings, std::string_view parameter) {
  const auto found = std::ranges::find(settings, parameter, &SweepSetting::parameter);
  return found == settings.end() ? std::string() : found->value;
}

std::optional<double> numberIn(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::string canonicalValue(const std::string& value) {
  const auto number = numberIn(value);
  return number ? numberText(*number) : value;
}

bool namesPlanFile(const std::string& fusion) {
  return fusion.ends_with(".json") || fusion.find('/') != std::string::npos;
}

}  // namespace fusewright
