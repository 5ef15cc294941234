#pragma once

#include <string>

#include "core/evaluate/evaluation.h"

namespace fusewright {

/// A few lines on an evaluation for a person at a terminal.
[[nodiscard]] std::string humanSummary(const Evaluation& evaluation);

}  // namespace fusewright
