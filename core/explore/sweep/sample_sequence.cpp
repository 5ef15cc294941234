#include "core/explore/sweep/sample_sequence.h"

#include <array>
#include <bit>

namespace fusewright {
namespace {

constexpr int kBits = 32;

/// Degree and inner coefficients of a primitive polynomial over GF(2), and the first direction numbers.
struct Directions {
  int degree = 0;
  std::uint32_t coefficients = 0;
  std::array<std::uint32_t, 7> first{};
};

/// Of axes 1 to 19; axis 0 is the van der Corput sequence.
constexpr std::array<Directions, kSobolAxes - 1> kDirections{{
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
    {6, 19, {1, 1, 1, 15, 7, 5}},
    {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}},
    {7, 1, {1, 3, 7, 11, 23, 15, 103}},
}};

using AxisNumbers = std::array<std::uint32_t, kBits>;

constexpr AxisNumbers numbersOf(const Directions& directions) {
  AxisNumbers numbers{};
  const int degree = directions.degree;
  for (int bit = 0; bit < kBits; ++bit) {
    if (bit < degree) {
      numbers[bit] = directions.first[bit] << (kBits - 1 - bit);
      continue;
    }
    numbers[bit] = numbers[bit - degree] ^ numbers[bit - degree] >> degree;
    for (int term = 1; term < degree; ++term)
      if ((directions.coefficients >> (degree - 1 - term) & 1U) != 0) numbers[bit] ^= numbers[bit - term];
  }
  return numbers;
}

constexpr std::array<AxisNumbers, kSobolAxes> allNumbers() {
  std::array<AxisNumbers, kSobolAxes> all{};
  for (int bit = 0; bit < kBits; ++bit) all[0][bit] = std::uint32_t{1} << (kBits - 1 - bit);
  for (std::size_t axis = 1; axis < kSobolAxes; ++axis) all[axis] = numbersOf(kDirections[axis - 1]);
  return all;
}

constexpr std::array<AxisNumbers, kSobolAxes> kNumbers = allNumbers();

/// Spreads every bit of `value` over all others (the finaliser of SplitMix64).
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
  value = (value ^ value >> 27) * 0x94d049bb133111eb;
  return value ^ value >> 31;
}

std::uint64_t keyOf(std::uint64_t seed, std::size_t axis) {
  return mixed(mixed(seed) ^ static_cast<std::uint64_t>(axis));
}

/// [0, 1) from the upper 53 bits.
double unitInterval(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

/// A permutation of the numbers of 2 * halfBits bits: four Feistel rounds.
std::uint64_t feistel(std::uint64_t value, int halfBits, std::uint64_t key) {
  const std::uint64_t mask = (std::uint64_t{1} << halfBits) - 1;
  std::uint64_t left = value >> halfBits;
  std::uint64_t right = value & mask;
  for (std::uint64_t round = 0; round < 4; ++round) {
    const std::uint64_t next = left ^ (mixed(right ^ mixed(key + round)) & mask);
    left = right;
    right = next;
  }
  return left << halfBits | right;
}

}  // namespace

double sobolCoordinate(std::uint64_t index, std::size_t axis, std::uint64_t seed) {
  std::uint32_t sum = seed == 0 ? 0 : static_cast<std::uint32_t>(keyOf(seed, axis));
  for (int bit = 0; bit < kBits; ++bit)
    if ((index >> bit & 1U) != 0) sum ^= kNumbers[axis][static_cast<std::size_t>(bit)];
  return static_cast<double>(sum) * 0x1p-32;
}

std::uint64_t permuted(std::uint64_t index, std::uint64_t count, std::uint64_t key) {
  if (count < 2) return index;
  const int halfBits = (std::bit_width(count - 1) + 1) / 2;
  // Numbers past the end walk on until they are inside: what is left is a permutation of those inside.
  do index = feistel(index, halfBits, key);
  while (index >= count);
  return index;
}

double latinCoordinate(std::uint64_t index, std::uint64_t count, std::size_t axis, std::uint64_t seed) {
  const std::uint64_t key = keyOf(seed, axis);
  const double inside = unitInterval(mixed(key ^ mixed(index)));
  const double coordinate = (static_cast<double>(permuted(index, count, key)) + inside) / static_cast<double>(count);
  constexpr double kBelowOne = 1 - 0x1p-53;
  return coordinate < 1 ? coordinate : kBelowOne;
}

}  // namespace fusewright
