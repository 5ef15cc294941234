#include "widgets/memory/memory_curve.h"

#include <algorithm>

#include "widgets/memory/memory_stack.h"

namespace fusewright {
namespace {

constexpr std::size_t kRadix = 8;

StepBounds joined(StepBounds a, StepBounds b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// Bounds of values [first, last), taking whole entries of the coarsest level that fits.
StepBounds boundsOfValues(const StepCurve& curve, std::size_t first, std::size_t last) {
  StepBounds bounds{curve.values[first], curve.values[first]};
  std::size_t index = first;
  while (index < last) {
    std::size_t width = 1;
    std::size_t level = 0;
    while (level < curve.levels.size() && index % (width * kRadix) == 0 && index + width * kRadix <= last) {
      width *= kRadix;
      ++level;
    }
    bounds = joined(bounds, level == 0 ? StepBounds{curve.values[index], curve.values[index]}
                                       : curve.levels[level - 1][index / width]);
    index += width;
  }
  return bounds;
}

}  // namespace

StepCurve makeStepCurve(std::vector<double> times, std::vector<double> values) {
  StepCurve curve{.times = std::move(times), .values = std::move(values), .levels = {}};
  std::vector<StepBounds> below;
  for (const double value : curve.values) below.push_back({value, value});
  while (below.size() >= kRadix) {
    std::vector<StepBounds> level;
    for (std::size_t first = 0; first + kRadix <= below.size(); first += kRadix) {
      StepBounds bounds = below[first];
      for (std::size_t next = first + 1; next < first + kRadix; ++next) bounds = joined(bounds, below[next]);
      level.push_back(bounds);
    }
    curve.levels.push_back(level);
    below = std::move(level);
  }
  return curve;
}

double valueAt(const StepCurve& curve, double time) {
  const auto after = std::upper_bound(curve.times.begin(), curve.times.end(), time);
  return after == curve.times.begin() ? 0 : curve.values[static_cast<std::size_t>(after - curve.times.begin()) - 1];
}

StepBounds boundsWithin(const StepCurve& curve, double from, double to) {
  const double before = valueAt(curve, from);
  const auto first = std::upper_bound(curve.times.begin(), curve.times.end(), from);
  const auto last = std::lower_bound(first, curve.times.end(), to);
  if (first == last) return {before, before};
  const auto begin = static_cast<std::size_t>(first - curve.times.begin());
  const auto end = static_cast<std::size_t>(last - curve.times.begin());
  return joined({before, before}, boundsOfValues(curve, begin, end));
}

std::vector<MemoryPicture> buildMemoryPictures(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const auto memories = topMemories(accelerator);
  auto byKind = occupancyByKind(evaluation);
  auto byTensor = occupancyByTensor(evaluation);
  const auto taken = [](std::vector<MemoryStack>& stacks, std::size_t memory) {
    return memory < stacks.size() ? std::move(stacks[memory]) : MemoryStack();
  };
  std::vector<MemoryPicture> pictures;
  for (std::size_t index = 0; index < memories.size() && index < evaluation.metrics->memories.size(); ++index) {
    const TopMemory& memory = memories[index];
    if (memory.core == accelerator.offChip) continue;
    const MemoryTrace& trace = evaluation.metrics->memories[index];
    std::vector<double> times;
    std::vector<double> values;
    times.reserve(trace.times.size());
    values.reserve(trace.bits.size());
    for (const Cycles time : trace.times) times.push_back(time.value);
    for (const Bits bits : trace.bits) values.push_back(static_cast<double>(bits.value));
    const MemoryLevel& level = accelerator.core(memory.core).memories[memory.level];
    pictures.push_back({.memory = MemoryId(index),
                        .name = memory.name,
                        .capacity = static_cast<double>(level.capacity.value),
                        .peak = static_cast<double>(trace.peak.value),
                        .peakAt = trace.peakAt.value,
                        .occupancy = makeStepCurve(std::move(times), std::move(values)),
                        .byKind = taken(byKind, index),
                        .byTensor = taken(byTensor, index)});
  }
  return pictures;
}

}  // namespace fusewright
