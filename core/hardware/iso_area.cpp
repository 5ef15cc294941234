#include "core/hardware/iso_area.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/hardware/resize.h"

namespace fusewright {
namespace {

/// Rounds as asked, but takes what lies within a billionth of a whole number for that number: 0.1 * 251658240 must give
/// 25165824.
std::int64_t roundedDown(double value) {
  return static_cast<std::int64_t>(std::floor(value * (1 + 1e-9)));
}
std::int64_t roundedUp(double value) {
  return static_cast<std::int64_t>(std::ceil(value * (1 - 1e-9)));
}

/// The nearest power of two if it lies within 5 % of `units`.
std::int64_t snappedToPowerOfTwo(std::int64_t units) {
  const std::int64_t below = std::int64_t{1} << static_cast<int>(std::floor(std::log2(static_cast<double>(units))));
  const std::int64_t nearest = units - below <= 2 * below - units ? below : 2 * below;
  return std::abs(static_cast<double>(nearest - units)) <= 0.05 * static_cast<double>(units) ? nearest : units;
}

std::optional<Error> impossible(const Accelerator& base, double areaMm2, double memoryFraction) {
  if (!std::isfinite(areaMm2) || areaMm2 <= 0)
    return Error{fmt::format("an area of {} mm2", areaMm2), "area", "give an area above 0 mm2"};
  if (!std::isfinite(memoryFraction) || memoryFraction <= 0 || memoryFraction >= 1)
    return Error{fmt::format("a memory fraction of {}", memoryFraction), "memory fraction",
                 "give a share between 0 and 1, both excluded"};
  if (base.area.mm2PerUnit <= 0 || base.area.mm2PerMegabit <= 0)
    return Error{"the accelerator does not say what a unit and a bit of memory take up", base.name,
                 "give mm2_per_unit and mm2_per_megabit in its area section"};
  if (areaMm2 <= base.area.fixedMm2)
    return Error{fmt::format("{} mm2 leave nothing beside the fixed {} mm2", areaMm2, base.area.fixedMm2), "area",
                 "give a larger area"};
  return std::nullopt;
}

}  // namespace

ArraySides arraySides(std::int64_t units) {
  const std::int64_t wanted = snappedToPowerOfTwo(std::max<std::int64_t>(units, 1));
  const auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(wanted)));
  for (std::int64_t a = root; a >= 1 && wanted < 3 * a * a; --a)
    if (wanted % a == 0) return {a, wanted / a};
  return {root, root};
}

Result<Accelerator> withArea(const Accelerator& base, double areaMm2, double memoryFraction) {
  if (auto error = impossible(base, areaMm2, memoryFraction)) return tl::make_unexpected(*error);
  const double usable = areaMm2 - base.area.fixedMm2;
  const Bits memory{roundedDown(usable * memoryFraction / base.area.mm2PerMegabit * (1 << 20))};
  const std::int64_t units = roundedUp(usable * (1 - memoryFraction) / base.area.mm2PerUnit);
  const double scale = std::sqrt(areaMm2 / chipArea(base));
  const std::int64_t dram = roundedDown(static_cast<double>(dramBandwidth(base).value) * scale);
  if (memory.value < 1 || dram < 1)
    return failure(fmt::format("{} mm2 with {:.3g} % memory leave no bit of memory or of bandwidth", areaMm2,
                               100 * memoryFraction),
                   "area", "give a larger area or memory fraction");
  return checkedAccelerator(withDramBandwidth(withUnits(withOnChipMemory(base, memory), units), BitsPerCycle{dram}));
}

bool fitsOn(const Accelerator& chip, double areaMm2) {
  return chipArea(chip) <= areaMm2 + chip.area.mm2PerUnit;
}

}  // namespace fusewright
