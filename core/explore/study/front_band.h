#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/explore/study/study.h"

namespace fusewright {

/// The bits of SRAM that trade for a unit under each of areaCalibrations(), the study's first.
[[nodiscard]] std::vector<double> exchangeRatios();

/// The exchange ratio that a design was sized with: bits of SRAM and units in the proportion of their parts of the
/// area. None unless it says its memory fraction, memory and units.
[[nodiscard]] std::optional<double> exchangeRatioOf(const StudyDesign& design);

/// Area of a design over that of `reference` if one unit trades for `ratio` bits: units plus bits / ratio, for both.
/// Requires units in `reference` and ratio > 0.
[[nodiscard]] double relativeArea(const StudyDesign& design, const StudyDesign& reference, double ratio);

/// The least latency that can be had from some area on, until the next step; under the calibration of the design
/// itself, and the range over all calibrations.
struct FrontStep {
  double area = 0;     ///< of the reference's, 1 is equal
  double latency = 0;  ///< cycles, under the first ratio
  double least = 0;
  double most = 0;

  friend bool operator==(const FrontStep&, const FrontStep&) = default;
};

/// The front of latency over area of `designs` under each of `ratios`, as steps by ascending area; begins where every
/// calibration has a design. The same designs, their DRAM bandwidth left as it is: only their areas are counted anew.
/// Designs without a latency or units are left out.
[[nodiscard]] std::vector<FrontStep> frontBand(std::span<const StudyDesign> designs, const StudyDesign& reference,
                                               std::span<const double> ratios);

}  // namespace fusewright
