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
  std::size_t memory = 0;      ///< index into TileProblem::memories
  std::int64_t bandwidth = 1;  ///< bits per cycle
  std::vector<Flow> flows;     ///< by role I, W, O
};

/// The port at one end of a link that fills (I, W) or drains (O) it.
struct LinkEnd {
  std::int64_t bandwidth = 1;
  bool sharedByInputs = false;  ///< the port serves both I and W
};

/// What lies between levels k-1 and k of an operand, and at level k.
struct OperandLevel {
  std::size_t memory = 0;          ///< index into TileProblem::memories
  WholeSizes wholeSpatial{};       ///< unrolled within one instance of the level, by dim, rounded down
  ExactSizes exactSpatial{};       ///< the same unrounded
  ExactSizes exactStep{};          ///< the part of it that the level below does not have
  std::int64_t wholeElements = 1;  ///< elements of wholeSpatial
  std::int64_t wholeFed = 1;       ///< blocks of the level below that this level moves at once
  std::int64_t exactFed = 1;
  double units = 1;           ///< instances of the level in use
  bool reducedAbove = false;  ///< those instances add to the same output elements
  LinkEnd upperEnd;           ///< of the link to the level below (or to the array)
  LinkEnd lowerEnd;           ///< at the level below; not used at level 0
};

/// One operand and its hierarchy.
struct OperandProblem {
  int precision = 32;
  int finalPrecision = 32;
  std::vector<TileAxis> axes;
  std::array<Relevance, kMaxRank> relevance{};
  bool hasWindows = false;           ///< some axis has more than one term
  bool multiplies = true;            ///< blocks are plain products: no windows, and every unrolled dimension divides
  std::vector<OperandLevel> levels;  ///< at most kMaxLevels
};

/// What an order of loops is tried on: a tile, unrolled in space, on the memories of a core. Made once per tile, so
/// that trying an order allocates nothing.
struct TileProblem {
  std::array<OperandProblem, kOperandRoles> operands;
  std::vector<MemoryLevel> memories;
  std::vector<FlowPort> ports;  ///< of all memories
  bool hasOffChip = false;
  bool divides = true;             ///< every unrolled dimension divides: whole and exact sizes are equal
  std::int64_t parallelParts = 1;  ///< cores that the layer is spread over

  [[nodiscard]] const OperandProblem& operand(OperandRole role) const { return operands[roleIndex(role)]; }
};

[[nodiscard]] TileProblem makeTileProblem(const TileShape& shape, const SpatialUse& use, const MemoryNest& nest);

/// Elements of the operand's block over loops of these sizes. Window axes round exact sizes down.
[[nodiscard]] std::int64_t blockElements(const OperandProblem& operand, const WholeSizes& sizes);
[[nodiscard]] double blockElements(const OperandProblem& operand, const ExactSizes& sizes);

}  // namespace fusewright
