#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fusewright {

/// A size that a model leaves open.
struct OpenSize {
  std::string name;
  std::vector<std::string> places;  ///< "axis 0 of 'input_ids'"
  std::int64_t value = 1;
  std::int64_t guess = 1;

  friend bool operator==(const OpenSize&, const OpenSize&) = default;
};

/// What is read of a node whose doing only the running model knows.
struct OpenChoice {
  enum class Kind : std::uint8_t {
    Branch,  ///< which branch of an If
    Trips,   ///< how many iterations of a Loop
  };
  Kind kind = Kind::Branch;
  std::int64_t taken = 0;  ///< Branch: 0 is then, 1 is else; Trips: iterations

  friend bool operator==(const OpenChoice&, const OpenChoice&) = default;
};

/// A node of which only the running model knows what it does.
struct OpenNode {
  std::string node;
  OpenChoice choice;
  std::string what;  ///< what was read and why

  friend bool operator==(const OpenNode&, const OpenNode&) = default;
};

/// Everything about a model that a user may decide.
struct OpenModel {
  std::string name;
  std::vector<OpenSize> sizes;
  std::vector<OpenNode> nodes;
  bool waits = false;  ///< it is not opened before its sizes are chosen

  friend bool operator==(const OpenModel&, const OpenModel&) = default;
};

/// What the user decided.
struct ModelDecisions {
  std::map<std::string, std::int64_t> sizes;  ///< of every symbol
  std::map<std::string, OpenChoice> nodes;    ///< only those that the user decided

  friend bool operator==(const ModelDecisions&, const ModelDecisions&) = default;
};

}  // namespace fusewright
