#pragma once

#include <variant>

#include "core/base/id.h"

namespace fusewright {

/// What the mouse is over in one view, so that others can show what it has to do with: a tile, or something that
/// memories hold.
using Hover = std::variant<std::monostate, TileId, PieceId>;

}  // namespace fusewright
