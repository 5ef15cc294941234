#pragma once

#include <string>
#include <string_view>

namespace fusewright {

/// SHA-256 of `bytes` (FIPS 180-4) as 64 hexadecimal digits: what sha256sum prints.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace fusewright
