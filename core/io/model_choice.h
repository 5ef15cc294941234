#pragma once

#include <cstdint>
#include <string>

namespace fusewright {

/// A node of which only the running model knows what it does, and what was read of it.
struct NodeChoice {
  enum class Kind : std::uint8_t {
    Branch,  ///< which branch an If takes
    Trips,   ///< how often a Loop runs
  };
  std::string node;  ///< as --branch and --trips call it
  Kind kind = Kind::Branch;
  std::int64_t taken = 0;  ///< Branch: 0 is then, 1 is else; Trips: iterations
  std::string what = {};   ///< why, for a person

  friend bool operator==(const NodeChoice&, const NodeChoice&) = default;
};

}  // namespace fusewright
