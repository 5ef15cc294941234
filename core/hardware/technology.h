#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "core/base/quantity.h"
#include "core/base/result.h"

namespace fusewright {

/// A number on which sources disagree: the least, the one to calculate with, the largest.
struct EnergyRange {
  double low = 0;
  double typical = 0;
  double high = 0;

  [[nodiscard]] EnergyRange times(double factor) const { return {low * factor, typical * factor, high * factor}; }
  EnergyRange& operator+=(const EnergyRange& other);

  friend bool operator==(const EnergyRange&, const EnergyRange&) = default;
};

/// Energy per bit of SRAM of a published size.
struct SramPoint {
  Bits size;
  EnergyRange perBit;  ///< pJ

  friend bool operator==(const SramPoint&, const SramPoint&) = default;
};

/// What a bit and an operation cost in a technology, whatever the bandwidth (METHOD B11). All energies in pJ.
struct Technology {
  std::string name;
  EnergyRange int8;               ///< a multiplication and an addition of up to 8 bits
  EnergyRange float16;            ///< up to 16 bits
  EnergyRange float32;            ///< more; beyond 32 bits in proportion
  EnergyRange registerBit;        ///< of a register file of one unit
  std::array<SramPoint, 3> sram;  ///< ascending by size
  EnergyRange dramBit;
  EnergyRange linkBit;  ///< between cores of one chip
  std::string source;   ///< of all but `dramBit`
  std::string dram;     ///< the DramTechnology that `dramBit` is of

  friend bool operator==(const Technology&, const Technology&) = default;
};

/// All presets: 45nm, 28nm, 7nm.
[[nodiscard]] std::span<const Technology> technologies();
/// 28nm, the node of MARCA's synthesis.
[[nodiscard]] const Technology& defaultTechnology();
/// The preset of that name. Error: no such name, with the nearest ones.
[[nodiscard]] Result<Technology> technologyNamed(std::string_view name);

/// An off-chip memory: what a bit costs to read or write, its interface included.
struct DramTechnology {
  std::string name;
  EnergyRange perBit;  ///< pJ
  std::string source;

  friend bool operator==(const DramTechnology&, const DramTechnology&) = default;
};
/// All presets: hbm2, lpddr4, ddr4, ddr3.
[[nodiscard]] std::span<const DramTechnology> dramTechnologies();
/// The preset of that name. Error: no such name, with the nearest ones.
[[nodiscard]] Result<DramTechnology> dramTechnologyNamed(std::string_view name);

/// One energy of a technology, by the name that files and parameters ("energy.dram_pJ_per_bit") know it by.
struct TechnologyEnergy {
  std::string_view id;
  std::string_view label;
  EnergyRange& (*in)(Technology&);
};
/// All energies of a technology.
[[nodiscard]] std::span<const TechnologyEnergy> technologyEnergies();

/// The preset that `technology` was made from, with its choice of off-chip memory; the default one if its name is of no
/// preset.
[[nodiscard]] Technology presetOf(const Technology& technology);
/// `technology` named after its preset: "28nm", or "28nm, edited" if some number is not the preset's.
[[nodiscard]] Technology namedAfterPreset(Technology technology);
/// `technology` with another off-chip memory.
[[nodiscard]] Technology withDram(Technology technology, const DramTechnology& dram);

/// Where `dramBit` is from; "edited" if it is not the preset's.
[[nodiscard]] std::string dramSource(const Technology& technology);

[[nodiscard]] EnergyRange operationEnergy(const Technology& technology, int precision);
/// pJ per bit of an SRAM of that size: between two published sizes, and beyond them, in proportion to a power of the
/// size; outside the published sizes to its square root, the length of the wires. Of memories larger than any published
/// one the low end stays that of the largest: banks of that size.
[[nodiscard]] EnergyRange sramBitEnergy(const Technology& technology, Bits size);

}  // namespace fusewright
