#include <algorithm>
#include <cmath>
#include <initializer_list>

#include <fmt/format.h>

#include "core/hardware/parameter_table.h"

namespace fusewright {
namespace {

/// Where parameters of one core, memory or link belong.
struct Place {
  std::string prefix;  ///< "core0.sram."
  std::string group;   ///< "core0 marca"
  std::string label;   ///< "sram "
};

/// What sets a whole number of bits apart from an energy.
enum class NumberKind { WholeBits, WholeBitsPerCycle, Energy };

Parameter numberAt(const Place& place, const std::string& id, const std::string& label, NumberKind kind,
                   std::string meaning, double value) {
  const bool whole = kind != NumberKind::Energy;
  return {.id = place.prefix + id,
          .group = place.group,
          .label = place.label + label,
          .unit = kind == NumberKind::WholeBits           ? "bits"
                  : kind == NumberKind::WholeBitsPerCycle ? "bits/cycle"
                                                          : "pJ",
          .meaning = std::move(meaning),
          .value = value,
          .minimum = whole ? 1.0 : 0.0,
          .maximum = kind == NumberKind::WholeBits           ? std::ldexp(1, 60)
                     : kind == NumberKind::WholeBitsPerCycle ? std::ldexp(1, 50)
                                                             : 1e15,
          .integer = whole,
          .logarithmic = whole,
          .text = {}};
}

/// Calls `change` on one memory of the accelerator.
template <typename Change>
std::function<Accelerator(Accelerator, double)> onMemory(std::size_t core, std::size_t level, Change change) {
  return [=](Accelerator accelerator, double value) {
    change(accelerator.cores[core].memories[level], value);
    return accelerator;
  };
}

bool carries(const MemoryPort& port, PortKind direction) {
  return port.kind == direction || port.kind == PortKind::ReadWrite;
}

std::int64_t slowest(const MemoryLevel& memory, PortKind direction) {
  std::int64_t least = 0;
  for (const MemoryPort& port : memory.ports)
    if (carries(port, direction) && (least == 0 || port.bandwidth.value < least)) least = port.bandwidth.value;
  return least;
}

/// The bandwidth of all ports that carry one direction; ports that carry both change for both.
void addBandwidth(std::vector<ParameterEntry>& entries, const Accelerator& accelerator, std::size_t core,
                  std::size_t level, const Place& place) {
  const MemoryLevel& memory = accelerator.cores[core].memories[level];
  struct Direction {
    PortKind kind;
    const char* id;
    const char* label;
  };
  for (const Direction& direction : {Direction{PortKind::Read, "read_bits_per_cycle", "read bandwidth"},
                                     Direction{PortKind::Write, "write_bits_per_cycle", "write bandwidth"}}) {
    const std::int64_t present = slowest(memory, direction.kind);
    if (present == 0) continue;
    const auto change = [kind = direction.kind](MemoryLevel& changed, double value) {
      for (MemoryPort& port : changed.ports)
        if (carries(port, kind)) port.bandwidth = BitsPerCycle{std::llround(value)};
    };
    entries.push_back({numberAt(place, direction.id, direction.label, NumberKind::WholeBitsPerCycle,
                                "Bandwidth of each port for this direction; a read-write port changes for both",
                                static_cast<double>(present)),
                       onMemory(core, level, change),
                       {}});
  }
}

void addMemory(std::vector<ParameterEntry>& entries, const Accelerator& accelerator, std::size_t core,
               std::size_t level, const Place& place) {
  const MemoryLevel& memory = accelerator.cores[core].memories[level];
  entries.push_back(
      {numberAt(place, "size_bits", "size", NumberKind::WholeBits, "Capacity of one instance of this memory",
                static_cast<double>(memory.capacity.value)),
       onMemory(core, level, [](MemoryLevel& changed, double value) { changed.capacity = Bits{std::llround(value)}; }),
       {}});
  // The off-chip memory's bandwidth is one number with that of its links: dram_bits_per_cycle.
  if (CoreId(core) != accelerator.offChip) addBandwidth(entries, accelerator, core, level, place);
  entries.push_back(
      {numberAt(place, "read_energy_pJ", "read energy", NumberKind::Energy, "Energy of one read of a port's full width",
                memory.readEnergy.value),
       onMemory(core, level, [](MemoryLevel& changed, double value) { changed.readEnergy = Picojoules{value}; }),
       {}});
  entries.push_back(
      {numberAt(place, "write_energy_pJ", "write energy", NumberKind::Energy,
                "Energy of one write of a port's full width", memory.writeEnergy.value),
       onMemory(core, level, [](MemoryLevel& changed, double value) { changed.writeEnergy = Picojoules{value}; }),
       {}});
}

void addArray(std::vector<ParameterEntry>& entries, const Accelerator& accelerator, std::size_t core,
              const Place& place) {
  const OperationalArray& array = accelerator.cores[core].array;
  Parameter sides =
      numberAt(place, "array", "array", NumberKind::WholeBits, "Sides of this core's operational array, such as 64x128",
               static_cast<double>(array.dims.front().size));
  sides.unit = "units";
  sides.maximum = 1 << 16;
  sides.text = writtenArray(array);
  const auto resize = [core](Accelerator changed, std::string_view text) -> Result<Accelerator> {
    auto resized = withSides(changed.cores[core].array, text);
    if (!resized) return tl::make_unexpected(resized.error());
    changed.cores[core].array = *std::move(resized);
    return changed;
  };
  entries.push_back({sides, {}, resize});
  const auto change = [core](Accelerator changed, double value) {
    changed.cores[core].array.energyPerOperation = Picojoules{value};
    return changed;
  };
  entries.push_back({numberAt(place, "operation_energy_pJ", "operation energy", NumberKind::Energy,
                              "Energy of one operation of one unit", array.energyPerOperation.value),
                     change,
                     {}});
}

void addLink(std::vector<ParameterEntry>& entries, const Accelerator& accelerator, std::size_t index) {
  const Link& link = accelerator.links[index];
  const Place place{.prefix = fmt::format("link.{}.", link.name), .group = "Links", .label = link.name + " "};
  const auto widen = [index](Accelerator changed, double value) {
    changed.links[index].bandwidth = BitsPerCycle{std::llround(value)};
    return changed;
  };
  entries.push_back(
      {numberAt(place, "bits_per_cycle", "bandwidth", NumberKind::WholeBitsPerCycle,
                "Bandwidth that all transfers on this link share", static_cast<double>(link.bandwidth.value)),
       widen,
       {}});
  const auto charge = [index](Accelerator changed, double value) {
    changed.links[index].energyPerCycle = Picojoules{value};
    return changed;
  };
  entries.push_back({numberAt(place, "energy_pJ_per_cycle", "energy", NumberKind::Energy,
                              "Energy of a cycle with the whole bandwidth in use", link.energyPerCycle.value),
                     charge,
                     {}});
}

}  // namespace

std::vector<ParameterEntry> instanceParameters(const Accelerator& accelerator) {
  std::vector<ParameterEntry> entries;
  for (std::size_t core = 0; core < accelerator.cores.size(); ++core) {
    const bool offChip = CoreId(core) == accelerator.offChip;
    const std::string owner = offChip ? "offchip" : fmt::format("core{}", core);
    const std::string group = offChip ? "Off-chip" : fmt::format("{} {}", owner, accelerator.cores[core].name);
    if (!offChip) addArray(entries, accelerator, core, {.prefix = owner + ".", .group = group, .label = ""});
    for (std::size_t level = 0; level < accelerator.cores[core].memories.size(); ++level) {
      const std::string& name = accelerator.cores[core].memories[level].name;
      addMemory(entries, accelerator, core, level,
                {.prefix = owner + "." + name + ".", .group = group, .label = name + " "});
    }
  }
  for (std::size_t link = 0; link < accelerator.links.size(); ++link) addLink(entries, accelerator, link);
  return entries;
}

}  // namespace fusewright
