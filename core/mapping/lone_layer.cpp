#include "core/mapping/lone_layer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/hardware/resize.h"
#include "core/mapping/loop_roles.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

Box nestOf(const LoopSizes& sizes) {
  Box loops;
  for (std::int64_t size : sizes) loops.push({0, size});
  return loops;
}

bool indexes(const Operand& operand, std::size_t loop) {
  return std::ranges::any_of(operand.axes, [&](const Axis& axis) {
    return std::ranges::find(axis.terms, static_cast<int>(loop), &AxisTerm::dim) != axis.terms.end();
  });
}

/// How often a block of `operand` is moved: it stays while only loops faster than its own change.
double movesOf(const Operand& operand, std::span<const LoopCut> cuts) {
  double moves = 1;
  double passed = 1;
  for (const LoopCut& cut : cuts) {
    passed *= static_cast<double>(cut.parts);
    if (indexes(operand, cut.loop)) moves = passed;
  }
  return moves;
}

/// How many iterations of each loop the array runs at once, as the mapping says.
LoopSizes unrolledSizes(const Layer& layer, const LayerMapping& mapping, const Core& core, const LoopSizes& sizes) {
  LoopSizes unrolled(layer.dims.size(), 1);
  for (const SpatialUnrolling& unrolling : mapping.spatial.unrollings) {
    const auto loop = findLoop(layer, unrolling.loopDim);
    if (!loop) continue;
    const auto index = static_cast<std::size_t>(*loop);
    const std::int64_t lanes = core.array.dims[static_cast<std::size_t>(unrolling.arrayDim)].size;
    const std::int64_t factor = unrolling.factor == kUnrollAll ? lanes : std::min(unrolling.factor, lanes);
    unrolled[index] = std::clamp<std::int64_t>(unrolled[index] * factor, 1, sizes[index]);
  }
  return unrolled;
}

/// Sizes of a tile under `cuts`, and how many tiles there are.
std::pair<LoopSizes, double> tilesUnder(LoopSizes part, std::span<const LoopCut> cuts) {
  double tiles = 1;
  for (const LoopCut& cut : cuts) {
    part[cut.loop] /= cut.parts;
    tiles *= static_cast<double>(cut.parts);
  }
  return {std::move(part), tiles};
}

/// LoneLayer::movedBits() of the `tiles` tiles of size `part` that `cuts` make.
double bitsMoved(const Layer& layer, const LoopSizes& part, double tiles, std::span<const LoopCut> cuts) {
  const Box loops = nestOf(part);
  double bits = static_cast<double>(billedBits(layer.output, loops).value) * tiles;
  for (const Operand& input : layer.inputs)
    bits += static_cast<double>(billedBits(input, loops).value) * movesOf(input, cuts);
  return bits;
}

}  // namespace

bool LoneLayer::fits(const LoopSizes& part, std::int64_t share) const {
  const Box loops = nestOf(part);
  std::vector<std::int64_t> bits(core.memories.size(), 0);
  for (const Operand& input : layer.inputs) bits[topLevel(core, input.role)] += billedBits(input, loops).value;
  bits[topLevel(core, layer.output.role)] += billedBits(layer.output, loops).value;
  for (std::size_t level = 0; level < bits.size(); ++level)
    if (bits[level] > core.memories[level].capacity.value / share) return false;
  return true;
}

bool LoneLayer::canCut(const LoopSizes& part, std::size_t loop) const {
  return part[loop] > unrolled[loop] && indexesOutput(layer, static_cast<int>(loop));
}

bool LoneLayer::mayHave(std::int64_t parts, std::int64_t size, std::size_t loop) const {
  if (size % parts != 0 || size / parts < unrolled[loop]) return false;
  return size % unrolled[loop] != 0 || size / parts % unrolled[loop] == 0;
}

std::int64_t LoneLayer::mostParts(std::int64_t size, std::size_t loop) const {
  std::int64_t parts = size / unrolled[loop];
  while (!mayHave(parts, size, loop)) --parts;
  return parts;
}

