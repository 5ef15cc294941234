#include <algorithm>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/yaml/dialects.h"

namespace fusewright {
namespace {

template <typename Preset>
Preset known(const YamlCursor& place, Result<Preset> preset) {
  if (!preset) place.refuse(preset.error().what, preset.error().remedy);
  return *std::move(preset);
}

/// One number, or the least, the typical and the largest.
EnergyRange readEnergy(const YamlCursor& place) {
  if (place.isScalar()) {
    const double energy = place.number(0);
    return {energy, energy, energy};
  }
  const std::vector<YamlCursor> items = place.items();
  if (items.size() != 3) place.refuse("this is no band", "give one number, or [low, typical, high]");
  const EnergyRange range{items[0].number(0), items[1].number(0), items[2].number(0)};
  if (range.low > range.typical || range.typical > range.high)
    place.refuse("the band is not in order", "give [low, typical, high]");
  return range;
}

void readEnergies(const YamlCursor& map, Technology& technology) {
  const auto energies = technologyEnergies();
  for (const auto& [id, place] : map.entries()) {
    const auto energy = std::ranges::find(energies, id, &TechnologyEnergy::id);
    if (energy == energies.end()) {
      std::vector<std::string> ids;
      for (const TechnologyEnergy& candidate : energies) ids.emplace_back(candidate.id);
      place.refuse(fmt::format("there is no energy '{}'", id), suggestion(id, ids));
    }
    energy->in(technology) = readEnergy(place);
  }
}

std::string written(const EnergyRange& range) {
  if (range.low == range.typical && range.typical == range.high) return fmt::format("{}", range.typical);
  return fmt::format("[{}, {}, {}]", range.low, range.typical, range.high);
}

}  // namespace

Technology readTechnology(const YamlCursor& place) {
  if (place.isScalar()) return known(place, technologyNamed(place.text()));
  place.allowOnly({"preset", "dram", "energy"});
  Technology technology = defaultTechnology();
  if (const auto preset = place.find("preset")) technology = known(*preset, technologyNamed(preset->text()));
  if (const auto dram = place.find("dram"))
    technology = withDram(technology, known(*dram, dramTechnologyNamed(dram->text())));
  if (const auto energies = place.find("energy")) readEnergies(*energies, technology);
  return namedAfterPreset(technology);
}

std::string writtenTechnology(const Technology& technology) {
  Technology changed = technology;
  Technology preset = presetOf(technology);
  const bool ownDram = technologyNamed(preset.name)->dram == technology.dram;
  std::string energies;
  for (const TechnologyEnergy& energy : technologyEnergies())
    if (energy.in(changed) != energy.in(preset))
      energies += fmt::format("    {}: {}\n", energy.id, written(energy.in(changed)));
  if (ownDram && energies.empty())
    return preset.name == defaultTechnology().name ? "" : fmt::format("technology: \"{}\"\n", preset.name);
  std::string text = fmt::format("technology:\n  preset: \"{}\"\n", preset.name);
  if (!ownDram) text += fmt::format("  dram: {}\n", technology.dram);
  return energies.empty() ? text : text + "  energy:\n" + energies;
}

}  // namespace fusewright
