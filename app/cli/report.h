#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace fusewright {

/// What the program says to the shell that started it.
enum class ExitStatus : int {
  Done = 0,
  NotEvaluable = 1,   ///< the design was read but does not fit the hardware; a summary was written nevertheless
  BadInput = 2,       ///< a file, an option or the usage is wrong
  Interrupted = 130,  ///< by Ctrl+C or SIGTERM; what was finished is kept
};

/// One line on stderr: "fusewright-cli: error: where: what; remedy". Gives back `status`.
ExitStatus reportError(const Error& error, ExitStatus status = ExitStatus::BadInput);

/// Writes data to the file, or to stdout for "-".
[[nodiscard]] Result<void> writeOutput(const std::string& file, std::string_view text);

}  // namespace fusewright
