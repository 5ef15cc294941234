#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fusewright {

/// An Einsum equation with one label per axis. Axes behind an ellipsis get the labels '0', '1', ..., aligned at their
/// last axis as broadcasting asks.
struct EinsumEquation {
  std::vector<std::string> inputs;
  std::string output;

  /// Labels in order of first appearance in the inputs.
  [[nodiscard]] std::string labels() const;

  friend bool operator==(const EinsumEquation&, const EinsumEquation&) = default;
};

/// Parses `equation` for inputs of these ranks (ONNX operator Einsum; an output left out holds the letters that occur
/// once, in alphabetical order). None if the equation is malformed or does not fit the ranks.
[[nodiscard]] std::optional<EinsumEquation> parseEinsum(std::string_view equation, std::span<const std::size_t> ranks);

/// The loop name of a label: the upper-case letter; as it is if the equation has that letter in both cases; B for a
/// first ellipsis axis when no letter b occurs, else E0, E1, ...
[[nodiscard]] std::string loopName(const EinsumEquation& equation, char label);

/// Size of each axis behind `label` among the inputs: the one that is not 1. None if two such sizes differ.
[[nodiscard]] std::optional<std::int64_t> labelSize(const EinsumEquation& equation, char label,
                                                    std::span<const std::vector<std::int64_t>> shapes);

}  // namespace fusewright
