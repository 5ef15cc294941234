#pragma once

#include <optional>
#include <string_view>

namespace fusewright {

/// The finite number that a whole text is, in the C locale; none if it is none.
[[nodiscard]] std::optional<double> numberIn(std::string_view text);

}  // namespace fusewright
