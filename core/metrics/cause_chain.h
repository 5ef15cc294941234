#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "core/base/id.h"
#include "core/base/quantity.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"

namespace fusewright {

/// What a wait is blamed on: a tile that ran, a transfer on its way, or a piece that left a memory.
using Culprit = std::variant<TileId, TransferId, PieceId>;

/// One step back in time: what had to end before the thing named one step earlier in the chain could begin.
struct CauseLink {
  Culprit culprit;
  BindingCause cause = BindingCause::None;  ///< why that thing waited for this one
  Cycles from;                              ///< the culprit ran, travelled or lay there from here
  Cycles to;                                ///< until here, when it let go

  friend bool operator==(const CauseLink&, const CauseLink&) = default;
};

/// Causes of a wait, the nearest first: each link is what the one before it waited for.
struct CauseChain {
  std::vector<CauseLink> links;
  bool complete = true;  ///< false: there are more causes than were asked for

  friend bool operator==(const CauseChain&, const CauseChain&) = default;
};

/// What `tile` waited for, and what that waited for, back to what nothing held up. At most `most` links.
///
/// Tiles say what bound their start. A transfer waits for the tile that made what it moves, for the transfer that held
/// one of its links until then, or for the piece that made room for it, whichever ended when it began; one that none
/// of these held was asked for while its core ran the tile that is named instead (cause CoreBusy). A piece leaves when
/// its write-back ends or its last user does. Things end "when" another begins if less than a cycle is between them.
[[nodiscard]] CauseChain causesOfStart(const TileGraph& graph, const Schedule& schedule, TileId tile, std::size_t most);

/// The same for idle time: what the tile after the gap waited for. Empty for a gap that no tile ends.
[[nodiscard]] CauseChain causesOfIdle(const TileGraph& graph, const Schedule& schedule, const IdleInterval& idle,
                                      std::size_t most);

/// The tile whose start ends the gap; none if the core has nothing left to do.
[[nodiscard]] std::optional<TileId> tileAfter(const Schedule& schedule, const IdleInterval& idle);

}  // namespace fusewright
