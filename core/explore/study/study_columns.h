#pragma once

#include <string>
#include <vector>

#include "core/explore/study/study_cells.h"

namespace fusewright {

/// The one row of the table "study".
struct StudyHead {
  std::string assumptions;
  double operationsPerCycle = 0;
  double bitsPerCycle = 0;
  double frequencyMHz = 0;
};

// The columns of the study's tables, in order.

[[nodiscard]] const std::vector<StudyField<ModelCounts>>& modelCountsFields();
[[nodiscard]] const std::vector<StudyField<ClassCounts>>& classCountsFields();
[[nodiscard]] const std::vector<StudyField<StudyDesign>>& designFields();
[[nodiscard]] const std::vector<StudyField<TensorLifetime>>& lifetimeFields();
[[nodiscard]] const std::vector<StudyField<StepTile>>& stepTileFields();
[[nodiscard]] const std::vector<StudyField<OccupancyPoint>>& occupancyFields();
[[nodiscard]] const std::vector<StudyField<StepLifetimes>>& stepFields();
[[nodiscard]] const std::vector<StudyField<FusionClaim>>& fusionClaimFields();
[[nodiscard]] const std::vector<StudyField<MemoryClaim>>& memoryClaimFields();
[[nodiscard]] const std::vector<StudyField<AreaClaim>>& areaClaimFields();
[[nodiscard]] const std::vector<StudyField<StudyHead>>& headFields();

}  // namespace fusewright
