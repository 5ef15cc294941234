#include "core/io/sha256.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace fusewright {
namespace {

constexpr std::size_t kBlock = 64;
using State = std::array<std::uint32_t, 8>;
__extension__ using Wide = unsigned __int128;

constexpr std::array<std::uint32_t, 64> kPrimes{
    2,   3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,  47,  53,  59,  61,  67,  71,  73,  79,
    83,  89,  97,  101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193,
    197, 199, 211, 223, 227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311};

/// The largest whole number whose power is at most `wanted`.
template <int Power>
constexpr Wide wholeRoot(Wide wanted) {
  Wide root = 0;
  for (Wide step = static_cast<Wide>(1) << 40; step > 0; step >>= 1) {
    const Wide next = root + step;
    Wide power = next;
    bool larger = false;
    for (int factor = 1; factor < Power; ++factor) {
      larger = larger || power > wanted / next;
      power *= next;
    }
    if (!larger && power <= wanted) root = next;
  }
  return root;
}

/// The first 32 bits of the fraction of a root of a prime; the constants of the standard are made like that.
template <int Power>
constexpr std::uint32_t rootFraction(std::uint32_t prime) {
  return static_cast<std::uint32_t>(wholeRoot<Power>(static_cast<Wide>(prime) << (32 * Power)));
}

struct Constants {
  State start{};
  std::array<std::uint32_t, kBlock> round{};
};

constexpr Constants constants() {
  Constants made;
  for (std::size_t index = 0; index < 8; ++index) made.start[index] = rootFraction<2>(kPrimes[index]);
  for (std::size_t index = 0; index < kBlock; ++index) made.round[index] = rootFraction<3>(kPrimes[index]);
  return made;
}

const Constants& known() {
  static const Constants kConstants = constants();
  return kConstants;
}

std::array<std::uint32_t, kBlock> scheduleOf(const char* block) {
  std::array<std::uint32_t, kBlock> words{};
  for (std::size_t index = 0; index < 16; ++index)
    for (std::size_t byte = 0; byte < 4; ++byte)
      words[index] = words[index] << 8 | static_cast<unsigned char>(block[4 * index + byte]);
  for (std::size_t index = 16; index < kBlock; ++index) {
    const std::uint32_t early = words[index - 15];
    const std::uint32_t late = words[index - 2];
    words[index] = words[index - 16] + (std::rotr(early, 7) ^ std::rotr(early, 18) ^ early >> 3) + words[index - 7] +
                   (std::rotr(late, 17) ^ std::rotr(late, 19) ^ late >> 10);
  }
  return words;
}

void addBlock(State& state, const char* block) {
  const auto words = scheduleOf(block);
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t index = 0; index < kBlock; ++index) {
    const std::uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) +
                                known().round[index] + words[index];
    const std::uint32_t second =
        (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  const State added{a, b, c, d, e, f, g, h};
  for (std::size_t index = 0; index < state.size(); ++index) state[index] += added[index];
}

}  // namespace

std::string sha256(std::string_view bytes) {
  State state = known().start;
  std::size_t done = 0;
  for (; done + kBlock <= bytes.size(); done += kBlock) addBlock(state, bytes.data() + done);
  std::string tail(bytes.substr(done));
  tail += '\x80';
  while (tail.size() % kBlock != kBlock - 8) tail += '\0';
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) tail += static_cast<char>(bits >> shift & 0xFF);
  for (std::size_t at = 0; at < tail.size(); at += kBlock) addBlock(state, tail.data() + at);
  std::string digits;
  for (const std::uint32_t word : state) digits += fmt::format("{:08x}", word);
  return digits;
}

}  // namespace fusewright
