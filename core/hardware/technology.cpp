#include "core/hardware/technology.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "core/base/nearest_name.h"

namespace fusewright {
namespace {

constexpr std::int64_t kKilobyte = 8 * 1024;

EnergyRange exactly(double energy) {
  return {energy, energy, energy};
}

/// [Horowitz] M. Horowitz, "Computing's energy problem (and what we can do about it)", ISSCC 2014: pJ at 45 nm. Add +
/// multiply: int8 0.03 + 0.2, fp16 0.4 + 1.1, fp32 0.9 + 3.7. SRAM, 64 bits: 8 kB 10, 32 kB 20, 1 MB 100. Registers:
/// [Eyeriss] Chen et al., ISCA 2016: a 0.5 kB register file costs what a 16-bit operation does, 1.5 pJ / 16 bits
/// (high); the 8 kB SRAM scaled to 0.5 kB by the root of the size, 0.156 / 4 (low); [study] 1.6 pJ for 32 bits. Links:
/// [Keckler] et al., "GPUs and the future of parallel computing", IEEE Micro 2011: 256 bits take 26 pJ a millimetre; 1
/// mm (low), 10 mm (typical), 20 mm (high).
Technology at45nm() {
  return {.name = "45nm",
          .int8 = exactly(0.23),
          .float16 = exactly(1.5),
          .float32 = exactly(4.6),
          .registerBit = {0.039, 0.05, 0.094},
          .sram = {{{Bits{8 * kKilobyte}, exactly(10.0 / 64)},
                    {Bits{32 * kKilobyte}, exactly(20.0 / 64)},
                    {Bits{1024 * kKilobyte}, exactly(100.0 / 64)}}},
          .dramBit = dramTechnologyNamed("ddr3")->perBit,
          .linkBit = {0.1, 1.0, 2.0},
          .source =
              "Horowitz, ISSCC 2014 (operations, SRAM); Chen et al., Eyeriss, ISCA 2016, and arXiv 2504.17333 "
              "(registers); Keckler et al., IEEE Micro 2011 (links)",
          .dram = "ddr3"};
}

/// [Jouppi] et al., "Ten lessons from three generations shaped Google's TPUv4i", ISCA 2021, Table 2: pJ at 7 nm. Add +
/// multiply: int8 0.007 + 0.07, bfloat16 0.11 + 0.21 (low) and fp16 0.16 + 0.34, fp32 0.38 + 1.31. SRAM, 64 bits: 8 kB
/// 7.5, 32 kB 8.5, 1 MB 14. Registers and links by the rules of 45 nm: 0.117 / 4 and 0.5 / 16, [study] as high
/// end; wires hardly get cheaper with the node, half of [Keckler] is the low end.
Technology at7nm() {
  return {.name = "7nm",
          .int8 = exactly(0.077),
          .float16 = {0.32, 0.5, 0.5},
          .float32 = exactly(1.69),
          .registerBit = {0.029, 0.031, 0.05},
          .sram = {{{Bits{8 * kKilobyte}, exactly(7.5 / 64)},
                    {Bits{32 * kKilobyte}, exactly(8.5 / 64)},
                    {Bits{1024 * kKilobyte}, exactly(14.0 / 64)}}},
          .dramBit = dramTechnologyNamed("hbm2")->perBit,
          .linkBit = {0.05, 1.0, 2.0},
          .source = "Jouppi et al., ISCA 2021, Table 2 (operations, SRAM); Keckler et al., IEEE Micro 2011 (links)",
          .dram = "hbm2"};
}

/// Between `older` (45 nm) and `newer` (7 nm), in proportion to a power of the feature size; both of them as the band.
EnergyRange at28nmBetween(const EnergyRange& older, const EnergyRange& newer) {
  const double part = std::log(45.0 / 28.0) / std::log(45.0 / 7.0);
  return {newer.low, older.typical * std::pow(newer.typical / older.typical, part), older.high};
}

/// No table of one source covers 28 nm: the two above, interpolated, are its band. The SRAM of 8 kB: up to 50 pJ for
/// 256 bits ([Keckler], 28 nm). DRAM is HBM2 as at 7 nm, for it does not follow the logic's node.
Technology at28nm() {
  const Technology older = at45nm(), newer = at7nm();
  Technology between{.name = "28nm",
                     .int8 = at28nmBetween(older.int8, newer.int8),
                     .float16 = at28nmBetween(older.float16, newer.float16),
                     .float32 = at28nmBetween(older.float32, newer.float32),
                     .registerBit = at28nmBetween(older.registerBit, newer.registerBit),
                     .sram = older.sram,
                     .dramBit = newer.dramBit,
                     .linkBit = older.linkBit,
                     .source =
                         "Between Horowitz, ISSCC 2014 (45 nm) and Jouppi et al., ISCA 2021 (7 nm), in proportion "
                         "to a power of the feature size; Keckler et al., IEEE Micro 2011 (28 nm links, 8 kB "
                         "SRAM)",
                     .dram = newer.dram};
  for (std::size_t i = 0; i < between.sram.size(); ++i)
    between.sram[i].perBit = at28nmBetween(older.sram[i].perBit, newer.sram[i].perBit);
  between.sram[0].perBit.high = 50.0 / 256;
  return between;
}

/// `a` at `sizeA` to `b` at `sizeB`, in proportion to a power of the size.
double between(double a, double b, double sizeA, double sizeB, double size) {
  if (a <= 0 || b <= 0) return a + (b - a) * (size - sizeA) / (sizeB - sizeA);
  return a * std::pow(b / a, std::log(size / sizeA) / std::log(sizeB / sizeA));
}

}  // namespace

EnergyRange& EnergyRange::operator+=(const EnergyRange& other) {
  low += other.low;
  typical += other.typical;
  high += other.high;
  return *this;
}

std::span<const Technology> technologies() {
  static const std::vector<Technology> kTechnologies{at45nm(), at28nm(), at7nm()};
  return kTechnologies;
}

const Technology& defaultTechnology() {
  return technologies()[1];
}

Result<Technology> technologyNamed(std::string_view name) {
  std::vector<std::string> known;
  for (const Technology& technology : technologies()) {
    if (technology.name == name) return technology;
    known.push_back(technology.name);
  }
  return failure(fmt::format("no technology is called '{}'", name), "technology", suggestion(name, known));
}

EnergyRange operationEnergy(const Technology& technology, int precision) {
  if (precision <= 8) return technology.int8;
  if (precision <= 16) return technology.float16;
  return technology.float32.times(std::max(1.0, precision / 32.0));
}

EnergyRange sramBitEnergy(const Technology& technology, Bits size) {
  const auto& points = technology.sram;
  const auto bits = static_cast<double>(size.value);
  const auto sizeOf = [](const SramPoint& point) { return static_cast<double>(point.size.value); };
  if (size <= points.front().size) return points.front().perBit.times(std::sqrt(bits / sizeOf(points.front())));
  if (size >= points.back().size) {
    EnergyRange energy = points.back().perBit.times(std::sqrt(bits / sizeOf(points.back())));
    energy.low = points.back().perBit.low;
    return energy;
  }
  std::size_t upper = 1;
  while (points[upper].size < size) ++upper;
  const SramPoint& a = points[upper - 1];
  const SramPoint& b = points[upper];
  const auto at = [&](double low, double high) { return between(low, high, sizeOf(a), sizeOf(b), bits); };
  return {at(a.perBit.low, b.perBit.low), at(a.perBit.typical, b.perBit.typical), at(a.perBit.high, b.perBit.high)};
}

}  // namespace fusewright
