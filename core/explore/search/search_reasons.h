#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/evaluate/evaluation.h"

namespace fusewright {

/// Sentences that say, with the numbers of both, what makes `best` other than `present`: traffic, what its groups keep
/// on chip, how they are cut to fit, how far it fetches ahead, and what it still waits for.
[[nodiscard]] std::vector<std::string> searchReasons(const Evaluation& present, const Evaluation& best);

/// "fetching 32 tiles ahead"; beyond what any memory holds, "fetching as far ahead as there is room".
[[nodiscard]] std::string fetchingText(std::int32_t prefetchDepth);

}  // namespace fusewright
