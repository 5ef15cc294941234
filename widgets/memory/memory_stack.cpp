#include "widgets/memory/memory_stack.h"

#include <algorithm>

#include "widgets/blocks/block_map.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostStays = 2'000'000;

/// A change of what a memory holds of one kind.
struct Change {
  double time = 0;
  std::uint8_t kind = 0;  ///< place in kStackedKinds
  std::int64_t bits = 0;
};

std::uint8_t placeOf(TensorKind kind) {
  return static_cast<std::uint8_t>(std::ranges::find(kStackedKinds, kind) - kStackedKinds.begin());
}

/// Sums of the first kinds after each instant of change.
std::vector<StepCurve> curvesOf(std::vector<Change> changes) {
  std::ranges::stable_sort(changes, {}, &Change::time);
  std::array<std::int64_t, kStackedKinds.size()> held{};
  std::array<std::vector<double>, kStackedKinds.size()> values;
  std::vector<double> times;
  for (std::size_t next = 0; next < changes.size();) {
    const double time = changes[next].time;
    for (; next < changes.size() && changes[next].time == time; ++next) held[changes[next].kind] += changes[next].bits;
    times.push_back(time);
    std::int64_t sum = 0;
    for (std::size_t kind = 0; kind < held.size(); ++kind) {
      sum += held[kind];
      values[kind].push_back(static_cast<double>(sum));
    }
  }
  std::vector<StepCurve> curves;
  for (auto& ofKind : values) curves.push_back(makeStepCurve(times, std::move(ofKind)));
  return curves;
}

}  // namespace

std::vector<std::vector<StepCurve>> stackedOccupancy(const Evaluation& evaluation) {
  const auto& residencies = evaluation.schedule->residencies;
  if (residencies.size() > kMostStays) return {};
  const ContentsSource source = contentsSource(evaluation);
  std::vector<std::vector<Change>> changes(evaluation.metrics->memories.size());
  for (const Residency& residency : residencies) {
    if (residency.to <= residency.from || residency.memory.index() >= changes.size()) continue;
    const std::uint8_t kind = placeOf(kindOf(source, residency.piece));
    changes[residency.memory.index()].push_back({residency.from.value, kind, residency.bits.value});
    changes[residency.memory.index()].push_back({residency.to.value, kind, -residency.bits.value});
  }
  std::vector<std::vector<StepCurve>> stacks;
  for (auto& ofMemory : changes) stacks.push_back(curvesOf(std::move(ofMemory)));
  return stacks;
}

}  // namespace fusewright
