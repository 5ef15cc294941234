#pragma once

#include <string_view>

#include "core/mapping/mapping_request.h"

namespace fusewright {

/// What a mode of cutting is called by `--tiling`, in files, tables and the history. The cuts themselves say more than
/// the name of TilingMode::Explicit.
[[nodiscard]] constexpr std::string_view tilingName(TilingMode mode) {
  switch (mode) {
    case TilingMode::PerStep:
      return "per-step";
    case TilingMode::None:
      return "none";
    case TilingMode::MemoryAware:
      return "memory-aware";
    case TilingMode::Explicit:
      break;
  }
  return "explicit";
}

}  // namespace fusewright
