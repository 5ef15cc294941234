#include "core/io/patch_accelerator.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/io/accelerator_yaml.h"
#include "core/io/yaml/scalar_places.h"

namespace fusewright {
namespace {

/// Values to put at paths of a document that has them.
class Patch {
 public:
  explicit Patch(const std::string& text) : text_(text), places_(scalarPlaces(text)) {}

  [[nodiscard]] bool has(const std::string& path) const { return places_.contains(path); }
  void set(const std::string& path, const std::string& value) {
    if (has(path)) values_[path] = value;
  }
  void set(const std::string& path, double value) { set(path, fmt::format("{}", value)); }
  void set(const std::string& path, std::int64_t value) { set(path, fmt::format("{}", value)); }

  /// From the end to the beginning, so that offsets stay true.
  [[nodiscard]] std::string apply() const {
    std::vector<std::pair<ScalarPlace, std::string>> changes;
    for (const auto& [path, value] : values_) changes.emplace_back(places_.at(path), value);
    std::ranges::sort(changes, std::greater{}, [](const auto& change) { return change.first.offset; });
    std::string text = text_;
    for (const auto& [place, value] : changes) text.replace(place.offset, place.length, value);
    return text;
  }

 private:
  const std::string& text_;
  std::map<std::string, ScalarPlace> places_;
  std::map<std::string, std::string> values_;
};

/// Numbers are put where they differ only: "24" stays "24" where "24.0" would mean the same.
void setIfChanged(Patch& patch, const std::string& path, double before, double after) {
  if (before != after) patch.set(path, after);
}

void patchSize(Patch& patch, const std::string& path, Bits before, Bits after) {
  if (before == after) return;
  constexpr std::array<std::pair<std::string_view, double>, 3> kUnits{
      {{"size_KB", 0x1p13}, {"size_MB", 0x1p23}, {"size_GB", 0x1p33}}};
  patch.set(path + "size_bits", after.value);
  for (const auto& [unit, bits] : kUnits) patch.set(path + std::string(unit), static_cast<double>(after.value) / bits);
}

void patchBandwidth(Patch& patch, const std::string& path, const std::string& prefix, BitsPerCycle before,
                    BitsPerCycle after, double frequencyMHz) {
  if (before == after) return;
  patch.set(path + prefix + "bits_per_cycle", after.value);
  patch.set(path + prefix + "GB_per_s", static_cast<double>(after.value) * frequencyMHz / 8000);
}

void patchMemory(Patch& patch, const std::string& path, const MemoryLevel& before, const MemoryLevel& after,
                 double frequencyMHz) {
  patchSize(patch, path, before.capacity, after.capacity);
  setIfChanged(patch, path + "read_energy_pJ_per_access", before.readEnergy.value, after.readEnergy.value);
  setIfChanged(patch, path + "write_energy_pJ_per_access", before.writeEnergy.value, after.writeEnergy.value);
  if (before.minReadGranularity != after.minReadGranularity)
    patch.set(path + "min_read_bits", after.minReadGranularity.value);
  if (before.minWriteGranularity != after.minWriteGranularity)
    patch.set(path + "min_write_bits", after.minWriteGranularity.value);
  setIfChanged(patch, path + "area_mm2", before.area, after.area);
  for (std::size_t port = 0; port < std::min(before.ports.size(), after.ports.size()); ++port) {
    const BitsPerCycle was = before.ports[port].bandwidth;
    const BitsPerCycle is = after.ports[port].bandwidth;
    patchBandwidth(patch, fmt::format("{}ports[{}].", path, port), "", was, is, frequencyMHz);
    const PortKind kind = before.ports[port].kind;
    const char* prefix = kind == PortKind::Read ? "read_" : kind == PortKind::Write ? "write_" : "";
    patchBandwidth(patch, path, prefix, was, is, frequencyMHz);
  }
}

void patchCore(Patch& patch, const std::string& path, const Core& before, const Core& after, double frequencyMHz) {
  if (before.name != after.name) patch.set(path + "name", after.name);
  for (std::size_t dim = 0; dim < std::min(before.array.dims.size(), after.array.dims.size()); ++dim)
    if (before.array.dims[dim].size != after.array.dims[dim].size)
      patch.set(fmt::format("{}array.{}", path, before.array.dims[dim].name), after.array.dims[dim].size);
  setIfChanged(patch, path + "operation_energy_pJ", before.array.energyPerOperation.value,
               after.array.energyPerOperation.value);
  setIfChanged(patch, path + "unit_area_mm2", before.array.unitArea, after.array.unitArea);
  for (std::size_t level = 0; level < std::min(before.memories.size(), after.memories.size()); ++level)
    patchMemory(patch, fmt::format("{}memories[{}].", path, level), before.memories[level], after.memories[level],
                frequencyMHz);
}

void patchTechnology(Patch& patch, Technology before, Technology after) {
  for (const TechnologyEnergy& energy : technologyEnergies()) {
    const EnergyRange& was = energy.in(before);
    const EnergyRange& is = energy.in(after);
    if (was == is) continue;
    const std::string path = fmt::format("technology.energy.{}", energy.id);
    patch.set(path, is.typical);
    patch.set(path + "[0]", is.low);
    patch.set(path + "[1]", is.typical);
    patch.set(path + "[2]", is.high);
  }
}

/// Items of the list "cores" may stand for several cores, and links for two; what this takes for the wrong one is found
/// out when the result is read back.
std::string patched(const std::string& text, const Accelerator& before, const Accelerator& after) {
  Patch patch(text);
  if (before.name != after.name) patch.set("name", after.name);
  setIfChanged(patch, "frequency_MHz", before.frequencyMHz, after.frequencyMHz);
  setIfChanged(patch, "area.mm2_per_unit", before.area.mm2PerUnit, after.area.mm2PerUnit);
  setIfChanged(patch, "area.mm2_per_megabit", before.area.mm2PerMegabit, after.area.mm2PerMegabit);
  setIfChanged(patch, "area.fixed_mm2", before.area.fixedMm2, after.area.fixedMm2);
  patchTechnology(patch, before.technology, after.technology);
  for (std::size_t core = 0; core < std::min(before.offChip.index(), after.offChip.index()); ++core)
    patchCore(patch, fmt::format("cores[{}].", core), before.cores[core], after.cores[core], after.frequencyMHz);
  patchMemory(patch, "off_chip.memory.", before.dram(), after.dram(), after.frequencyMHz);
  for (std::size_t link = 0; link < std::min(before.links.size(), after.links.size()); ++link) {
    const std::string path = fmt::format("links[{}].", link);
    patchBandwidth(patch, path, "", before.links[link].bandwidth, after.links[link].bandwidth, after.frequencyMHz);
    setIfChanged(patch, path + "energy_pJ_per_cycle", before.links[link].energyPerCycle.value,
                 after.links[link].energyPerCycle.value);
  }
  return patch.apply();
}

}  // namespace

AcceleratorText patchedAccelerator(const std::string& text, const Accelerator& accelerator) {
  const auto before = parseAccelerator(text, "accelerator.yaml");
  if (before) {
    if (*before == accelerator) return {.text = text, .kept = TextKept::Everything};
    std::string candidate = patched(text, *before, accelerator);
    const auto after = parseAccelerator(candidate, "accelerator.yaml");
    if (after && *after == accelerator) return {.text = std::move(candidate), .kept = TextKept::Everything};
  }
  return {.text = writeAccelerator(accelerator), .kept = TextKept::Nothing};
}

}  // namespace fusewright
