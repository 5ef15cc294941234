#pragma once

#include "core/base/quantity.h"
#include "core/io/yaml/yaml_cursor.h"

namespace fusewright {

inline constexpr std::int64_t kLargestBits = std::int64_t{1} << 60;
inline constexpr std::int64_t kLargestBitsPerCycle = std::int64_t{1} << 50;

/// The capacity in `map`: exactly one of size_bits, size_KB, size_MB, size_GB, where a KB is 8 * 2^10 bits and so on.
[[nodiscard]] Bits readSize(const YamlCursor& map);

/// The bandwidth in `map`: exactly one of `prefix` + "bits_per_cycle" and `prefix` + "GB_per_s", where a GB is 10^9
/// bytes and the clock turns seconds into cycles.
[[nodiscard]] BitsPerCycle readBandwidth(const YamlCursor& map, const std::string& prefix, double frequencyMHz);

/// Whether `map` has a bandwidth of that prefix.
[[nodiscard]] bool hasBandwidth(const YamlCursor& map, const std::string& prefix);

}  // namespace fusewright