double LoneLayer::estimatedCycles(std::span<const LoopCut> cuts, double leastMoved) const {
  const auto [part, tiles] = tilesUnder(sizes, cuts);
  const double onChip = std::max(computingCycles(part), feedingCycles(part)) * tiles;
  const double moving =
      std::max(bitsMoved(layer, part, tiles, cuts), leastMoved) / static_cast<double>(dramBandwidth.value);
  const double apart = fits(part, 2) ? tiles : 1;
  return std::max(onChip, moving) + std::min(onChip, moving) / apart;
}

double LoneLayer::movedBits(std::span<const LoopCut> cuts) const {
  const auto [part, tiles] = tilesUnder(sizes, cuts);
  return bitsMoved(layer, part, tiles, cuts);
}

bool LoneLayer::canStreamOnce() const {
  const Box loops = nestOf(sizes);
  bool reused = false;
  for (const Operand& input : layer.inputs) {
    bool again = false;
    for (std::size_t loop = 0; loop < sizes.size(); ++loop) again = again || (sizes[loop] > 1 && !indexes(input, loop));
    if (!again) continue;
    reused = true;
    if (billedBits(input, loops).value <= core.memories[topLevel(core, input.role)].capacity.value / 2) return true;
  }
  return !reused;
}

double LoneLayer::computingCycles(const LoopSizes& part) const {
  double cycles = layer.cyclesPerOperation;
  for (std::size_t loop = 0; loop < part.size(); ++loop)
    cycles *= static_cast<double>((part[loop] + unrolled[loop] - 1) / unrolled[loop]);
  return std::ceil(cycles / static_cast<double>(freeLanes));
}

double LoneLayer::feedingCycles(const LoopSizes& part) const {
  const Box loops = nestOf(part);
  double slowest = 0;
  for (std::size_t level = 0; level < core.memories.size(); ++level) {
    const MemoryLevel& memory = core.memories[level];
    std::vector<double> cycles(memory.ports.size(), 0);
    const auto add = [&](const Operand& operand) {
      if (topLevel(core, operand.role) != level) return;
      const auto& use = memory.served[roleIndex(operand.role)];
      const auto port =
          static_cast<std::size_t>(operand.role == OperandRole::O ? use->fromLow.value_or(use->toLow) : use->toLow);
      cycles[port] += static_cast<double>(billedBits(operand, loops).value) /
                      static_cast<double>(memory.ports[port].bandwidth.value);
    };
    std::ranges::for_each(layer.inputs, add);
    add(layer.output);
    for (double own : cycles) slowest = std::max(slowest, own);
  }
  return slowest;
}

std::int64_t LoneLayer::largestRepeated(std::size_t loop) const {
  const Box loops = nestOf(sizes);
  std::int64_t largest = 0;
  for (const Operand& input : layer.inputs)
    if (!indexes(input, loop)) largest = std::max(largest, billedBits(input, loops).value);
  return largest;
}

LoneLayer loneLayer(const Layer& layer, const LayerMapping& mapping, const Accelerator& accelerator) {
  const Core& core = accelerator.core(mapping.cores.front());
  LoopSizes sizes;
  for (const LoopDim& dim : layer.dims) {
    std::int64_t size = dim.size;
    for (const TilingEntry& entry : mapping.interCore)
      if (entry.dim == dim.name && entry.parts > 0) size = (size + entry.parts - 1) / entry.parts;
    sizes.push_back(size);
  }
  LoopSizes unrolled = unrolledSizes(layer, mapping, core, sizes);
  std::int64_t lanes = 1;
  if (mapping.spatial.unrollings.empty())
    for (const ArrayDim& dim : core.array.dims) lanes *= dim.size;
  return {layer, core, dramBandwidth(accelerator), std::move(sizes), std::move(unrolled), lanes};
}

}  // namespace fusewright
