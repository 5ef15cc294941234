#pragma once

#include <optional>
#include <variant>

#include "core/base/id.h"

namespace fusewright {

/// A tile by what survives a recomputation: its layer and its number within the layer.
struct TileKey {
  LayerId layer;
  std::int32_t indexInLayer = 0;

  friend bool operator==(const TileKey&, const TileKey&) = default;
};

/// Time in which a core runs nothing, by what survives a recomputation: the core, and the tile that ends it; none after
/// the core's last tile.
struct IdleKey {
  CoreId core;
  std::optional<TileKey> before = {};

  friend bool operator==(const IdleKey&, const IdleKey&) = default;
};

/// The one selection that all views share; nothing (monostate) or one thing.
using Selection = std::variant<std::monostate, LayerId, TileKey, CoreId, MemoryId, TransferId, IdleKey>;

}  // namespace fusewright
