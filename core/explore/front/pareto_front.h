#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace fusewright {

/// What a design costs in two objectives, both to be kept low: area and latency, say.
struct Objectives {
  double first = 0;
  double second = 0;

  friend bool operator==(const Objectives&, const Objectives&) = default;
};

/// Indices of the designs that no other one beats in one objective without losing in the other, by ascending `first`.
/// Of equal designs the first counts. Designs with an objective that is no number are left out.
[[nodiscard]] std::vector<std::size_t> paretoFront(std::span<const Objectives> designs);

}  // namespace fusewright
