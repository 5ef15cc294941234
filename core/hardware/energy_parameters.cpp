#include <fmt/format.h>

#include "core/hardware/parameter_table.h"

namespace fusewright {
namespace {

/// A preset chosen by name; as a number it means nothing.
Parameter choice(std::string id, std::string label, std::string meaning, std::string text) {
  return {.id = std::move(id),
          .group = "Energy",
          .label = std::move(label),
          .unit = "",
          .meaning = std::move(meaning),
          .value = 0,
          .minimum = 0,
          .maximum = 1,
          .integer = false,
          .logarithmic = false,
          .text = std::move(text)};
}

ParameterEntry technologyOfChip(const Accelerator& accelerator) {
  const auto change = [](Accelerator chip, std::string_view text) -> Result<Accelerator> {
    if (text == chip.technology.name) return chip;
    const auto technology = technologyNamed(text);
    if (!technology) return tl::make_unexpected(technology.error());
    chip.technology = *technology;
    return chip;
  };
  return {choice("technology", "Technology",
                 "Energies per operation and bit: 45nm, 28nm or 7nm; brings its own off-chip memory. " +
                     accelerator.technology.source,
                 accelerator.technology.name),
          {},
          change};
}

ParameterEntry dramOfChip(const Accelerator& accelerator) {
  const auto change = [](Accelerator chip, std::string_view text) -> Result<Accelerator> {
    const auto dram = dramTechnologyNamed(text);
    if (!dram) return tl::make_unexpected(dram.error());
    chip.technology = namedAfterPreset(withDram(std::move(chip.technology), *dram));
    return chip;
  };
  return {choice("dram_technology", "Off-chip memory",
                 "Energy of a bit read or written off chip: hbm2, lpddr4, ddr4 or ddr3. " +
                     dramSource(accelerator.technology),
                 accelerator.technology.dram),
          {},
          change};
}

/// One energy of the technology; a new value leaves no band.
ParameterEntry energyParameter(const Accelerator& accelerator, const TechnologyEnergy& energy) {
  Technology present = accelerator.technology;
  const EnergyRange range = energy.in(present);
  const Parameter parameter{
      .id = fmt::format("energy.{}", energy.id),
      .group = "Energy",
      .label = std::string(energy.label),
      .unit = "pJ",
      .meaning = fmt::format("Sources say {:.3g} to {:.3g} pJ; used where energy is independent of bandwidth (B11)",
                             range.low, range.high),
      .value = range.typical,
      .minimum = 0,
      .maximum = 1e6,
      .integer = false,
      .logarithmic = false,
      .text = {}};
  const auto change = [energy](Accelerator chip, double value) {
    EnergyRange& changed = energy.in(chip.technology);
    if (changed.typical == value) return chip;
    changed = {value, value, value};
    chip.technology = namedAfterPreset(std::move(chip.technology));
    return chip;
  };
  return {parameter, change, {}};
}

}  // namespace

std::vector<ParameterEntry> energyParameters(const Accelerator& accelerator) {
  std::vector<ParameterEntry> entries{technologyOfChip(accelerator), dramOfChip(accelerator)};
  for (const TechnologyEnergy& energy : technologyEnergies()) entries.push_back(energyParameter(accelerator, energy));
  return entries;
}

}  // namespace fusewright
