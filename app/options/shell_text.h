#pragma once

#include <string>

namespace fusewright {

/// `text` as one word for a POSIX shell, in single quotes where it needs them.
[[nodiscard]] std::string shellQuoted(const std::string& text);

}  // namespace fusewright
