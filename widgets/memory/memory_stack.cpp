#include "widgets/memory/memory_stack.h"

#include <algorithm>
#include <map>
#include <utility>

#include <QCoreApplication>

#include "widgets/blocks/block_map.h"
#include "widgets/common/family_names.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostStays = 2'000'000;
constexpr std::size_t kMostStaysByTensor = 250'000;

/// A change of what a memory holds of one part.
struct Change {
  double time = 0;
  std::uint8_t part = 0;
  std::int64_t bits = 0;
};

std::uint8_t placeOf(TensorKind kind) {
  return static_cast<std::uint8_t>(std::ranges::find(kStackedKinds, kind) - kStackedKinds.begin());
}

/// Sums of the first parts after each instant of change.
std::vector<StepCurve> curvesOf(std::vector<Change> changes, std::size_t parts) {
  std::ranges::stable_sort(changes, {}, &Change::time);
  std::vector<std::int64_t> held(parts, 0);
  std::vector<std::vector<double>> values(parts);
  std::vector<double> times;
  for (std::size_t next = 0; next < changes.size();) {
    const double time = changes[next].time;
    for (; next < changes.size() && changes[next].time == time; ++next) held[changes[next].part] += changes[next].bits;
    times.push_back(time);
    std::int64_t sum = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      sum += held[part];
      values[part].push_back(static_cast<double>(sum));
    }
  }
  std::vector<StepCurve> curves;
  for (auto& ofPart : values) curves.push_back(makeStepCurve(times, std::move(ofPart)));
  return curves;
}

/// The stacks of all memories; `partOf` gives the part that a stay belongs to.
template <typename PartOf>
std::vector<MemoryStack> stacksOf(const Evaluation& evaluation, const std::vector<MemoryPart>& parts, PartOf partOf) {
  std::vector<std::vector<Change>> changes(evaluation.metrics->memories.size());
  for (const Residency& residency : evaluation.schedule->residencies) {
    if (residency.to <= residency.from || residency.memory.index() >= changes.size()) continue;
    const std::uint8_t part = partOf(residency);
    changes[residency.memory.index()].push_back({residency.from.value, part, residency.bits.value});
    changes[residency.memory.index()].push_back({residency.to.value, part, -residency.bits.value});
  }
  std::vector<MemoryStack> stacks;
  for (auto& ofMemory : changes)
    stacks.push_back({.parts = parts, .curves = curvesOf(std::move(ofMemory), parts.size())});
  return stacks;
}

/// A tensor as a reader thinks of it: what kind, and of which family of layers.
using TensorOfFamily = std::pair<std::uint8_t, LayerId>;

TensorOfFamily tensorOf(const ContentsSource& source, PieceId piece) {
  const LayerId layer = source.schedule.pieces[piece.index()].layer;
  return {placeOf(kindOf(source, piece)), source.workload.layer(layer).family};
}

/// The tensors that take most bits times cycles, heaviest first.
std::vector<TensorOfFamily> heaviestTensors(const ContentsSource& source) {
  std::map<TensorOfFamily, double> weights;
  for (const Residency& residency : source.schedule.residencies)
    weights[tensorOf(source, residency.piece)] +=
        static_cast<double>(residency.bits.value) * (residency.to - residency.from).value;
  std::vector<std::pair<double, TensorOfFamily>> sorted;
  for (const auto& [tensor, weight] : weights) sorted.emplace_back(weight, tensor);
  std::ranges::stable_sort(sorted, std::greater{}, [](const auto& entry) { return entry.first; });
  if (sorted.size() > kMostTensors) sorted.resize(kMostTensors);
  std::vector<TensorOfFamily> heaviest;
  for (const auto& [weight, tensor] : sorted) heaviest.push_back(tensor);
  return heaviest;
}

}  // namespace

std::vector<MemoryStack> occupancyByKind(const Evaluation& evaluation) {
  if (evaluation.schedule->residencies.size() > kMostStays) return {};
  const ContentsSource source = contentsSource(evaluation);
  std::vector<MemoryPart> parts;
  for (const TensorKind kind : kStackedKinds) parts.push_back({.kind = kind, .name = kindText(kind)});
  return stacksOf(evaluation, parts,
                  [&](const Residency& residency) { return placeOf(kindOf(source, residency.piece)); });
}

std::vector<MemoryStack> occupancyByTensor(const Evaluation& evaluation) {
  if (evaluation.schedule->residencies.size() > kMostStaysByTensor) return {};
  const ContentsSource source = contentsSource(evaluation);
  const std::vector<TensorOfFamily> heaviest = heaviestTensors(source);
  std::vector<TensorOfFamily> fromFoot = heaviest;
  std::ranges::stable_sort(fromFoot, {}, &TensorOfFamily::first);
  const std::vector<QString> names = familyNames(source.workload);
  std::vector<MemoryPart> parts;
  std::map<TensorOfFamily, std::uint8_t> partOf;
  for (const TensorOfFamily& tensor : fromFoot) {
    const TensorKind kind = kStackedKinds[tensor.first];
    partOf[tensor] = static_cast<std::uint8_t>(parts.size());
    parts.push_back(
        {.kind = kind,
         .name = QCoreApplication::translate("Memory", "%1 of %2").arg(kindText(kind), names[tensor.second.index()]),
         .place = static_cast<std::uint16_t>(std::ranges::find(heaviest, tensor) - heaviest.begin())});
  }
  const auto rest = static_cast<std::uint8_t>(parts.size());
  parts.push_back({.name = QCoreApplication::translate("Memory", "other tensors"), .isRest = true});
  return stacksOf(evaluation, parts, [&](const Residency& residency) {
    const auto found = partOf.find(tensorOf(source, residency.piece));
    return found == partOf.end() ? rest : found->second;
  });
}

}  // namespace fusewright
