#pragma once

#include <vector>

#include "core/explore/study/study.h"
#include "core/explore/sweep/design_space.h"
#include "core/explore/sweep/sweep.h"

namespace fusewright {

/// The axes of the study's three sweeps (published artifact of arXiv 2504.17333). Empty axes of a request take these.
[[nodiscard]] DesignSpace fusionSchemeSpace();  ///< Fig. 9: nine schemes at L = 1, 64, 512, 1024, 2048: 45 designs
[[nodiscard]] DesignSpace memorySizeSpace();    ///< Fig. 11: 15 sizes, two tilings, L = 1, 64, 512, 1024: 120 designs
[[nodiscard]] DesignSpace
areaPartitioningSpace();  ///< Fig. 12: 19 fractions, 4 areas, two tilings, L = 1, 64, 1024: 456

/// A point and what came of it as a row of the study. `layers`: blocks of the whole model, for the time per token.
[[nodiscard]] StudyDesign studyDesign(const SweepPoint& point, const SweepRow& row, const Accelerator& base,
                                      int layers);

}  // namespace fusewright
