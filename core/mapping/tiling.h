#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fusewright {

/// One cut: the loop dimension of that name in `parts` parts of equal size (rounded up).
struct TilingEntry {
  std::string dim;
  std::int64_t parts = 1;

  friend bool operator==(const TilingEntry&, const TilingEntry&) = default;
};

/// Cuts in time on a core (intra-core) or across cores (inter-core); the first entry runs fastest (METHOD A2).
using Tiling = std::vector<TilingEntry>;

/// "One part per iteration" for TilingEntry::parts ("all" in mapping files).
inline constexpr std::int64_t kOnePartPerIteration = 0;

}  // namespace fusewright
