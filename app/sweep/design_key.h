#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/content_hash.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// The hash of the contents of a file, by path as a setting gives it.
using FileHash = std::function<ContentHash(const std::string& path)>;

/// The hash of all that complete `settings` say, `model` being what they call by that name: contents for files, values
/// as they are understood; and of the version of the program and of its results, so that what another one made is never
/// taken for the same. The order of hardware parameters counts, since each is set on what those before it made;
/// the order of all else does not.
[[nodiscard]] ContentHash designKey(const std::vector<SweepSetting>& settings, const SweepModel& model,
                                    const FileHash& hashOf);

}  // namespace fusewright
