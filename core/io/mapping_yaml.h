#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// Reads the rules of a mapping file: this program's own dialect (a map with `rules`, see
/// examples/accelerators/README.md), Stream's legacy one (a list) or its current one (a map with `layers`), of which
/// core allocations are taken over; its cuts name loops by number ("D6"), in an order that belongs to that tool, and
/// are refused. Rules keep their file and line for later messages. Errors name file, line, field and remedy.
[[nodiscard]] Result<std::vector<MappingRule>> readMappingRules(const std::string& path);

}  // namespace fusewright
