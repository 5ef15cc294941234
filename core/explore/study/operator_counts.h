#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/explore/study/study.h"
#include "core/workload/workload.h"

namespace fusewright {

/// How the study counts what a model does, without mapping or schedule (its Fig. 1 and 4; scripts of the published
/// artifact of arXiv 2504.17333). The reference rows follow it to the digit:
/// - An operator does as many operations as its loops have iterations together, elementwise ones too (METHOD A1).
/// - Its memory accesses are its I, W and O once each at the size that METHOD A bills: broadcast operands in full, a
///   missing W as one element. Nothing is kept on chip between operators.
/// - Operators that METHOD A1 lets cost nothing (Softplus, Sub, Where) and layout operators count nothing.
/// - Its roofline time is operations / min(peak, intensity * bandwidth), rounded up for each operator; for the whole
///   model it is multiplied by the number of layers before rounding.
/// - "Decode" counts one token; per-token numbers of both stages are divided by L all the same.
/// - One layer of OPT includes the addition of positions before and the normalisation after the stack, so that these
///   are counted with every layer.
struct CountedModel {
  std::string name;  ///< "Mamba1-2.8B"
  int layers = 1;    ///< that the whole model has
  std::int64_t length = 0;
  Stage stage = Stage::Prefill;
};

/// The class of a layer, by the words in its name that the study goes by, else by its operator.
[[nodiscard]] StudyClass studyClassOf(const Layer& layer);

/// One row per class that `workload`, one layer of the model, has, in the order of StudyClass.
[[nodiscard]] std::vector<ClassCounts> classCounts(const Workload& workload, const CountedModel& model,
                                                   const StudyRoof& roof);

/// The totals of the whole model.
[[nodiscard]] ModelCounts modelCounts(const Workload& workload, const CountedModel& model, const StudyRoof& roof);

}  // namespace fusewright
