#include "core/hardware/parameter_settings.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/hardware/iso_area.h"
#include "core/hardware/parameters.h"

namespace fusewright {
namespace {

std::string placeOf(const ParameterSetting& setting) {
  return setting.place.empty() ? setting.id : setting.place;
}

std::vector<ParameterSetting> inStages(std::span<const ParameterSetting> settings) {
  std::vector<ParameterSetting> ordered(settings.begin(), settings.end());
  std::ranges::stable_sort(ordered, {}, [](const ParameterSetting& setting) { return stageOf(setting.id); });
  return ordered;
}

Result<Accelerator> withSetting(const Accelerator& accelerator, const ParameterSetting& setting) {
  auto changed = withParameter(accelerator, setting.id, setting.value);
  if (changed || setting.place.empty()) return changed;
  return failure(changed.error().what, setting.place, changed.error().remedy);
}

}  // namespace

SettingStage stageOf(std::string_view id) {
  if (id == "cores") return SettingStage::Cores;
  if (id == "area_calibration" || id == "technology" || id == "dram_technology") return SettingStage::Presets;
  if (id.starts_with("area_")) return SettingStage::AreaNumbers;
  if (id == "onchip_memory_MB" || id == "pe_count") return SettingStage::Totals;
  return id.find('.') == std::string_view::npos || id.starts_with("energy.") ? SettingStage::Chip : SettingStage::Parts;
}

Result<std::vector<ParameterSetting>> settingsAfterArea(std::span<const ParameterSetting> settings) {
  std::vector<ParameterSetting> after;
  for (ParameterSetting& setting : inStages(settings)) {
    if (stageOf(setting.id) == SettingStage::Totals)
      return failure(fmt::format("an area and the part of it that is memory decide {}", setting.id), placeOf(setting),
                     "leave out either");
    if (stageOf(setting.id) > SettingStage::Totals) after.push_back(std::move(setting));
  }
  return after;
}

Result<Accelerator> withSettings(Accelerator accelerator, std::span<const ParameterSetting> settings,
                                 const std::optional<AreaSetting>& area) {
  if (area)
    if (const auto after = settingsAfterArea(settings); !after) return tl::make_unexpected(after.error());
  Result<Accelerator> made = std::move(accelerator);
  bool resized = !area.has_value();
  for (const ParameterSetting& setting : inStages(settings)) {
    if (!resized && stageOf(setting.id) >= SettingStage::Totals) {
      made = withArea(*made, area->areaMm2, area->memoryFraction);
      resized = true;
    }
    if (made) made = withSetting(*made, setting);
    if (!made) return made;
  }
  return resized ? made : withArea(*made, area->areaMm2, area->memoryFraction);
}

}  // namespace fusewright
