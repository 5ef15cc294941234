// Energies of a technology one by one, and how edited ones relate to the presets.
#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/hardware/technology.h"

namespace fusewright {
namespace {

constexpr std::string_view kEdited = ", edited";

constexpr std::array kEnergies{
    TechnologyEnergy{"int8_pJ", "Operation of 8 bits", [](Technology& t) -> EnergyRange& { return t.int8; }},
    TechnologyEnergy{"float16_pJ", "Operation of 16 bits", [](Technology& t) -> EnergyRange& { return t.float16; }},
    TechnologyEnergy{"float32_pJ", "Operation of 32 bits", [](Technology& t) -> EnergyRange& { return t.float32; }},
    TechnologyEnergy{"register_pJ_per_bit", "Register file bit",
                     [](Technology& t) -> EnergyRange& { return t.registerBit; }},
    TechnologyEnergy{"sram_8kB_pJ_per_bit", "Bit of 8 kB SRAM",
                     [](Technology& t) -> EnergyRange& { return t.sram[0].perBit; }},
    TechnologyEnergy{"sram_32kB_pJ_per_bit", "Bit of 32 kB SRAM",
                     [](Technology& t) -> EnergyRange& { return t.sram[1].perBit; }},
    TechnologyEnergy{"sram_1MB_pJ_per_bit", "Bit of 1 MB SRAM",
                     [](Technology& t) -> EnergyRange& { return t.sram[2].perBit; }},
    TechnologyEnergy{"dram_pJ_per_bit", "DRAM bit", [](Technology& t) -> EnergyRange& { return t.dramBit; }},
    TechnologyEnergy{"link_pJ_per_bit", "Bit between cores", [](Technology& t) -> EnergyRange& { return t.linkBit; }}};

/// Off-chip memories do not follow the node of the logic, so they are a choice of their own.
/// hbm2: [O'Connor] et al., "Fine-grained DRAM", MICRO 2017: 3.9 pJ/bit; [Jouppi] et al., ISCA 2021, Table 2: 250 to
/// 450 pJ for 64 bits; 7 pJ/bit also in the study (arXiv 2504.17333). ddr3: [Horowitz], ISSCC 2014: 1300 to 2600 pJ for
/// 64 bits. ddr4: [Jouppi], Table 2: 1300 pJ for 64 bits, one number for DDR3 and DDR4; as high end [Horowitz], as low
/// end [Vogelsang], "Understanding the energy consumption of dynamic random access memories", MICRO 2010: 4.5 pJ/bit.
/// Uncertain: the low end is a projection of the device alone, years before there was DDR4.
/// lpddr4: H. Ha, "Understanding and improving the energy efficiency of DRAM", thesis, Stanford 2018: 13 pJ/bit for a
/// package of four dies, 14 for one of two. Uncertain: simulated, and quoted here after a survey of DRAM energies.
const std::vector<DramTechnology>& drams() {
  static const std::vector<DramTechnology> kDrams{
      {.name = "hbm2",
       .perBit = {3.9, 3.9, 450.0 / 64},
       .source = "O'Connor et al., MICRO 2017 (3.9 pJ/bit); Jouppi et al., ISCA 2021, Table 2 (up to 7 pJ/bit)"},
      {.name = "lpddr4",
       .perBit = {13, 13, 14},
       .source = "Ha, thesis, Stanford 2018 (13 to 14 pJ/bit, simulated; uncertain)"},
      {.name = "ddr4",
       .perBit = {4.5, 1300.0 / 64, 2600.0 / 64},
       .source = "Jouppi et al., ISCA 2021, Table 2 (20 pJ/bit); Horowitz, ISSCC 2014 (up to 41 pJ/bit); Vogelsang, "
                 "MICRO 2010 (4.5 pJ/bit, a projection of the device alone; uncertain)"},
      {.name = "ddr3",
       .perBit = {1300.0 / 64, 1300.0 / 64, 2600.0 / 64},
       .source = "Horowitz, ISSCC 2014 (20 to 41 pJ/bit)"}};
  return kDrams;
}

}  // namespace

std::span<const DramTechnology> dramTechnologies() {
  return drams();
}

Result<DramTechnology> dramTechnologyNamed(std::string_view name) {
  std::vector<std::string> known;
  for (const DramTechnology& dram : drams()) {
    if (dram.name == name) return dram;
    known.push_back(dram.name);
  }
  return failure(fmt::format("no off-chip memory technology is called '{}'", name), "dram_technology",
                 suggestion(name, known));
}

std::span<const TechnologyEnergy> technologyEnergies() {
  return kEnergies;
}

Technology withDram(Technology technology, const DramTechnology& dram) {
  technology.dramBit = dram.perBit;
  technology.dram = dram.name;
  return technology;
}

std::string dramSource(const Technology& technology) {
  const auto dram = dramTechnologyNamed(technology.dram);
  return dram && dram->perBit == technology.dramBit ? dram->source : "edited";
}

Technology presetOf(const Technology& technology) {
  const auto preset = technologyNamed(std::string_view(technology.name).substr(0, technology.name.find(',')));
  const auto dram = dramTechnologyNamed(technology.dram);
  const Technology& base = preset ? *preset : defaultTechnology();
  return dram ? withDram(base, *dram) : base;
}

Technology namedAfterPreset(Technology technology) {
  const Technology preset = presetOf(technology);
  technology.name = preset.name;
  if (technology != preset) technology.name += kEdited;
  return technology;
}

}  // namespace fusewright
