#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/workload/workload.h"

namespace fusewright {

/// Which layers are listed of recurrences that are unrolled into very many steps.
enum class StepListing : std::uint8_t {
  Folded,  ///< of more than a thousand steps, one layer for all that equal it but for name and tensors
  All,
};

/// Recurrences with so many steps or fewer are listed whole.
inline constexpr std::int32_t kMostListedSteps = 1024;

/// For how many layers each layer stands in a list, itself included; 0: another one stands for it.
[[nodiscard]] std::vector<std::int64_t> listedFor(const Workload& workload, StepListing listing);

}  // namespace fusewright
