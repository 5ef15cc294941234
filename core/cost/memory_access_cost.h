#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/cost/loop_allocation.h"
#include "core/cost/tile_problem.h"

namespace fusewright {

/// What moves over one link of one operand: the block of the lower end, once per period. Without default values,
/// because one is made for every link under every order of loops.
struct LinkTraffic {
  std::int64_t period;         ///< cycles between two transfers
  std::int64_t count;          ///< transfers in the whole tile
  std::int64_t allowed;        ///< cycles of a period in which the lower end may be overwritten
  std::int64_t elements;       ///< the block of one instance of the lower end
  std::int64_t exactElements;  ///< the same with unrounded unrolling
  std::int64_t reuseAtTop;     ///< product of the lower level's topmost loops that leave the operand unchanged
  std::int64_t effectiveBits;  ///< of the lower end's block: what can not be replaced while the rest of it is in use
  std::int64_t upperCycles;    ///< cycles of one transfer at the port of the upper end
  std::int64_t lowerCycles;    ///< and at the port of the lower end
  int precision;               ///< bits per element while it passes
  bool partialSums;            ///< outputs that come back for more: they move both ways
};

/// Traffic of all operands under one order of loops.
struct TileTraffic {
  std::int64_t cycles = 1;  ///< of the whole tile without stalls, with the operator's cycles per operation
  /// By role and link; after the links of an operand comes one more entry for the block at its highest level. Entries
  /// beyond are not set.
  std::array<std::array<LinkTraffic, kMaxLevels + 1>, kOperandRoles> links;

  [[nodiscard]] const LinkTraffic& link(OperandRole role, std::size_t link) const {
    return links[roleIndex(role)][link];
  }
};

/// Periods, blocks and cycles of every transfer. Source: METHOD A4, "Allocation of one permutation" (last sentence) and
/// "Transfers".
[[nodiscard]] TileTraffic describeTraffic(const TileProblem& problem, std::span<const TemporalLoop> order,
                                          const LoopAllocation& allocation, int cyclesPerOperation);

/// Whether `flow` carries anything: partial sums come down only below the level where the reduction finishes.
[[nodiscard]] inline bool isActive(const TileTraffic& traffic, const Flow& flow) {
  return flow.role != OperandRole::O || flow.towardsTop || traffic.link(flow.role, flow.link).partialSums;
}

/// Cycles of one transfer at the port that `flow` passes.
[[nodiscard]] inline std::int64_t transferCycles(const TileTraffic& traffic, const Flow& flow) {
  const LinkTraffic& link = traffic.link(flow.role, flow.link);
  return flow.upperEnd ? link.upperCycles : link.lowerCycles;
}

/// Average bandwidth of `flow` in bits per cycle, rounded down.
[[nodiscard]] std::int64_t averageBandwidth(const TileProblem& problem, const TileTraffic& traffic, const Flow& flow);

/// Bits per cycle that `role` takes from the top of its hierarchy: the average of unrounded blocks times the reuse at
/// the top of the level below, partial sums both ways. Source: METHOD A4, "Result".
[[nodiscard]] std::int64_t topBandwidth(const TileProblem& problem, const TileTraffic& traffic, OperandRole role);

}  // namespace fusewright
