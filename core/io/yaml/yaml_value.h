#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace fusewright {

/// A node of a YAML document as plain data, aliases replaced by what they stand for.
struct YamlValue {
  enum class Kind : std::uint8_t { Nothing, Scalar, List, Map };

  Kind kind = Kind::Nothing;
  int line = 0;                   ///< counted from 1
  std::string scalar;             ///< Scalar: its text, whatever its style
  std::vector<YamlValue> items;   ///< List: its items. Map: its values, in file order
  std::vector<std::string> keys;  ///< Map: the unique names of `items`
  std::size_t weight = 1;         ///< nodes in this tree
};

}  // namespace fusewright
