#pragma once

#include <cstddef>
#include <string>

#include "core/base/result.h"
#include "core/io/yaml/yaml_value.h"

namespace fusewright {

/// Maps and lists within each other that a file may have.
inline constexpr std::size_t kDeepestYaml = 100;

/// The one document in `text`. `file` is its name in messages. Errors name file and line (and column: syntax): syntax,
/// keys given twice or that are no scalars, aliases inside what they stand for, more than 100,000 nodes once aliases
/// are written out, more than one document, nothing at all.
[[nodiscard]] Result<YamlValue> parseYaml(const std::string& text, const std::string& file);

}  // namespace fusewright
