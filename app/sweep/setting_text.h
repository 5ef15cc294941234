#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// The value that settings give to a parameter; empty if they give none.
[[nodiscard]] std::string settingOf(const std::vector<SweepSetting>& settings, std::string_view parameter);

/// Numbers with the fewest digits, everything else as it is: "4.0" and "4" are the same value.
[[nodiscard]] std::string canonicalValue(const std::string& value);

/// Whether a fusion setting names a plan file, as for --fusion.
[[nodiscard]] bool namesPlanFile(const std::string& fusion);

}  // namespace fusewright
