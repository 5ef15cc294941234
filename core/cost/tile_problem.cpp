#include "core/cost/tile_problem.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

template <typename Sizes>
Sizes ones() {
  Sizes sizes;
  sizes.fill(1);
  return sizes;
}

/// Sizes unrolled along the array dimensions `arrayDims`, unrounded or rounded down.
template <typename Sizes>
Sizes unrolledAlong(const SpatialUse& use, const std::vector<int>& arrayDims) {
  Sizes sizes = ones<Sizes>();
  for (const int arrayDim : arrayDims) {
    for (const UnrolledLoop& loop : use.loops) {
      if (loop.arrayDim != arrayDim) continue;
      if constexpr (std::is_same_v<Sizes, WholeSizes>) {
        sizes[static_cast<std::size_t>(loop.dim)] *= loop.whole;
      } else {
        sizes[static_cast<std::size_t>(loop.dim)] *= loop.exact;
      }
    }
  }
  return sizes;
}

template <typename Sizes>
Sizes product(const Sizes& a, const Sizes& b) {
  Sizes result = a;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] *= b[i];
  return result;
}

std::int64_t rounded(double number) {
  return static_cast<std::int64_t>(std::nearbyint(number));
}

/// Whether every unrolled dimension divides.
bool divides(const SpatialUse& use) {
  return std::all_of(use.loops.begin(), use.loops.end(),
                     [](const UnrolledLoop& loop) { return static_cast<double>(loop.whole) == loop.exact; });
}

bool reduces(const OperandProblem& operand, const ExactSizes& step) {
  for (std::size_t dim = 0; dim < step.size(); ++dim) {
    if (step[dim] > 1 && operand.relevance[dim] == Relevance::Irrelevant) return true;
  }
  return false;
}

LinkEnd linkEnd(const MemoryLevel& memory, int port) {
  const auto uses = [&memory, port](OperandRole role) {
    const std::optional<PortUse>& use = memory.served[roleIndex(role)];
    return use && (use->fromHigh == port || use->toLow == port);
  };
  return {.bandwidth = memory.ports[static_cast<std::size_t>(port)].bandwidth.value,
          .sharedByInputs = uses(OperandRole::I) && uses(OperandRole::W)};
}

LinkEnd upperEnd(const MemoryNest& nest, const NestLevel& level, OperandRole role) {
  const int port = role == OperandRole::O ? level.ports.fromLow.value_or(level.ports.toLow) : level.ports.toLow;
  return linkEnd(nest.memories[level.memory], port);
}

LinkEnd lowerEnd(const MemoryNest& nest, const NestLevel& level, OperandRole role) {
  const int port = role == OperandRole::O ? level.ports.toHigh.value_or(level.ports.fromHigh) : level.ports.fromHigh;
  return linkEnd(nest.memories[level.memory], port);
}

/// The levels of an operand, from the array upwards, as far as they do not depend on what lies above.
std::vector<OperandLevel> levelsUpwards(const OperandProblem& operand, const SpatialUse& use, const MemoryNest& nest,
                                        OperandRole role) {
  std::vector<OperandLevel> levels;
  WholeSizes whole = ones<WholeSizes>();
  ExactSizes exact = ones<ExactSizes>();
  const std::vector<NestLevel>& nestLevels = nest.levels[roleIndex(role)];
  for (std::size_t k = 0; k < nestLevels.size(); ++k) {
    OperandLevel level{.memory = nestLevels[k].memory, .upperEnd = upperEnd(nest, nestLevels[k], role), .lowerEnd = {}};
    if (k > 0) level.lowerEnd = lowerEnd(nest, nestLevels[k - 1], role);
    level.exactStep = unrolledAlong<ExactSizes>(use, nestLevels[k].newArrayDims);
    level.wholeSpatial = product(whole, unrolledAlong<WholeSizes>(use, nestLevels[k].newArrayDims));
    level.exactSpatial = product(exact, level.exactStep);
    level.wholeElements = blockElements(operand, level.wholeSpatial);
    level.wholeFed =
        rounded(static_cast<double>(level.wholeElements) / static_cast<double>(blockElements(operand, whole)));
    level.exactFed = rounded(blockElements(operand, level.exactSpatial) / blockElements(operand, exact));
    whole = level.wholeSpatial;
    exact = level.exactSpatial;
    levels.push_back(level);
  }
  return levels;
}

std::vector<OperandLevel> makeLevels(const OperandProblem& operand, const SpatialUse& use, const MemoryNest& nest,
                                     OperandRole role) {
  std::vector<OperandLevel> levels = levelsUpwards(operand, use, nest, role);
  ExactSizes above = unrolledAlong<ExactSizes>(use, nest.arrayDimsAbove[roleIndex(role)]);
  for (std::size_t k = levels.size(); k-- > 0;) {
    double units = 1;
    for (const double size : above) units *= size;
    levels[k].units = std::nearbyint(std::nearbyint(units * 1000) / 1000);
    levels[k].reducedAbove = reduces(operand, above);
    above = product(above, levels[k].exactStep);
  }
  return levels;
}

