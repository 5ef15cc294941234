#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <vector>

#include <rapidcheck.h>

#include "core/evaluate/design.h"

namespace fusewright::tests {

/// What one layer of a random model does with the output of the layer before it.
enum class RandomLayer : std::uint8_t {
  Unary,   ///< elementwise over (L, D), no second operand
  Scale,   ///< elementwise with a constant
  Add,     ///< elementwise with the output of an earlier layer: a residual or a diamond
  MatMul,  ///< (L, C) x (C, D) with constant weights
  Window,  ///< three taps along L with padding: tiles have halos
  Layout,  ///< a layout operator that leaves every index as it is
  Bias,    ///< elementwise with one constant word a column, broadcast along L
  Wide,    ///< three taps two rows apart: a halo of four rows
  Mix,     ///< (L, M) x (M, D): constant weights, the layer before as second operand; every tile reads all rows
  Slow,    ///< elementwise, four cycles an operation
  Free,    ///< elementwise, free under `paper` (Softplus)
};

/// How the cores of a random chip reach each other; all reach the off-chip memory by one more link.
enum class RandomLinks : std::uint8_t {
  Bus,   ///< one link that all share
  Ring,  ///< a link each way between neighbours
  None,  ///< only by way of the off-chip memory
};

/// How cores reach the off-chip memory.
enum class RandomDram : std::uint8_t {
  OnePort,   ///< one link that all share, both ways
  TwoPorts,  ///< one link in and one out, shared by all cores
  PortEach,  ///< a link of its own for every core, both ways
};

/// What memories a core has.
enum class RandomMemories : std::uint8_t {
  Shared,     ///< one for all operands
  Private,    ///< one for inputs and weights, one for outputs
  Registers,  ///< one for all operands, and below it a word for each unit and operand
};

/// Which cores the layers of a random design run on.
enum class RandomCores : std::uint8_t {
  Proposed,   ///< as makeMapping() proposes, cut as `splitOverCores` says
  TakeTurns,  ///< layer number i whole on core i mod cores
};

/// A small random design in numbers that a person can read when a law breaks; `designOf` builds it.
struct RandomDesign {
  std::vector<RandomLayer> layers;  ///< empty: a recurrence, like a Mamba block
  std::vector<int> back;     ///< by layer: reads the output of so many layers before the newest; a diamond's arms
  std::int64_t rows = 4;     ///< L, or the tokens of the recurrence
  std::int64_t columns = 8;  ///< D, or the channels of the recurrence
  std::int64_t states = 2;   ///< of the recurrence
  int fused = 0;             ///< layers in the one fusion group; for a recurrence the number of the study's plan
  int fusedNext = 0;         ///< layers in a second group, right after the first; not for a recurrence
  TilingMode tiling = TilingMode::PerStep;
  std::int64_t rowParts = 1;  ///< of TilingMode::Explicit
  std::int64_t columnParts = 1;
  int cores = 1;
  RandomLinks links = RandomLinks::Bus;
  RandomCores allocation = RandomCores::Proposed;
  std::int64_t splitOverCores = 1;  ///< inter-core parts along D
  std::int64_t arraySide = 4;
  std::int64_t memoryRows = 4;      ///< size of each core's memory in rows of `columns` words
  std::int64_t lastMemoryRows = 4;  ///< the same for the last core
  RandomMemories memories = RandomMemories::Shared;
  std::int64_t portBandwidth = 1024;  ///< of each core's memory
  RandomDram dram = RandomDram::OnePort;
  std::int64_t dramBandwidth = 64;
  std::int64_t linkBandwidth = 32;  ///< between cores
};

std::ostream& operator<<(std::ostream& stream, const RandomDesign& design);

[[nodiscard]] Workload workloadOf(const RandomDesign& design);
[[nodiscard]] Accelerator acceleratorOf(const RandomDesign& design);
[[nodiscard]] Design designOf(const RandomDesign& design);

}  // namespace fusewright::tests

namespace rc {

/// Models of 1 to 8 layers or a recurrence of 1 to 6 steps, on 1 to 8 cores with memories from far too small to ample.
template <>
struct Arbitrary<fusewright::tests::RandomDesign> {
  static Gen<fusewright::tests::RandomDesign> arbitrary();
};

}  // namespace rc
