#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fusewright {

/// The first 128 bits of a SHA-256 digest: equal contents, equal hashes, whatever the machine; different contents have
/// different ones for all that can be expected.
struct ContentHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend auto operator<=>(const ContentHash&, const ContentHash&) = default;
};

/// The hash of some bytes. Source: FIPS 180-4, section 6.2.
[[nodiscard]] ContentHash contentHash(std::string_view bytes);

/// 32 hexadecimal digits, lower case.
[[nodiscard]] std::string hexText(ContentHash hash);

/// The hash that hexText() writes so; none for anything else.
[[nodiscard]] std::optional<ContentHash> parseHash(std::string_view text);

}  // namespace fusewright
