#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace fusewright {

/// The bytes of a regular file of at most `largest` bytes. Errors name the file: missing, a directory, no permission,
/// too large, empty.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path, std::size_t largest);

}  // namespace fusewright
