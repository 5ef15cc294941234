#include "core/base/content_hash.h"

#include <bit>
#include <cmath>
#include <cstddef>

namespace fusewright {
namespace {

constexpr std::size_t kBlock = 64;  // bytes
constexpr std::size_t kRounds = 64;

using State = std::array<std::uint32_t, 8>;

/// The first 32 bits of the fractional part of a root of `prime`: the constants of FIPS 180-4 are defined so.
std::uint32_t fractionOfRoot(std::uint64_t prime, int degree) {
  // The largest r with (r / 2^32)^degree <= prime, by bits from the top; its lowest 32 bits are the fraction.
  // Neighbours differ by 2^-32, which the 64 bits of a long double tell apart.
  std::uint64_t root = 0;
  for (int bit = 36; bit >= 0; --bit) {
    const std::uint64_t tried = root | std::uint64_t{1} << bit;
    const long double scaled = std::ldexp(static_cast<long double>(tried), -32);
    long double power = scaled;
    for (int factor = 1; factor < degree; ++factor) power *= scaled;
    if (power <= static_cast<long double>(prime)) root = tried;
  }
  return static_cast<std::uint32_t>(root);
}

struct Constants {
  State start{};
  std::array<std::uint32_t, kRounds> rounds{};
};

Constants makeConstants() {
  Constants constants;
  std::size_t found = 0;
  for (std::uint64_t candidate = 2; found < kRounds; ++candidate) {
    bool prime = true;
    for (std::uint64_t divisor = 2; divisor * divisor <= candidate; ++divisor)
      prime = prime && candidate % divisor != 0;
    if (!prime) continue;
    if (found < constants.start.size()) constants.start[found] = fractionOfRoot(candidate, 2);
    constants.rounds[found++] = fractionOfRoot(candidate, 3);
  }
  return constants;
}

const Constants& constantsOfSha256() {
  static const Constants constants = makeConstants();
  return constants;
}

std::uint32_t word(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

void addBlock(State& state, const unsigned char* block) {
  const Constants& constants = constantsOfSha256();
  std::array<std::uint32_t, kRounds> schedule{};
  for (std::size_t t = 0; t < 16; ++t) schedule[t] = word(block + 4 * t);
  for (std::size_t t = 16; t < kRounds; ++t) {
    const std::uint32_t a = schedule[t - 15];
    const std::uint32_t b = schedule[t - 2];
    schedule[t] = schedule[t - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + schedule[t - 7] +
                  (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
  }
  State s = state;
  for (std::size_t t = 0; t < kRounds; ++t) {
    const std::uint32_t sum1 = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
    const std::uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const std::uint32_t first = s[7] + sum1 + choice + constants.rounds[t] + schedule[t];
    const std::uint32_t sum0 = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
    const std::uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    s = {first + sum0 + majority, s[0], s[1], s[2], s[3] + first, s[4], s[5], s[6]};
  }
  for (std::size_t index = 0; index < state.size(); ++index) state[index] += s[index];
}

/// What follows the last whole block: the rest, a one bit, zeros and the length in bits.
std::string paddedTail(std::string_view bytes) {
  std::string tail(bytes.substr(bytes.size() / kBlock * kBlock));
  tail.push_back(static_cast<char>(0x80));
  while (tail.size() % kBlock != kBlock - 8) tail.push_back('\0');
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) tail.push_back(static_cast<char>(bits >> shift & 0xff));
  return tail;
}

}  // namespace

ContentHash contentHash(std::string_view bytes) {
  State state = constantsOfSha256().start;
  const auto add = [&state](std::string_view blocks) {
    for (std::size_t at = 0; at + kBlock <= blocks.size(); at += kBlock)
      addBlock(state, reinterpret_cast<const unsigned char*>(blocks.data() + at));
  };
  add(bytes);
  add(paddedTail(bytes));
  return {std::uint64_t{state[0]} << 32 | state[1], std::uint64_t{state[2]} << 32 | state[3]};
}

std::string hexText(ContentHash hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t half : {hash.high, hash.low})
    for (int shift = 60; shift >= 0; shift -= 4) text.push_back(kDigits[half >> shift & 0xf]);
  return text;
}

std::optional<ContentHash> parseHash(std::string_view text) {
  if (text.size() != 32) return std::nullopt;
  std::array<std::uint64_t, 2> halves{};
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char letter = text[index];
    const bool digit = letter >= '0' && letter <= '9';
    if (!digit && (letter < 'a' || letter > 'f')) return std::nullopt;
    std::uint64_t& half = halves[index / 16];
    half = half << 4 | static_cast<std::uint64_t>(digit ? letter - '0' : letter - 'a' + 10);
  }
  return ContentHash{halves[0], halves[1]};
}

}  // namespace fusewright
