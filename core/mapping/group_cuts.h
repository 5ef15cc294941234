#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/assumptions.h"
#include "core/mapping/mapping.h"
#include "core/workload/workload.h"

namespace fusewright {

/// A loop, by name, of the layers of a fusion group, and into how many parts it may be cut for all of them.
struct CutLoop {
  std::string dim;
  std::int64_t size = 0;            ///< iterations: the most that a layer of the group has
  std::int64_t parts = 1;           ///< now: the most that a layer is cut into; 1 is whole
  std::vector<std::int64_t> sizes;  ///< iterations that layers have of it where it writes outputs; ascending, each once
  std::vector<std::int64_t> legal;  ///< parts that an explicit tiling may ask for, ascending, 1 first; empty: none
  std::string whyNot;               ///< why it can not be cut, in a clause; empty if it can
  std::size_t summing = 0;          ///< layers that sum up over it and so are left whole if others are cut

  friend bool operator==(const CutLoop&, const CutLoop&) = default;
};

/// How the layers of a group are cut in time, and how they could be.
struct GroupCuts {
  Tiling present;              ///< what cuts the layers now, fastest loop first: every cut that any of them has
  bool alike = true;           ///< asking for `present` would change nothing: all layers with a loop are cut alike
  std::vector<CutLoop> loops;  ///< those that can be cut first, each kind in the order in which the layers have them

  friend bool operator==(const GroupCuts&, const GroupCuts&) = default;
};

/// The cuts of `group` under `mapping`. Legal parts are those that withCuts() takes, except for "all", which is always
/// legal for a loop that can be cut and the same as the most parts.
[[nodiscard]] GroupCuts cutsOf(const Workload& workload, const Mapping& mapping, const FusionGroup& group,
                               const Assumptions& assumptions);

/// What cuts these layers in time: every cut that any of them has, with the most parts, fastest loop first.
[[nodiscard]] Tiling presentCuts(const Workload& workload, const Mapping& mapping, const std::vector<LayerId>& layers);

/// `cuts` with the loop in that many parts: where it was cut, else slowest of all. 1 takes the cut away.
[[nodiscard]] Tiling withParts(Tiling cuts, std::string_view dim, std::int64_t parts);

/// `cuts` with that loop, if it is cut, as the one that runs fastest.
[[nodiscard]] Tiling withFastest(Tiling cuts, std::string_view dim);

/// Into how many tiles the layers of `group` would fall if they were cut along `cuts`, cuts across cores included.
[[nodiscard]] std::int64_t tilesWhenCut(const Workload& workload, const Mapping& mapping, const FusionGroup& group,
                                        const Tiling& cuts);

}  // namespace fusewright
