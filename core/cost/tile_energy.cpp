#include "core/cost/tile_energy.h"

#include <cmath>

namespace fusewright {
namespace {

/// Whether `flow` reads the memory at its end.
bool readsMemory(const Flow& flow) {
  return flow.upperEnd != flow.towardsTop;
}

const MemoryLevel& memoryOf(const TileProblem& problem, const Flow& flow) {
  const std::size_t level = flow.upperEnd ? flow.link : flow.link - 1U;
  return problem.memories[problem.operand(flow.role).levels[level].memory];
}

/// Whole accesses of all instances of the memory in use.
double accesses(const TileProblem& problem, const TileTraffic& traffic, const Flow& flow, const FlowPort& port) {
  const OperandProblem& operand = problem.operand(flow.role);
  const LinkTraffic& link = traffic.link(flow.role, flow.link);
  const MemoryLevel& memory = memoryOf(problem, flow);
  const std::int64_t bits =
      link.exactElements * link.precision * (flow.upperEnd ? operand.levels[flow.link].exactFed : 1);
  const std::int64_t granularity = (readsMemory(flow) ? memory.minReadGranularity : memory.minWriteGranularity).value;
  const double portions = std::ceil(static_cast<double>(bits) / static_cast<double>(granularity));
  const double perPortion = static_cast<double>(granularity) / static_cast<double>(port.bandwidth);
  const std::size_t level = flow.upperEnd ? flow.link : flow.link - 1U;
  return std::floor(portions * perPortion * static_cast<double>(link.count) * operand.levels[level].units);
}

Picojoules energyPerAccess(const TileProblem& problem, const Flow& flow) {
  const MemoryLevel& memory = memoryOf(problem, flow);
  return readsMemory(flow) ? memory.readEnergy : memory.writeEnergy;
}

/// Elements that pass the highest link in one direction. Blocks of dimensions that do not divide are rounded, so
/// without windows, whose blocks overlap, whole copies of the operand are counted instead.
std::int64_t movedElements(const OperandProblem& operand, const TileTraffic& traffic, OperandRole role) {
  const std::size_t top = operand.levels.size() - 1;
  const LinkTraffic& link = traffic.link(role, top);
  const std::int64_t inBlocks = link.exactElements * operand.levels[top].exactFed * link.count;
  if (operand.hasWindows) return inBlocks;
  const std::int64_t whole = traffic.link(role, top + 1).exactElements;
  return std::llround(static_cast<double>(inBlocks) / static_cast<double>(whole)) * whole;
}

}  // namespace

AccessEnergy accessEnergy(const TileProblem& problem, const TileTraffic& traffic) {
  AccessEnergy energy;
  for (const FlowPort& port : problem.ports) {
    for (const Flow& flow : port.flows) {
      if (!isActive(traffic, flow)) continue;
      const bool offChip = problem.hasOffChip && &memoryOf(problem, flow) == &problem.memories.back();
      (offChip ? energy.offChip : energy.onChip) +=
          energyPerAccess(problem, flow) * accesses(problem, traffic, flow, port);
    }
  }
  return energy;
}

std::vector<MemoryBits> memoryBits(const TileProblem& problem, const TileTraffic& traffic) {
  std::vector<MemoryBits> moved;
  for (const MemoryLevel& memory : problem.memories)
    moved.push_back({.kind = memory.servedDims.empty() ? StorageKind::RegisterFile : StorageKind::Sram,
                     .capacity = memory.capacity,
                     .bits = 0,
                     .bitsByRole = {},
                     .accessEnergy = {}});
  for (const FlowPort& port : problem.ports) {
    for (const Flow& flow : port.flows) {
      if (!isActive(traffic, flow)) continue;
      const OperandProblem& operand = problem.operand(flow.role);
      const LinkTraffic& link = traffic.link(flow.role, flow.link);
      const OperandLevel& level = operand.levels[flow.upperEnd ? flow.link : flow.link - 1U];
      const double bits = static_cast<double>(link.exactElements * link.precision) *
                          static_cast<double>(flow.upperEnd ? level.exactFed : 1) * static_cast<double>(link.count) *
                          level.units;
      MemoryBits& memory = moved[port.memory];
      memory.bits += bits;
      memory.bitsByRole[roleIndex(flow.role)] += bits;
      memory.accessEnergy[roleIndex(flow.role)] +=
          energyPerAccess(problem, flow) * accesses(problem, traffic, flow, port);
    }
  }
  if (problem.hasOffChip) moved.pop_back();
  return moved;
}

OffChipBits offChipBits(const TileProblem& problem, const TileTraffic& traffic) {
  OffChipBits bits;
  if (!problem.hasOffChip) return bits;
  for (const OperandRole role : kAllRoles) {
    const OperandProblem& operand = problem.operand(role);
    if (operand.levels.empty() || operand.levels.back().memory + 1 != problem.memories.size()) continue;
    const LinkTraffic& link = traffic.link(role, operand.levels.size() - 1);
    const Bits moved{movedElements(operand, traffic, role) * link.precision};
    if (role == OperandRole::O) bits.written[roleIndex(role)] = moved;
    if (role != OperandRole::O || link.partialSums) bits.read[roleIndex(role)] = moved;
  }
  return bits;
}

}  // namespace fusewright
