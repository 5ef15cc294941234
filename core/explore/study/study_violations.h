#pragma once

#include <string>
#include <vector>

#include "core/explore/study/study.h"

namespace fusewright {

/// A request of the study that can not be met, or not as asked.
struct StudyViolation {
  StudyFigure figure = StudyFigure::FusionSchemes;
  std::string request;  ///< "L=64, all, memory-aware, 0.001 MB"
  std::string why;

  friend bool operator==(const StudyViolation&, const StudyViolation&) = default;
};

/// Every row with violations, in order of figures and rows. The classes of Fig. 4 that a model lacks counts of make one
/// together.
[[nodiscard]] std::vector<StudyViolation> violationsOf(const Study& study);

}  // namespace fusewright
