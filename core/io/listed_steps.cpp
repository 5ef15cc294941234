#include "core/io/listed_steps.h"

#include <algorithm>
#include <map>

namespace fusewright {
namespace {

bool areAlike(const Operand& a, const Operand& b) {
  return a.role == b.role && a.precision == b.precision;
}

/// But for name, step and tensors.
bool areAlike(const Layer& a, const Layer& b) {
  return a.operation == b.operation && a.kind == b.kind && a.dims == b.dims &&
         a.cyclesPerOperation == b.cyclesPerOperation && areAlike(a.output, b.output) &&
         std::ranges::equal(a.inputs, b.inputs,
                            [](const Operand& one, const Operand& other) { return areAlike(one, other); });
}

/// Steps of each recurrent operator.
std::map<std::int32_t, std::int32_t> stepsOf(const Workload& workload) {
  std::map<std::int32_t, std::int32_t> steps;
  for (const Layer& layer : workload.layers) {
    if (!layer.recurrence) continue;
    std::int32_t& known = steps[layer.recurrence->scan];
    known = std::max(known, layer.recurrence->step + 1);
  }
  return steps;
}

}  // namespace

std::vector<std::int64_t> listedFor(const Workload& workload, StepListing listing) {
  std::vector<std::int64_t> standsFor(workload.layers.size(), 1);
  if (listing == StepListing::All) return standsFor;
  const auto steps = stepsOf(workload);
  std::map<LayerId, std::vector<std::size_t>> listed;  // of each family, those that differ
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (!layer.recurrence || steps.at(layer.recurrence->scan) <= kMostListedSteps) continue;
    std::vector<std::size_t>& known = listed[layer.family];
    const auto same =
        std::ranges::find_if(known, [&](std::size_t other) { return areAlike(workload.layers[other], layer); });
    if (same == known.end()) {
      known.push_back(index);
    } else {
      ++standsFor[*same];
      standsFor[index] = 0;
    }
  }
  return standsFor;
}

}  // namespace fusewright
