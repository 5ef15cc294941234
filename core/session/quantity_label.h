#pragma once

#include <string>

namespace fusewright {

/// `value` in `unit` for a person, with four digits at most: "24 MiB", "0.5 MiB", "1.2 GHz"; many bits are counted in
/// binary units of bytes: 4,194,304 bits are "512 KiB".
[[nodiscard]] std::string quantityLabel(double value, const std::string& unit);

}  // namespace fusewright
