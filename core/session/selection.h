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

/// The one selection that all views share; nothing (monostate) or one thing.
using Selection = std::variant<std::monostate, LayerId, TileKey, CoreId, MemoryId, TransferId>;

}  // namespace fusewright
