#pragma once

#include <cstdint>

namespace fusewright {

/// amount / by rounded towards minus infinity; by > 0.
[[nodiscard]] constexpr std::int64_t floorDivide(std::int64_t amount, std::int64_t by) {
  return amount / by - (amount % by < 0 ? 1 : 0);
}

}  // namespace fusewright
