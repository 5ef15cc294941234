#include "core/cost/tile_problem.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

WholeSizes onesWhole() {
  WholeSizes sizes;
  sizes.fill(1);
  return sizes;
}

ExactSizes onesExact() {
  ExactSizes sizes;
  sizes.fill(1.0);
  return sizes;
}

/// Sizes unrolled along the array dimensions `arrayDims`.
ExactSizes exactAlong(const SpatialUse& use, const std::vector<int>& arrayDims) {
  ExactSizes sizes = onesExact();
  for (const int arrayDim : arrayDims) {
    for (const UnrolledLoop& loop : use.loops) {
      if (loop.arrayDim == arrayDim) sizes[static_cast<std::size_t>(loop.dim)] *= loop.exact;
    }
  }
  return sizes;
}

WholeSizes wholeAlong(const SpatialUse& use, const std::vector<int>& arrayDims) {
  WholeSizes sizes = onesWhole();
  for (const int arrayDim : arrayDims) {
    for (const UnrolledLoop& loop : use.loops) {
      if (loop.arrayDim == arrayDim) sizes[static_cast<std::size_t>(loop.dim)] *= loop.whole;
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

double volume(const ExactSizes& sizes) {
  double points = 1;
  for (const double size : sizes) points *= size;
  return points;
}

bool reduces(const OperandProblem& operand, const ExactSizes& step) {
  for (std::size_t dim = 0; dim < step.size(); ++dim) {
    if (step[dim] > 1 && operand.relevance[dim] == Relevance::Irrelevant) return true;
  }
  return false;
}

std::int64_t portBandwidth(const MemoryLevel& memory, int port) {
  return memory.ports[static_cast<std::size_t>(port)].bandwidth.value;
}

void setBandwidths(OperandProblem& operand, const MemoryNest& nest, const std::vector<NestLevel>& levels,
                   OperandRole role) {
  for (std::size_t k = 0; k < levels.size(); ++k) {
    const PortUse& upper = levels[k].ports;
    const MemoryLevel& upperMemory = nest.memories[levels[k].memory];
    const bool output = role == OperandRole::O;
    operand.upperBandwidth[k] = portBandwidth(upperMemory, output ? upper.fromLow.value_or(upper.toLow) : upper.toLow);
    if (k == 0) continue;
    const PortUse& lower = levels[k - 1].ports;
    const MemoryLevel& lowerMemory = nest.memories[levels[k - 1].memory];
    operand.lowerBandwidth[k] =
        portBandwidth(lowerMemory, output ? lower.toHigh.value_or(lower.fromHigh) : lower.fromHigh);
  }
}

/// Spatial loops by level, cumulated from the array upwards for blocks and from the top downwards for units.
void setSpatial(OperandProblem& operand, const SpatialUse& use, const std::vector<NestLevel>& levels,
                const std::vector<int>& above) {
  WholeSizes whole = onesWhole();
  ExactSizes exact = onesExact();
  for (std::size_t k = 0; k < levels.size(); ++k) {
    operand.exactStep[k] = exactAlong(use, levels[k].newArrayDims);
    const double exactBelow = blockElements(operand, exact);
    const std::int64_t wholeBelow = blockElements(operand, whole);
    whole = product(whole, wholeAlong(use, levels[k].newArrayDims));
    exact = product(exact, operand.exactStep[k]);
    operand.wholeSpatial[k] = whole;
    operand.exactSpatial[k] = exact;
    operand.wholeFed[k] = static_cast<std::int64_t>(
        std::nearbyint(static_cast<double>(blockElements(operand, whole)) / static_cast<double>(wholeBelow)));
    operand.exactFed[k] = static_cast<std::int64_t>(std::nearbyint(blockElements(operand, exact) / exactBelow));
  }
  ExactSizes higher = exactAlong(use, above);
  bool reduced = reduces(operand, higher);
  for (std::size_t k = levels.size(); k-- > 0;) {
    operand.units[k] = std::nearbyint(std::nearbyint(volume(higher) * 1000) / 1000);
    operand.reducedAbove[k] = reduced;
    higher = product(higher, operand.exactStep[k]);
    reduced = reduced || reduces(operand, operand.exactStep[k]);
  }
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
  const std::vector<NestLevel>& levels = nest.levels[roleIndex(role)];
  operand.levels = levels.size();
  for (std::size_t k = 0; k < levels.size(); ++k) operand.memory[k] = levels[k].memory;
  setSpatial(operand, use, levels, nest.arrayDimsAbove[roleIndex(role)]);
  setBandwidths(operand, nest, levels, role);
  return operand;
}

/// What passes the port number `port` of memory `memory` for one role.
void addFlows(const MemoryNest& nest, OperandRole role, std::size_t memory, int port, std::vector<Flow>& flows) {
  const std::vector<NestLevel>& levels = nest.levels[roleIndex(role)];
  for (std::size_t k = 0; k < levels.size(); ++k) {
    if (levels[k].memory != memory) continue;
    const auto link = static_cast<std::uint8_t>(k);
    const auto linkAbove = static_cast<std::uint8_t>(k + 1);
    const PortUse& use = levels[k].ports;
    const bool hasAbove = k + 1 < levels.size();
    if (hasAbove && use.fromHigh == port) flows.push_back({role, linkAbove, false, false});
    if (use.toLow == port) flows.push_back({role, link, true, false});
    if (role != OperandRole::O) continue;
    if (use.fromLow.value_or(use.toLow) == port) flows.push_back({role, link, true, true});
    if (hasAbove && use.toHigh.value_or(use.fromHigh) == port) flows.push_back({role, linkAbove, false, true});
  }
}

bool servesBothInputs(const MemoryLevel& memory, int port) {
  for (const OperandRole role : {OperandRole::I, OperandRole::W}) {
    const auto& use = memory.served[roleIndex(role)];
    if (!use || (use->fromHigh != port && use->toLow != port)) return false;
  }
  return true;
}

std::vector<FlowPort> makePorts(const MemoryNest& nest) {
  std::vector<FlowPort> ports;
  for (std::size_t memory = 0; memory < nest.memories.size(); ++memory) {
    for (std::size_t i = 0; i < nest.memories[memory].ports.size(); ++i) {
      const int port = static_cast<int>(i);
      FlowPort flowPort{
          memory, portBandwidth(nest.memories[memory], port), servesBothInputs(nest.memories[memory], port), {}};
      for (const OperandRole role : kAllRoles) addFlows(nest, role, memory, port, flowPort.flows);
      if (!flowPort.flows.empty()) ports.push_back(std::move(flowPort));
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
      WholeSizes whole = onesWhole();
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
  problem.dims = shape.dims.size();
  problem.memories = nest.memories;
  problem.hasOffChip = nest.hasOffChip;
  problem.chipCores = shape.surroundings.chipCores;
  for (const UnrolledLoop& loop : use.loops)
    problem.divides = problem.divides && static_cast<double>(loop.whole) == loop.exact;
  for (const OperandRole role : kAllRoles) problem.operands[roleIndex(role)] = makeOperand(shape, use, nest, role);
  problem.ports = makePorts(nest);
  return problem;
}

}  // namespace fusewright
