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
};

/// How the cores of a random chip reach each other; all reach the off-chip memory by one more link.
enum class RandomLinks : std::uint8_t {
  Bus,   ///< one link that all share
  Ring,  ///< a link each way between neighbours
};

/// Which cores the layers of a random design run on.
enum class RandomCores : std::uint8_t {
  Proposed,   ///< as makeMapping() proposes, cut as `splitOverCores` says
  TakeTurns,  ///< layer number i whole on core i mod cores
};

/// A small random design in numbers that a person can read when a law breaks; `designOf` builds it.
struct RandomDesign {
  std::vector<RandomLayer> layers;  ///< empty: a recurrence, like a Mamba block
  std::int64_t rows = 4;            ///< L, or the tokens of the recurrence
  std::int64_t columns = 8;         ///< D, or the channels of the recurrence
  std::int64_t states = 2;          ///< of the recurrence
  int fused = 0;                    ///< layers in the one fusion group; for a recurrence the number of the study's plan
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
  std::int64_t dramBandwidth = 64;
};

std::ostream& operator<<(std::ostream& stream, const RandomDesign& design);

[[nodiscard]] Design designOf(const RandomDesign& design);

}  // namespace fusewright::tests

namespace rc {

/// Models of 1 to 7 layers or a recurrence of 1 to 6 steps, on 1 to 4 cores with memories from far too small to ample.
template <>
struct Arbitrary<fusewright::tests::RandomDesign> {
  static Gen<fusewright::tests::RandomDesign> arbitrary();
};

}  // namespace rc
