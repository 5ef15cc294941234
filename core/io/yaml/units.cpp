#include "core/io/yaml/units.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace fusewright {
namespace {

struct SizeUnit {
  std::string_view field;
  double bits;
};
constexpr std::array<SizeUnit, 4> kSizeUnits{
    {{"size_bits", 1}, {"size_KB", 0x1p13}, {"size_MB", 0x1p23}, {"size_GB", 0x1p33}}};

std::int64_t wholeFrom(const YamlCursor& field, double value, std::int64_t most, std::string_view unit) {
  if (value < 1 || value > static_cast<double>(most))
    field.refuse(fmt::format("{} is out of range", field.text()),
                 fmt::format("give 1 to {} {}, or as much in this unit", most, unit));
  return std::llround(value);
}

}  // namespace

Bits readSize(const YamlCursor& map) {
  std::optional<Bits> size;
  for (const SizeUnit& unit : kSizeUnits) {
    const auto field = map.find(unit.field);
    if (!field) continue;
    if (size) field->refuse("the size is given twice", "keep one of size_bits, size_KB, size_MB and size_GB");
    size = unit.bits == 1 ? Bits{field->wholeNumber(1, kLargestBits)}
                          : Bits{wholeFrom(*field, field->number() * unit.bits, kLargestBits, "bits")};
  }
  if (!size) map.refuse("the size is missing", "add one of size_bits, size_KB, size_MB and size_GB");
  return *size;
}

bool hasBandwidth(const YamlCursor& map, const std::string& prefix) {
  return map.has(prefix + "bits_per_cycle") || map.has(prefix + "GB_per_s");
}

BitsPerCycle readBandwidth(const YamlCursor& map, const std::string& prefix, double frequencyMHz) {
  const auto cycles = map.find(prefix + "bits_per_cycle");
  const auto seconds = map.find(prefix + "GB_per_s");
  if (cycles && seconds) seconds->refuse("the bandwidth is given twice", "keep bits_per_cycle or GB_per_s");
  if (cycles) return BitsPerCycle{cycles->wholeNumber(1, kLargestBitsPerCycle)};
  if (!seconds)
    map.refuse("the bandwidth is missing", fmt::format("add '{0}bits_per_cycle: ...' or '{0}GB_per_s: ...'", prefix));
  return BitsPerCycle{wholeFrom(*seconds, seconds->number() * 8000 / frequencyMHz, kLargestBitsPerCycle, "bits/cycle")};
}

}  // namespace fusewright
