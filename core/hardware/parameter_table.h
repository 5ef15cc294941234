#pragma once

#include <functional>
#include <vector>

#include "core/hardware/parameters.h"

namespace fusewright {

/// A parameter and how an accelerator takes a new value of it. Exactly one of the two is set.
struct ParameterEntry {
  Parameter parameter;
  std::function<Accelerator(Accelerator, double)> withNumber;
  std::function<Result<Accelerator>(Accelerator, std::string_view)> withText;
};

/// Parameters of the chip as a whole.
[[nodiscard]] std::vector<ParameterEntry> chipParameters(const Accelerator& accelerator);

/// What operations and bits cost.
[[nodiscard]] std::vector<ParameterEntry> energyParameters(const Accelerator& accelerator);

/// Parameters of each core, memory and link.
[[nodiscard]] std::vector<ParameterEntry> instanceParameters(const Accelerator& accelerator);

/// Side lengths as text, "64x128".
[[nodiscard]] std::string writtenArray(const OperationalArray& array);

/// `array` with the side lengths that `text` gives, as many as it has now. Errors: another number of sides, no whole
/// numbers.
[[nodiscard]] Result<OperationalArray> withSides(OperationalArray array, std::string_view text);

}  // namespace fusewright
