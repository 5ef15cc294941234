#pragma once

#include <optional>
#include <string_view>

namespace fusewright {

/// How well `text` answers `wanted`: every letter of `wanted` (blanks and case aside) occurs in `text` in that order,
/// as an abbreviation does; letters at the start of words and next to each other count more, shorter texts win ties.
/// None if `text` lacks a letter. Letters are bytes of UTF-8; only ASCII is folded to one case.
[[nodiscard]] std::optional<int> fuzzyScore(std::string_view wanted, std::string_view text);

}  // namespace fusewright
