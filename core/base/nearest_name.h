#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fusewright {

/// The names most like `wanted`, best first, at most `limit`: those within a third of its length in single-letter edits
/// (insert, delete, replace; case ignored), or that contain it. For messages such as "did you mean 'sram'?".
[[nodiscard]] std::vector<std::string> nearestNames(std::string_view wanted, std::span<const std::string> known,
                                                    std::size_t limit = 3);

/// A remedy for an unknown name: "did you mean 'a' or 'b'?" if some name is near, else "known are a, b, c, ..." (up to
/// 12).
[[nodiscard]] std::string suggestion(std::string_view wanted, std::span<const std::string> known);

}  // namespace fusewright
