#pragma once

#include <cstddef>
#include <cstdint>

namespace fusewright {

/// Axes that Sobol sequences have direction numbers for here.
inline constexpr std::size_t kSobolAxes = 20;

/// Coordinate `axis` < kSobolAxes of point `index` < 2^32 of a Sobol sequence, in [0, 1). Every `seed` but 0 shifts all
/// points of an axis by exclusive or, which keeps how evenly they lie. Source: S. Joe and F. Y. Kuo, "Constructing
/// Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008), whose direction numbers
/// these are.
[[nodiscard]] double sobolCoordinate(std::uint64_t index, std::size_t axis, std::uint64_t seed);

/// Coordinate of point `index` of a Latin hypercube of `count` points: each of the `count` equal strata of every axis
/// has exactly one of them. Found without the others: strata are dealt out by a keyed permutation of the indices.
[[nodiscard]] double latinCoordinate(std::uint64_t index, std::uint64_t count, std::size_t axis, std::uint64_t seed);

/// Number `index` under a permutation of 0 to count - 1 that `key` chooses.
[[nodiscard]] std::uint64_t permuted(std::uint64_t index, std::uint64_t count, std::uint64_t key);

}  // namespace fusewright
