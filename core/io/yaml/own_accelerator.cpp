#include <algorithm>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/yaml/dialects.h"
#include "core/io/yaml/units.h"

namespace fusewright {
namespace {

constexpr std::int64_t kMostCopies = 1024;

double numberOr(const YamlCursor& map, std::string_view name, double otherwise) {
  const auto field = map.find(name);
  return field ? field->number(0) : otherwise;
}

AreaModel readArea(const YamlCursor& map) {
  map.allowOnly({"mm2_per_unit", "mm2_per_megabit", "fixed_mm2"});
  return {.mm2PerUnit = map.at("mm2_per_unit").number(0),
          .mm2PerMegabit = map.at("mm2_per_megabit").number(0),
          .fixedMm2 = numberOr(map, "fixed_mm2", 0)};
}

OperationalArray readArray(const YamlCursor& core) {
  OperationalArray array;
  for (const auto& [name, size] : core.at("array").entries())
    array.dims.push_back({name, size.wholeNumber(1, std::int64_t{1} << 26)});
  if (array.dims.empty())
    core.at("array").refuse("the array has no dimension", "give at least one, as '{D1: 32, D2: 32}'");
  array.energyPerOperation = Picojoules{numberOr(core, "operation_energy_pJ", 0)};
  array.unitArea = numberOr(core, "unit_area_mm2", 0);
  return array;
}

std::vector<DataflowDim> readDataflow(const YamlCursor& core) {
  std::vector<DataflowDim> dataflow;
  const auto field = core.find("dataflow");
  if (!field) return dataflow;
  for (const auto& [arrayDim, loops] : field->entries())
    for (const auto& [loopDim, factor] : loops.entries())
      dataflow.push_back(
          {.arrayDim = arrayDim, .loopDim = loopDim, .factor = factor.wholeNumber(1, std::int64_t{1} << 26)});
  return dataflow;
}

Core readCore(const YamlCursor& map, double frequencyMHz) {
  map.allowOnly(
      {"name", "copies", "array", "operation_energy_pJ", "unit_area_mm2", "dataflow", "operator_types", "memories"});
  Core core;
  core.name = map.at("name").text();
  core.array = readArray(map);
  core.dataflow = readDataflow(map);
  if (const auto types = map.find("operator_types")) core.operatorTypes = types->words();
  for (const YamlCursor& memory : map.at("memories").items())
    core.memories.push_back(readOwnMemory(memory, frequencyMHz));
  checkMemories(core, map.at("memories"));
  return core;
}

void addCores(Accelerator& accelerator, const YamlCursor& map) {
  const Core core = readCore(map, accelerator.frequencyMHz);
  const auto copies = map.find("copies");
  const std::int64_t count = copies ? copies->wholeNumber(1, kMostCopies) : 1;
  for (std::int64_t copy = 0; copy < count; ++copy) {
    Core named = core;
    if (copies) named.name = fmt::format("{}_{}", core.name, copy);
    if (std::ranges::find(accelerator.cores, named.name, &Core::name) != accelerator.cores.end())
      map.at("name").refuse(fmt::format("two cores are called '{}'", named.name), "give each its own name");
    accelerator.cores.push_back(std::move(named));
  }
}

/// Core names as link ends; "all" is every core and the off-chip memory.
std::vector<CoreId> readEnds(const Accelerator& accelerator, const YamlCursor& field) {
  std::vector<CoreId> ends;
  if (field.isScalar() && field.text() == "all") {
    for (std::size_t index = 0; index < accelerator.cores.size(); ++index) ends.emplace_back(index);
    return ends;
  }
  for (const std::string& name : field.words()) {
    const auto core = std::ranges::find(accelerator.cores, name, &Core::name);
    if (core == accelerator.cores.end()) {
      std::vector<std::string> known;
      for (const Core& candidate : accelerator.cores) known.push_back(candidate.name);
      field.refuse(fmt::format("no core is called '{}'", name), suggestion(name, known));
    }
    ends.emplace_back(static_cast<std::size_t>(core - accelerator.cores.begin()));
  }
  return ends;
}

void addLink(Accelerator& accelerator, const YamlCursor& map, Link link) {
  if (std::ranges::find(accelerator.links, link.name, &Link::name) != accelerator.links.end())
    map.refuse(fmt::format("two links are called '{}'", link.name), "give each its own name");
  accelerator.links.push_back(std::move(link));
}

/// One link: `from` and `to` (one way), `between` (shared both ways), or `two_way` (a pair of cores, one link each
/// way).
void readLink(Accelerator& accelerator, const YamlCursor& map) {
  map.allowOnly({"name", "from", "to", "between", "two_way", "bits_per_cycle", "GB_per_s", "energy_pJ_per_cycle"});
  Link link{.name = {},
            .senders = {},
            .receivers = {},
            .bandwidth = readBandwidth(map, "", accelerator.frequencyMHz),
            .energyPerCycle = Picojoules{numberOr(map, "energy_pJ_per_cycle", 0)}};
  if (map.has("from") + map.has("between") + map.has("two_way") != 1 || map.has("from") != map.has("to"))
    map.refuse("the ends of the link are not clear", "give 'from' and 'to', or 'between', or 'two_way'");
  if (const auto pair = map.find("two_way")) {
    const std::vector<CoreId> ends = readEnds(accelerator, *pair);
    if (ends.size() != 2 || ends[0] == ends[1]) pair->refuse("a two-way link has two ends", "name two different cores");
    if (const auto name = map.find("name"))
      name->refuse("a two-way link names itself", "leave the name out; it becomes '0->1' and '1->0'");
    for (auto [from, to] : {std::pair(ends[0], ends[1]), std::pair(ends[1], ends[0])}) {
      link.name = fmt::format("{}->{}", from.value, to.value);
      link.senders = {from};
      link.receivers = {to};
      addLink(accelerator, map, link);
    }
    return;
  }
  link.name = map.at("name").text();
  link.senders = readEnds(accelerator, map.at(map.has("from") ? "from" : "between"));
  link.receivers = map.has("to") ? readEnds(accelerator, map.at("to")) : link.senders;
  addLink(accelerator, map, std::move(link));
}

Core readOffChip(const YamlCursor& map, double frequencyMHz) {
  map.allowOnly({"name", "memory"});
  Core core;
  core.name = map.has("name") ? map.at("name").text() : "offchip";
  core.memories = {readOwnMemory(map.at("memory"), frequencyMHz)};
  return core;
}

}  // namespace

Accelerator readOwnAccelerator(const YamlCursor& root) {
  root.allowOnly({"fusewright", "name", "frequency_MHz", "technology", "area", "cores", "off_chip", "links"});
  if (const auto kind = root.find("fusewright"); kind && kind->text() != "accelerator")
    kind->refuse(fmt::format("this file is marked '{}'", kind->text()), "give an accelerator file");
  Accelerator accelerator;
  accelerator.name = root.at("name").text();
  accelerator.frequencyMHz = root.has("frequency_MHz") ? root.at("frequency_MHz").number(1e-6) : 1000;
  if (const auto technology = root.find("technology")) accelerator.technology = readTechnology(*technology);
  if (const auto area = root.find("area")) accelerator.area = readArea(*area);
  for (const YamlCursor& core : root.at("cores").items()) addCores(accelerator, core);
  if (accelerator.cores.empty()) root.at("cores").refuse("there is no core", "describe at least one");
  accelerator.cores.push_back(readOffChip(root.at("off_chip"), accelerator.frequencyMHz));
  accelerator.offChip = CoreId(accelerator.cores.size() - 1);
  if (const auto links = root.find("links"))
    for (const YamlCursor& link : links->items()) readLink(accelerator, link);
  else
    accelerator.links = offChipLinks(accelerator);
  return accelerator;
}

}  // namespace fusewright
