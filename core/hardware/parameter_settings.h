#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/hardware/accelerator.h"

namespace fusewright {

/// A parameter and the value that it is to have, as typed.
struct ParameterSetting {
  std::string id;
  std::string value;
  std::string place;  ///< where it was asked for, for errors: "--set cores=2"; empty: its own id

  friend bool operator==(const ParameterSetting&, const ParameterSetting&) = default;
};

/// The area of a chip and the part of it that is memory, as withArea() takes them.
struct AreaSetting {
  double areaMm2 = 0;
  double memoryFraction = 0;

  friend bool operator==(const AreaSetting&, const AreaSetting&) = default;
};

/// When a parameter is set, for its value to mean the same wherever it is listed: a total is shared out among the cores
/// that there are in the end, an area is counted by the model that holds in the end, and what is said of one core goes
/// before what is said of all. An area is set between AreaNumbers and Totals.
enum class SettingStage : std::uint8_t {
  Cores,        ///< cores
  Presets,      ///< area_calibration, technology, dram_technology
  AreaNumbers,  ///< area_...
  Totals,       ///< onchip_memory_MB, pe_count
  Chip,         ///< all other ones of the chip
  Parts         ///< of one core, memory or link
};
[[nodiscard]] SettingStage stageOf(std::string_view id);

/// `accelerator` with the settings of `stageOf` up to AreaNumbers, then `area`, then the others; those of one stage in
/// the order given. Errors: those of withParameter() and withArea(); an area together with a total that it decides.
[[nodiscard]] Result<Accelerator> withSettings(Accelerator accelerator, std::span<const ParameterSetting> settings,
                                               const std::optional<AreaSetting>& area);

/// Those of `settings` that withSettings() would set after an area. Error: one of them is a total.
[[nodiscard]] Result<std::vector<ParameterSetting>> settingsAfterArea(std::span<const ParameterSetting> settings);

}  // namespace fusewright
