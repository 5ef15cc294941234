#include "app/sweep/setting_text.h"

#include <algorithm>

#include "core/base/number_in.h"
#include "core/explore/sweep/sweep_points.h"

namespace fusewright {

std::string settingOf(const std::vector<SweepSetting>& settings, std::string_view parameter) {
  const auto found = std::ranges::find(settings, parameter, &SweepSetting::parameter);
  return found == settings.end() ? std::string() : found->value;
}

std::string canonicalValue(const std::string& value) {
  const auto number = numberIn(value);
  return number ? numberText(*number) : value;
}

bool namesPlanFile(const std::string& fusion) {
  return fusion.ends_with(".json") || fusion.find('/') != std::string::npos;
}

}  // namespace fusewright
