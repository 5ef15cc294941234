#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/hardware/iso_area.h"

namespace fusewright {
namespace {

/// METHOD A7: the chip that all calibrations agree on.
constexpr double kMarcaUnits = 8192;
constexpr double kMarcaMegabits = 192;
constexpr double kMarcaMm2 = 222;
constexpr double kBitsPerMegabit = 1 << 20;

constexpr std::array<AreaCalibration, 4> kCalibrations{{
    {"study", 6144,
     "Fine-grained fusion study (arXiv 2504.17333): 24 MB of SRAM take 80 % and 8192 units 20 % of MARCA's 222 mm2"},
    {"tpu_v4i_7nm", 8173,
     "Unit and SRAM densities of TPUv4i at 7 nm (Jouppi et al., \"Ten lessons from three generations shaped Google's "
     "TPUv4i\", ISCA 2021)"},
    {"coarse_16nm", 2000, "A coarse estimate at 16 nm: a unit takes up as much as 2000 bits of SRAM"},
    {"marca_cacti", 15354,
     "MARCA's reconfigurable unit (Li et al., ICCAD 2024, arXiv 2409.11440) beside SRAM in banks of 2 MB by CACTI"},
}};

}  // namespace

std::span<const AreaCalibration> areaCalibrations() {
  return kCalibrations;
}

Result<AreaCalibration> areaCalibrationNamed(std::string_view name) {
  const auto found = std::ranges::find(kCalibrations, name, &AreaCalibration::name);
  if (found != kCalibrations.end()) return *found;
  std::vector<std::string> known;
  for (const AreaCalibration& calibration : kCalibrations) known.emplace_back(calibration.name);
  return failure(fmt::format("no area calibration is called '{}'", name), "area_calibration", suggestion(name, known));
}

AreaModel areaModel(const AreaCalibration& calibration, double fixedMm2) {
  const double megabitsPerUnit = calibration.bitsPerUnit / kBitsPerMegabit;
  const double mm2PerMegabit = kMarcaMm2 / (kMarcaMegabits + kMarcaUnits * megabitsPerUnit);
  return {.mm2PerUnit = mm2PerMegabit * megabitsPerUnit, .mm2PerMegabit = mm2PerMegabit, .fixedMm2 = fixedMm2};
}

double bitsPerUnit(const AreaModel& area) {
  return area.mm2PerMegabit > 0 ? area.mm2PerUnit / area.mm2PerMegabit * kBitsPerMegabit : 0;
}

std::string areaCalibrationName(const AreaModel& area) {
  const auto agrees = [](double a, double b) { return std::abs(a - b) <= 1e-6 * b; };
  for (const AreaCalibration& calibration : kCalibrations) {
    const AreaModel model = areaModel(calibration);
    if (agrees(area.mm2PerUnit, model.mm2PerUnit) && agrees(area.mm2PerMegabit, model.mm2PerMegabit))
      return std::string(calibration.name);
  }
  return "own";
}

AreaBand chipAreaBand(const Accelerator& accelerator) {
  AreaBand band{.low = chipArea(accelerator), .own = chipArea(accelerator), .high = chipArea(accelerator)};
  const double megabits = static_cast<double>(totalOnChipMemory(accelerator).value) / kBitsPerMegabit;
  const auto units = static_cast<double>(totalUnits(accelerator));
  for (const AreaCalibration& calibration : kCalibrations) {
    const AreaModel model = areaModel(calibration, accelerator.area.fixedMm2);
    const double area = model.fixedMm2 + units * model.mm2PerUnit + megabits * model.mm2PerMegabit;
    band.low = std::min(band.low, area);
    band.high = std::max(band.high, area);
  }
  return band;
}

}  // namespace fusewright
