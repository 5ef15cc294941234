#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "core/evaluate/design.h"
#include "core/explore/study/study.h"

namespace fusewright {

/// Which part of the study is wanted. Empty lists: what the study has. Values need not be possible; rows say why not.
struct StudyRequest {
  std::vector<StudyFigure> figures;
  std::vector<std::int64_t> lengths;
  std::vector<double> memoriesMB;       ///< of Fig. 11
  std::vector<double> areaFractions;    ///< of Fig. 12; 1 is the area of the accelerator
  std::vector<double> memoryFractions;  ///< of Fig. 12
  int jobs = 1;                         ///< threads
};

/// How far a figure is.
struct StudyProgress {
  StudyFigure figure = StudyFigure::OperationCounts;
  std::size_t done = 0;
  std::size_t total = 0;
};

/// What the study is made with.
struct StudyBase {
  std::shared_ptr<const Accelerator> accelerator;  ///< MARCA
  Assumptions assumptions = {};                    ///< the default is `paper`
};

/// Models and evaluates what `request` asks for: Mamba-1 2.8B (64 blocks) everywhere, beside OPT-2.7B (32 layers) in
/// Fig. 1 and 4. Models are written in memory. `progress` may be called from any thread, one call at a time. After a
/// stop request rows not reached say so.
[[nodiscard]] Study makeStudy(const StudyRequest& request, const StudyBase& base,
                              const std::function<void(StudyProgress)>& progress, std::stop_token stop = {});

}  // namespace fusewright
