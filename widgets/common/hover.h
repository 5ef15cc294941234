#pragma once

#include <cstddef>
#include <variant>

#include "core/base/id.h"

namespace fusewright {

/// What the mouse is over in one view, so that others can show what it has to do with: a tile, or something that
/// memories hold.
using Hover = std::variant<std::monostate, TileId, PieceId>;

/// Most tiles that are lit in other views for one thing pointed at.
inline constexpr std::size_t kMostTouched = 400;

}  // namespace fusewright
