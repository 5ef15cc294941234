#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace fusewright {

/// Where a scalar stands in a text: bytes [offset, offset + length).
struct ScalarPlace {
  std::size_t offset = 0;
  std::size_t length = 0;

  friend bool operator==(const ScalarPlace&, const ScalarPlace&) = default;
};

/// The plain scalars (no quotes, no aliases) of a YAML text by their path, "cores[0].memories[1].size_bits"; empty for
/// a text that is no YAML. What stands elsewhere than the parser says is left out.
[[nodiscard]] std::map<std::string, ScalarPlace> scalarPlaces(const std::string& text);

}  // namespace fusewright
