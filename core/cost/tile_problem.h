#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/cost/loop_orders.h"
#include "core/cost/memory_nest.h"
#include "core/cost/operand_relevance.h"
#include "core/cost/spatial_unrolling.h"
#include "core/cost/tile_shape.h"

namespace fusewright {

/// Loop sizes by dimension of a layer: whole ones, and unrounded ones where a dimension does not divide.
using WholeSizes = std::array<std::int64_t, kMaxRank>;
using ExactSizes = std::array<double, kMaxRank>;

/// One of the two directions of one operand over one of its links, seen from the memory at one end. Link k lies below
/// level k of the operand's hierarchy: link 0 feeds the array, link k >= 1 joins levels k-1 and k.
struct Flow {
  OperandRole role = OperandRole::I;
  std::uint8_t link = 0;
  bool upperEnd = false;    ///< at level `link`; otherwise at level `link` - 1
  bool towardsTop = false;  ///< results on their way up; otherwise inputs or partial sums on their way down
};

/// A physical port of one memory and all that passes through it.
struct FlowPort {
  std::size_t memory = 0;       ///< index into TileProblem::memories
  std::int64_t bandwidth = 1;   ///< bits per cycle
  bool sharedByInputs = false;  ///< serves both I and W
  std::vector<Flow> flows;      ///< by role I, W, O
};

/// One operand and its hierarchy. Arrays over links count link 0 first.
struct OperandProblem {
  int precision = 32;
  int finalPrecision = 32;
  std::vector<TileAxis> axes;
  std::array<Relevance, kMaxRank> relevance{};
  std::size_t levels = 0;
  std::array<std::size_t, kMaxLevels> memory{};       ///< index into TileProblem::memories, by level
  std::array<WholeSizes, kMaxLevels> wholeSpatial{};  ///< unrolled within one instance of level k, by dim, rounded down
  std::array<ExactSizes, kMaxLevels> exactSpatial{};  ///< the same unrounded
  std::array<ExactSizes, kMaxLevels> exactStep{};     ///< the part of it that level k-1 does not have
  std::array<std::int64_t, kMaxLevels> wholeFed{};    ///< blocks of the lower end that the upper end moves at once
  std::array<std::int64_t, kMaxLevels> exactFed{};
  std::array<double, kMaxLevels> units{};       ///< instances of level k in use
  std::array<bool, kMaxLevels> reducedAbove{};  ///< units at or above level k add to the same output elements
  std::array<std::int64_t, kMaxLevels>
      upperBandwidth{};  ///< of the port that fills (I, W) or drains (O) link k, upper end
  std::array<std::int64_t, kMaxLevels> lowerBandwidth{};
};

/// What an order of loops is tried on: a tile, unrolled in space, on the memories of a core. Made once per tile, so
/// that trying an order allocates nothing.
struct TileProblem {
  std::size_t dims = 0;
  std::array<OperandProblem, kOperandRoles> operands;
  std::vector<MemoryLevel> memories;
  std::vector<FlowPort> ports;  ///< of all memories
  bool hasOffChip = false;
  bool divides = true;  ///< every unrolled dimension divides: whole and exact sizes are equal
  std::int64_t chipCores = 1;

  [[nodiscard]] const OperandProblem& operand(OperandRole role) const { return operands[roleIndex(role)]; }
};

[[nodiscard]] TileProblem makeTileProblem(const TileShape& shape, const SpatialUse& use, const MemoryNest& nest);

/// Elements of the operand's block over loops of these sizes. Window axes round exact sizes down.
[[nodiscard]] std::int64_t blockElements(const OperandProblem& operand, const WholeSizes& sizes);
[[nodiscard]] double blockElements(const OperandProblem& operand, const ExactSizes& sizes);

}  // namespace fusewright
