#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/hardware/accelerator.h"

namespace fusewright {

/// `base` resized to a chip of `areaMm2` of which `memoryFraction` is memory (METHOD A7): SRAM bits, units, array sides
/// and DRAM bandwidth follow; everything else stays. Errors: area not positive, fraction outside (0, 1), no unit or no
/// bit left.
[[nodiscard]] Result<Accelerator> withArea(const Accelerator& base, double areaMm2, double memoryFraction);

/// Whether `chip` is no larger than `areaMm2` but for the one unit that rounding may add. withArea() can exceed that:
/// an array within 5 % of a power of two is rounded to it, up or down (METHOD A7).
[[nodiscard]] bool fitsOn(const Accelerator& chip, double areaMm2);

/// The array side lengths a <= b for `units` operational units (METHOD A7).
struct ArraySides {
  std::int64_t a = 1;
  std::int64_t b = 1;

  friend bool operator==(const ArraySides&, const ArraySides&) = default;
};
[[nodiscard]] ArraySides arraySides(std::int64_t units);

/// A published relation between the area of a unit and that of memory: how many bits of SRAM take up as much as one
/// unit. It decides which split of an area is best (METHOD A7).
struct AreaCalibration {
  std::string_view name;    ///< "study", "tpu_v4i_7nm", "coarse_16nm", "marca_cacti"
  double bitsPerUnit = 0;   ///< SRAM bits that trade for one operational unit
  std::string_view source;  ///< where the ratio comes from

  friend bool operator==(const AreaCalibration&, const AreaCalibration&) = default;
};

/// All calibrations; the study's is the first one.
[[nodiscard]] std::span<const AreaCalibration> areaCalibrations();

/// The calibration of that name. Error: no such name, with the nearest ones.
[[nodiscard]] Result<AreaCalibration> areaCalibrationNamed(std::string_view name);

/// The area model of `calibration`, on the scale on which MARCA (8192 units, 24 MB) takes up 222 mm2; `fixedMm2` beside
/// it.
[[nodiscard]] AreaModel areaModel(const AreaCalibration& calibration, double fixedMm2 = 0);

/// SRAM bits that trade for one unit under `area`; 0 if it does not say what memory takes up.
[[nodiscard]] double bitsPerUnit(const AreaModel& area);

/// The name of the calibration that `area` follows (to a millionth), or "own".
[[nodiscard]] std::string areaCalibrationName(const AreaModel& area);

/// The least and the largest area of one design over all calibrations, and the one by its own area model, in mm2.
struct AreaBand {
  double low = 0;
  double own = 0;
  double high = 0;

  friend bool operator==(const AreaBand&, const AreaBand&) = default;
};
[[nodiscard]] AreaBand chipAreaBand(const Accelerator& accelerator);

}  // namespace fusewright
