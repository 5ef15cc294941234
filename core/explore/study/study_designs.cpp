#include "core/explore/study/study_designs.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/hardware/resize.h"
#include "core/mapping/tiling_name.h"

namespace fusewright {
namespace {

std::string arrayText(const OperationalArray& array) {
  std::string text;
  for (const ArrayDim& dim : array.dims) text += fmt::format("{}{}", text.empty() ? "" : "x", dim.size);
  return text;
}

StudyDesign withChip(StudyDesign design, const Accelerator& accelerator) {
  design.array = arrayText(accelerator.cores.front().array);
  design.units = totalUnits(accelerator);
  design.memory = totalOnChipMemory(accelerator);
  design.dramBandwidth = dramBandwidth(accelerator);
  design.areaMm2 = chipArea(accelerator);
  return design;
}

/// Parts of the channel axis, which METHOD calls D.
std::int64_t channelSplits(const SweepMetrics& metrics) {
  const auto cut = std::ranges::find(metrics.cuts, "D", &TilingEntry::dim);
  return cut == metrics.cuts.end() ? 1 : cut->parts;
}

StudyDesign withResults(StudyDesign design, const SweepMetrics& metrics, int layers) {
  design.latencyCycles = metrics.latency.value;
  design.msPerToken = metrics.latencyMs * layers / static_cast<double>(design.length);
  design.utilisation = metrics.utilisation;
  design.channelSplits = channelSplits(metrics);
  design.tiles = metrics.tiles;
  design.transferReads = metrics.transferReads;
  design.transferWrites = metrics.transferWrites;
  design.transferReadBits = metrics.transferReadBits;
  design.transferWriteBits = metrics.transferWriteBits;
  design.streamedOperands = metrics.streams;
  design.dramRead = metrics.dramRead;
  design.dramWritten = metrics.dramWritten;
  design.busyCycles = metrics.busy.value;
  design.peakMemory = metrics.peakMemory;
  design.energyPJ = metrics.energy.value;
  return design;
}

}  // namespace

DesignSpace fusionSchemeSpace() {
  return {.lengths = {1, 64, 512, 1024, 2048},
          .fusions = {"unfused", "A", "B", "A-B", "AS", "BS", "AS-B", "A-BS", "all"}};
}

DesignSpace memorySizeSpace() {
  return {.lengths = {1, 64, 512, 1024},
          .tilings = {TilingMode::PerStep, TilingMode::MemoryAware},
          .memoriesMB = {0.1, 0.25, 0.5, 0.75, 1, 2, 3, 4, 6, 8, 10, 12, 18, 24, 30}};
}

DesignSpace areaPartitioningSpace() {
  DesignSpace space{.lengths = {1, 64, 1024},
                    .tilings = {TilingMode::PerStep, TilingMode::MemoryAware},
                    .areaFractions = {0.125, 0.5, 1, 1.25}};
  constexpr int kSteps = 20;
  for (int step = 1; step < kSteps; ++step) space.memoryFractions.push_back(static_cast<double>(step) / kSteps);
  return space;
}

StudyDesign studyDesign(const SweepPoint& point, const SweepRow& row, const Accelerator& base, int layers) {
  StudyDesign design{.length = point.length,
                     .fusion = point.fusion,
                     .tiling = std::string(tilingName(point.tiling)),
                     .memoryMB = point.memoryMB,
                     .areaFraction = point.areaFraction,
                     .memoryFraction = point.memoryFraction,
                     .array = {},
                     .violations = fmt::format("{}", fmt::join(row.violations, "; "))};
  if (const auto accelerator = acceleratorAt(point, base)) design = withChip(std::move(design), *accelerator);
  if (row.metrics) {
    design = withResults(std::move(design), *row.metrics, layers);
  } else if (row.violations.empty()) {
    design.violations = "not evaluated: stopped before";
  }
  return design;
}

}  // namespace fusewright