OperandProblem makeOperand(const TileShape& shape, const SpatialUse& use, const MemoryNest& nest, OperandRole role) {
  const TileOperand& tileOperand = shape.operands[roleIndex(role)];
  OperandProblem operand;
  operand.precision = tileOperand.precision;
  operand.finalPrecision = role == OperandRole::O ? tileOperand.finalPrecision : tileOperand.precision;
  operand.axes = tileOperand.axes;
  for (std::size_t dim = 0; dim < shape.dims.size(); ++dim) {
    operand.relevance[dim] = relevance(tileOperand, static_cast<int>(dim));
  }
  operand.hasWindows =
      std::any_of(operand.axes.begin(), operand.axes.end(), [](const TileAxis& axis) { return axis.terms.size() > 1; });
  operand.multiplies = !operand.hasWindows && divides(use);
  operand.levels = makeLevels(operand, use, nest, role);
  return operand;
}

/// What passes the port number `port` of the memory of level `k` for one role.
std::vector<Flow> flowsThrough(const std::vector<NestLevel>& levels, OperandRole role, std::size_t k, int port) {
  const auto link = static_cast<std::uint8_t>(k);
  const auto linkAbove = static_cast<std::uint8_t>(k + 1);
  const PortUse& use = levels[k].ports;
  const bool hasAbove = k + 1 < levels.size();
  std::vector<Flow> flows;
  if (hasAbove && use.fromHigh == port) flows.push_back({role, linkAbove, false, false});
  if (use.toLow == port) flows.push_back({role, link, true, false});
  if (role != OperandRole::O) return flows;
  if (use.fromLow.value_or(use.toLow) == port) flows.push_back({role, link, true, true});
  if (hasAbove && use.toHigh.value_or(use.fromHigh) == port) flows.push_back({role, linkAbove, false, true});
  return flows;
}

FlowPort makePort(const MemoryNest& nest, std::size_t memory, int port) {
  FlowPort result{memory, nest.memories[memory].ports[static_cast<std::size_t>(port)].bandwidth.value, {}};
  for (const OperandRole role : kAllRoles) {
    const std::vector<NestLevel>& levels = nest.levels[roleIndex(role)];
    for (std::size_t k = 0; k < levels.size(); ++k) {
      if (levels[k].memory != memory) continue;
      const std::vector<Flow> flows = flowsThrough(levels, role, k, port);
      result.flows.insert(result.flows.end(), flows.begin(), flows.end());
    }
  }
  return result;
}

std::vector<FlowPort> makePorts(const MemoryNest& nest) {
  std::vector<FlowPort> ports;
  for (std::size_t memory = 0; memory < nest.memories.size(); ++memory) {
    for (std::size_t i = 0; i < nest.memories[memory].ports.size(); ++i) {
      FlowPort port = makePort(nest, memory, static_cast<int>(i));
      if (!port.flows.empty()) ports.push_back(std::move(port));
    }
  }
  return ports;
}

}  // namespace

std::int64_t blockElements(const OperandProblem& operand, const WholeSizes& sizes) {
  std::int64_t elements = 1;
  for (const TileAxis& axis : operand.axes) elements *= indexCount(axis, sizes);
  return elements;
}

double blockElements(const OperandProblem& operand, const ExactSizes& sizes) {
  double elements = 1;
  for (const TileAxis& axis : operand.axes) {
    if (axis.terms.size() == 1) {
      elements *= sizes[static_cast<std::size_t>(axis.terms.front().dim)];
    } else if (!axis.terms.empty()) {
      WholeSizes whole = ones<WholeSizes>();
      for (const AxisTerm& term : axis.terms) {
        const auto dim = static_cast<std::size_t>(term.dim);
        whole[dim] = static_cast<std::int64_t>(sizes[dim]);
      }
      elements *= static_cast<double>(indexCount(axis, whole));
    }
  }
  return elements;
}

TileProblem makeTileProblem(const TileShape& shape, const SpatialUse& use, const MemoryNest& nest) {
  TileProblem problem;
  problem.memories = nest.memories;
  problem.ports = makePorts(nest);
  problem.hasOffChip = nest.hasOffChip;
  problem.divides = divides(use);
  problem.parallelParts = shape.surroundings.parallelParts;
  for (const OperandRole role : kAllRoles) problem.operands[roleIndex(role)] = makeOperand(shape, use, nest, role);
  return problem;
}

}  // namespace fusewright
