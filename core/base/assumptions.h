#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace fusewright {

/// One repair of the published model (METHOD part B). The order is that of METHOD: B1, B2, ...
enum class Repair : std::uint8_t {
  SharedPorts,          ///< B1: operands that share a port add up
  BoundedLinks,         ///< B2: no link is booked beyond its bandwidth; a streamed layer stretches instead
  WholeCycles,          ///< B3: the overlap credit respects minima; cycles are whole, rounded up
  AxisIdentity,         ///< B4: slices have their true range and size, found through the graph
  KeptSlices,           ///< B5: a fetched slice stays while a later tile needs it and there is room
  LoneLayersStay,       ///< B6: a layer alone is cut into tiles instead of being streamed and flushing the memory
  PipelinedTiles,       ///< B7: fill and drain of the array overlap between tiles of one shape
  TrueElementwise,      ///< B8: all units for elementwise layers, true sizes of broadcast operands, no free operators
  TrueState,            ///< B9: no zero initial state is read, final states are written, what is used last leaves first
  BoundedPrefetch,      ///< B10: fetches at most `prefetchDepth` tiles ahead, write-backs not before they are asked for
  BandwidthFreeEnergy,  ///< B11: energy per bit and per operation, whatever the bandwidth
};

inline constexpr std::size_t kRepairs = 11;

/// What to call a repair, and what it says in one sentence.
struct RepairText {
  std::string_view id;        ///< "B1"
  std::string_view name;      ///< a few words
  std::string_view sentence;  ///< what it changes
};
[[nodiscard]] const RepairText& textOf(Repair repair);

/// The modelling choices that a result was made with: which flaws of the published model are repaired.
struct Assumptions {
  std::array<bool, kRepairs> repaired{};
  std::int32_t prefetchDepth = 4;  ///< tiles of its core that a fetch may run ahead (B10); at least 1

  [[nodiscard]] bool has(Repair repair) const { return repaired[static_cast<std::size_t>(repair)]; }
  [[nodiscard]] Assumptions with(Repair repair) const;
  [[nodiscard]] Assumptions without(Repair repair) const;

  friend bool operator==(const Assumptions&, const Assumptions&) = default;
};

/// METHOD part A to the letter, flaws included.
[[nodiscard]] Assumptions paperAssumptions();
/// METHOD part B: all repairs.
[[nodiscard]] Assumptions physicalAssumptions();

/// Reads "paper" or "physical", then any of ",+B1", ",-B7", ",prefetch=8". Errors name the word and list what is known.
[[nodiscard]] Result<Assumptions> parseAssumptions(std::string_view text);

/// The shortest text that parseAssumptions() reads as `assumptions`; "paper" counts as nearer than "physical" on ties.
[[nodiscard]] std::string nameOf(const Assumptions& assumptions);

}  // namespace fusewright
