#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace fusewright {

/// The finite number that a whole text is, in the C locale; none if it is none.
[[nodiscard]] std::optional<double> numberIn(std::string_view text);

/// The same for whole numbers.
[[nodiscard]] std::optional<std::int64_t> wholeNumberIn(std::string_view text);

}  // namespace fusewright
