#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "core/io/yaml/dialects.h"
#include "core/io/yaml/units.h"

namespace fusewright {
namespace {

constexpr std::int64_t kMostCores = 4096;

Core readCoreFile(const YamlCursor& field, const std::string& folder) {
  const std::filesystem::path path = std::filesystem::path(folder) / field.text();
  const auto root = openYaml(path.string());
  if (!root)
    field.refuse(fmt::format("core file: {}", message(root.error())), "name a core file, relative to this file");
  return readStreamCore(*root);
}

/// Core numbers as the file writes them, each with its core in the accelerator.
using Numbering = std::map<std::int64_t, CoreId>;

/// Reads the listed cores; the off-chip one, if it is among them, moves to the end.
Numbering readCores(Accelerator& accelerator, const YamlCursor& root, const std::string& folder,
                    std::optional<std::int64_t> offChip) {
  Numbering numbering;
  std::optional<Core> last;
  std::int64_t expected = 0;
  for (const auto& [key, field] : root.at("cores").entries()) {
    const auto number = parsedWhole(key);
    if (!number || *number != expected || expected >= kMostCores)
      field.refuse(fmt::format("core number '{}' where {} is expected", key, expected),
                   "number the cores 0, 1, 2, ... in order");
    ++expected;
    Core core = readCoreFile(field, folder);
    if (offChip == number) {
      last = std::move(core);
      continue;
    }
    numbering[*number] = CoreId(accelerator.cores.size());
    accelerator.cores.push_back(std::move(core));
  }
  if (offChip && !last)
    root.at("offchip_core_id").refuse(fmt::format("there is no core {}", *offChip), "name one of the listed cores");
  accelerator.cores.push_back(last ? *std::move(last) : readCoreFile(root.at("offchip_core"), folder));
  accelerator.offChip = CoreId(accelerator.cores.size() - 1);
  numbering[offChip.value_or(expected)] = accelerator.offChip;
  return numbering;
}

/// Core files are shared and may repeat each other's names: all cores of a repeated name get their number appended.
void makeNamesUnique(Accelerator& accelerator) {
  std::map<std::string, int> uses;
  for (const Core& core : accelerator.cores) ++uses[core.name];
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index)
    if (Core& core = accelerator.cores[index]; uses[core.name] > 1) core.name = fmt::format("{}_{}", core.name, index);
}

std::vector<CoreId> readEnds(const YamlCursor& field, const Numbering& numbering) {
  std::vector<CoreId> ends;
  for (const std::string& word : field.words()) {
    const auto number = parsedWhole(word);
    const auto core = number ? numbering.find(*number) : numbering.end();
    if (core == numbering.end())
      field.refuse(fmt::format("there is no core '{}'", word), fmt::format("name cores 0 to {}", numbering.size() - 1));
    if (std::ranges::find(ends, core->second) != ends.end())
      field.refuse(fmt::format("core {} is named twice", word), "name each once");
    ends.push_back(core->second);
  }
  if (ends.size() < 2) field.refuse("a connection of fewer than two cores", "name at least two cores");
  return ends;
}

bool hasEnd(const std::vector<CoreId>& ends, CoreId core) {
  return std::ranges::find(ends, core) != ends.end();
}

/// Two cores with a link each way, or any number that share one.
enum class ConnectionKind { Link, Bus };

std::string nameOfBus(const Accelerator& accelerator, const std::vector<CoreId>& ends) {
  if (hasEnd(ends, accelerator.offChip)) return "dram";
  const auto taken =
      std::ranges::count_if(accelerator.links, [](const Link& link) { return link.name.starts_with("bus "); });
  return fmt::format("bus {}", taken);
}

/// What a connection costs.
struct LinkCost {
  BitsPerCycle bandwidth;
  Picojoules energyPerCycle;
};

void connect(Accelerator& accelerator, const YamlCursor& place, const std::vector<CoreId>& ends, LinkCost cost,
             ConnectionKind kind) {
  // The memory behind a bus is no faster than its ports.
  if (hasEnd(ends, accelerator.offChip))
    for (const MemoryPort& port : accelerator.dram().ports) cost.bandwidth = std::min(cost.bandwidth, port.bandwidth);
  const auto add = [&](std::string name, std::vector<CoreId> from, std::vector<CoreId> to) {
    if (std::ranges::find(accelerator.links, name, &Link::name) != accelerator.links.end())
      place.refuse(fmt::format("the connection '{}' is listed twice", name), "keep one of the two");
    accelerator.links.push_back({.name = std::move(name),
                                 .senders = std::move(from),
                                 .receivers = std::move(to),
                                 .bandwidth = cost.bandwidth,
                                 .energyPerCycle = cost.energyPerCycle});
  };
  if (kind == ConnectionKind::Bus) return add(nameOfBus(accelerator, ends), ends, ends);
  for (auto [from, to] : {std::pair(ends[0], ends[1]), std::pair(ends[1], ends[0])})
    add(fmt::format("{}->{}", from.value, to.value), {from}, {to});
}

/// Legacy: lists of core numbers, all with the accelerator's one bandwidth; two cores get a link each way, more share a
/// bus. Current: typed entries with a bandwidth each.
void readConnections(Accelerator& accelerator, const YamlCursor& root, const Numbering& numbering) {
  const double energy = root.has("unit_energy_cost") ? root.at("unit_energy_cost").number(0) : 0;
  const YamlCursor connections = root.at("core_connectivity");
  for (const YamlCursor& entry : connections.items()) {
    if (!entry.isMap()) {
      const LinkCost cost{BitsPerCycle{root.at("bandwidth").wholeNumber(1, kLargestBitsPerCycle)}, Picojoules{energy}};
      const std::vector<CoreId> ends = readEnds(entry, numbering);
      connect(accelerator, entry, ends, cost, ends.size() > 2 ? ConnectionKind::Bus : ConnectionKind::Link);
      continue;
    }
    entry.allowOnly({"type", "cores", "bandwidth", "unit_energy_cost"});
    const std::string type = entry.at("type").text();
    const std::vector<CoreId> ends = readEnds(entry.at("cores"), numbering);
    if (type == "link" && ends.size() != 2)
      entry.at("cores").refuse("a link has two ends", "write 'type: bus' for more");
    if (type != "link" && type != "bus")
      entry.at("type").refuse(fmt::format("'{}' is no type of connection", type), "write link or bus");
    const LinkCost cost{BitsPerCycle{entry.at("bandwidth").wholeNumber(1, kLargestBitsPerCycle)},
                        Picojoules{entry.has("unit_energy_cost") ? entry.at("unit_energy_cost").number(0) : energy}};
    connect(accelerator, entry, ends, cost, type == "bus" ? ConnectionKind::Bus : ConnectionKind::Link);
  }
}

bool isConnected(const Accelerator& accelerator) {
  return std::ranges::any_of(accelerator.links, [&](const Link& link) {
    return hasEnd(link.senders, accelerator.offChip) || hasEnd(link.receivers, accelerator.offChip);
  });
}

}  // namespace

