#pragma once

#include <cstddef>
#include <cstdint>

namespace fusewright {

/// The part an operand plays in `O += I * W`; memory levels declare which parts they serve (Stream and ZigZag call
/// them I1, I2, O). A layer's further inputs, if any, are served where W is.
enum class OperandRole : std::uint8_t { I, W, O };

inline constexpr std::size_t kOperandRoles = 3;

[[nodiscard]] constexpr std::size_t roleIndex(OperandRole role) { return static_cast<std::size_t>(role); }

}  // namespace fusewright
