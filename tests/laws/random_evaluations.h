#pragma once

#include <QtGlobal>

#include "core/evaluate/evaluate.h"
#include "tests/builders_random.h"

namespace fusewright::tests {

inline constexpr double kTolerance = 1e-6;  ///< cycles; under `paper` times have fractions

/// The same designs in every run; other ones with, say, RC_PARAMS="seed=7 max_success=10000".
inline void useTheSameDesignsInEveryRun() {
  if (!qEnvironmentVariableIsSet("RC_PARAMS")) qputenv("RC_PARAMS", "seed=2504 max_success=400");
}

/// Checks `law` on the evaluations of random designs. Designs that are refused are passed over: the generator makes
/// some that no plan can run.
template <typename Law>
bool holds(const char* name, Law law) {
  return rc::check(name, [&law](const RandomDesign& random) {
    TileCostTable table;
    const auto evaluation = evaluate(designOf(random), table);
    if (!evaluation) RC_DISCARD(message(evaluation.error()));
    law(*evaluation);
  });
}

}  // namespace fusewright::tests