Accelerator readStreamAccelerator(const YamlCursor& root, const std::string& folder) {
  root.allowOnly({"name", "cores", "offchip_core", "offchip_core_id", "core_coordinates", "core_connectivity",
                  "core_memory_sharing", "bandwidth", "unit_energy_cost"});
  if (root.has("offchip_core") && root.has("offchip_core_id"))
    root.at("offchip_core_id").refuse("the off-chip core is given twice", "keep offchip_core or offchip_core_id");
  if (!root.has("offchip_core_id")) (void)root.at("offchip_core");
  if (const auto sharing = root.find("core_memory_sharing"); sharing && !sharing->items().empty())
    sharing->refuse("cores that share one memory are not supported",
                    "describe them as one core, or give each its own memory");
  std::optional<std::int64_t> offChip;
  if (const auto id = root.find("offchip_core_id")) offChip = id->wholeNumber(0, kMostCores);
  Accelerator accelerator;
  accelerator.name = root.at("name").text();
  accelerator.area = areaOfStudy();
  const Numbering numbering = readCores(accelerator, root, folder, offChip);
  if (accelerator.cores.back().memories.size() != 1 || !accelerator.cores.back().array.dims.empty())
    root.refuse("the off-chip core must be one memory without operational units",
                "give it one memory and an array of sizes 0");
  makeNamesUnique(accelerator);
  readConnections(accelerator, root, numbering);
  if (!isConnected(accelerator)) std::ranges::move(offChipLinks(accelerator), std::back_inserter(accelerator.links));
  return accelerator;
}

}  // namespace fusewright
