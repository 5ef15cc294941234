#include "widgets/pareto/calibration_band.h"

#include <algorithm>
#include <cmath>

#include "core/explore/study/front_band.h"
#include "core/hardware/iso_area.h"
#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

/// Only compared with one another, milliseconds serve as well as cycles.
StudyDesign sizesOf(const DesignPoint& point) {
  StudyDesign design;
  design.memory = Bits(point.memoryBits);
  design.units = point.units;
  design.latencyCycles = point.latencyMs;
  return design;
}

}  // namespace

std::vector<BandStep> calibrationBand(std::span<const DesignPoint> points, const DesignPoint& reference) {
  const AreaModel& model = reference.design.accelerator->area;
  const double own = bitsPerUnit(model);
  if (own <= 0 || reference.units <= 0) return {};
  std::vector<double> ratios = exchangeRatios();
  ratios.insert(ratios.begin(), own);
  std::vector<StudyDesign> designs;
  for (const DesignPoint& point : points)
    if (point.feasible) designs.push_back(sizesOf(point));
  std::vector<BandStep> band;
  const double variable = reference.areaMm2 - model.fixedMm2;
  for (const FrontStep& step : frontBand(designs, sizesOf(reference), ratios))
    band.push_back({.areaMm2 = model.fixedMm2 + step.area * variable, .leastMs = step.least, .mostMs = step.most});
  return band;
}

QString exchangeNote(const DesignPoint& reference) {
  const AreaModel& model = reference.design.accelerator->area;
  const double own = bitsPerUnit(model);
  if (own <= 0) return tr("This chip's area model does not weigh units against memory.");
  const auto ratios = exchangeRatios();
  const auto [least, most] = std::ranges::minmax(ratios);
  return tr("One unit trades for %1 bits of SRAM (%2). Band: the front for %3 to %4 bits.")
      .arg(exactNumber(std::round(own)), QString::fromStdString(areaCalibrationName(model)), exactNumber(least),
           exactNumber(most));
}

}  // namespace fusewright
