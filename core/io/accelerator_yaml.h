#pragma once

#include <string>

#include "core/base/result.h"
#include "core/hardware/accelerator.h"

namespace fusewright {

/// Reads an accelerator from YAML: this program's own dialect (examples/accelerators/README.md) or one of Stream's two,
/// told apart by their fields. Files of Stream name a core file each; those are looked for beside the accelerator file.
/// Stream's files know neither clock nor area in mm2: 1000 MHz and the area of METHOD A7 are taken. Errors name file,
/// line, field and remedy.
[[nodiscard]] Result<Accelerator> readAccelerator(const std::string& path);

/// The same for text that is at hand; messages call it `path`, and core files of Stream are looked for beside that.
[[nodiscard]] Result<Accelerator> parseAccelerator(const std::string& text, const std::string& path);

/// `accelerator` in this program's own dialect; reading it back gives an equal accelerator.
[[nodiscard]] std::string writeAccelerator(const Accelerator& accelerator);

}  // namespace fusewright
