#pragma once

#include <string>

#include "core/base/result.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// Reads a sweep from a JSON file; the form is described in examples/sweeps/README.md. Errors name the file, the place
/// in it and what to do; names that are unknown come with the nearest known ones. Files that the spec names are not
/// opened here. If it has several models or accelerators and no axis for them, that axis is put first.
[[nodiscard]] Result<SweepSpec> readSweepSpec(const std::string& path);

/// The same from text that came from `path`.
[[nodiscard]] Result<SweepSpec> parseSweepSpec(const std::string& text, const std::string& path);

/// The text that parseSweepSpec() reads as `spec`.
[[nodiscard]] std::string sweepSpecJson(const SweepSpec& spec);

/// Settings as one JSON object; values that are numbers are written as numbers.
[[nodiscard]] std::string settingsJson(const std::vector<SweepSetting>& settings);

/// The settings that settingsJson() wrote so. Error: no object of numbers and texts.
[[nodiscard]] Result<std::vector<SweepSetting>> parseSettings(const std::string& text, const std::string& where);

}  // namespace fusewright
