#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/hardware/accelerator.h"

namespace fusewright {
namespace {

/// Keeps sums and products of capacities, bandwidths and unit counts inside 63 bits and exact as doubles where it
/// matters.
constexpr std::int64_t kLargestCapacity = std::int64_t{1} << 60;
constexpr std::int64_t kLargestBandwidth = std::int64_t{1} << 50;
constexpr std::int64_t kMostUnits = std::int64_t{1} << 32;
constexpr std::size_t kMostCores = 4096;

using Fault = std::optional<Error>;

Fault badNumber(double value, std::string_view what, const std::string& where) {
  if (std::isfinite(value) && value >= 0) return std::nullopt;
  return Error{fmt::format("{} of {} is not a number of at least 0", what, value), where,
               "give a finite number, 0 if it is not known"};
}

Fault outOfRange(std::int64_t value, std::int64_t largest, std::string_view what, const std::string& where) {
  if (value >= 1 && value <= largest) return std::nullopt;
  return Error{fmt::format("{} of {} is outside 1 to {}", what, value, largest), where,
               "give a whole number in that range"};
}

Fault badArray(const OperationalArray& array, const std::string& where) {
  std::set<std::string> names;
  std::int64_t units = 1;
  for (const ArrayDim& dim : array.dims) {
    if (!names.insert(dim.name).second)
      return Error{fmt::format("two array dimensions are called '{}'", dim.name), where,
                   "give each its own name, such as D1 and D2"};
    if (auto fault = outOfRange(dim.size, kMostUnits / units, fmt::format("array dimension '{}'", dim.name), where))
      return fault;
    units *= dim.size;
  }
  if (auto fault = badNumber(array.energyPerOperation.value, "energy per operation", where)) return fault;
  return badNumber(array.unitArea, "area per unit", where);
}

Fault badPortUse(const MemoryLevel& memory, const PortUse& use, const std::string& where) {
  const auto isPort = [&](int index) { return index >= 0 && static_cast<std::size_t>(index) < memory.ports.size(); };
  for (std::optional<int> index : {std::optional(use.fromHigh), std::optional(use.toLow), use.fromLow, use.toHigh})
    if (index && !isPort(*index))
      return Error{"an operand moves through a port that the memory lacks", where,
                   "name one of the memory's ports for each movement"};
  return std::nullopt;
}

Fault badMemory(const MemoryLevel& memory, const OperationalArray& array, bool offChip, const std::string& where) {
  if (auto fault = outOfRange(memory.capacity.value, kLargestCapacity, "capacity in bits", where)) return fault;
  if (memory.ports.empty())
    return Error{"the memory has no port", where, "give it at least one read-write port, or a read and a write port"};
  for (const MemoryPort& port : memory.ports)
    if (auto fault = outOfRange(port.bandwidth.value, kLargestBandwidth,
                                fmt::format("bandwidth of port '{}'", port.name), where))
      return fault;
  for (const std::optional<PortUse>& use : memory.served)
    if (auto fault = use ? badPortUse(memory, *use, where) : std::nullopt) return fault;
  for (const std::string& dim : memory.servedDims)
    if (!offChip && std::ranges::find(array.dims, dim, &ArrayDim::name) == array.dims.end())
      return Error{fmt::format("serves array dimension '{}', which the core's array lacks", dim), where,
                   "name dimensions of the array"};
  for (double energy : {memory.readEnergy.value, memory.writeEnergy.value})
    if (auto fault = badNumber(energy, "energy per access", where)) return fault;
  for (Bits granularity : {memory.minReadGranularity, memory.minWriteGranularity})
    if (auto fault = outOfRange(granularity.value, kLargestBandwidth, "smallest access in bits", where)) return fault;
  return badNumber(memory.area, "area", where);
}

Fault badCore(const Accelerator& accelerator, std::size_t index) {
  const Core& core = accelerator.cores[index];
  const bool offChip = CoreId(index) == accelerator.offChip;
  const std::string where = fmt::format("{}: core '{}'", accelerator.name, core.name);
  if (auto fault = badArray(core.array, where)) return fault;
  if (!offChip && core.array.dims.empty())
    return Error{"the core has no operational units", where, "give its array at least one dimension"};
  if (offChip && (!core.array.dims.empty() || core.memories.size() != 1))
    return Error{"the off-chip core must be one memory without operational units", where,
                 "leave out its array and further memories"};
  std::set<std::string> names;
  for (const MemoryLevel& memory : core.memories) {
    const std::string place = fmt::format("{}, memory '{}'", where, memory.name);
    if (!names.insert(memory.name).second)
      return Error{"two memories of one core have this name", place, "rename one of them"};
    if (auto fault = badMemory(memory, core.array, offChip, place)) return fault;
  }
  for (OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O})
    if (std::ranges::none_of(core.memories, [&](const MemoryLevel& memory) { return serves(memory, role); }))
      return Error{fmt::format("no memory of the core holds operand {}", "IWO"[roleIndex(role)]), where,
                   "let one of its memories serve that operand"};
  return std::nullopt;
}

Fault badLink(const Accelerator& accelerator, const Link& link) {
  const std::string where = fmt::format("{}: link '{}'", accelerator.name, link.name);
  if (auto fault = outOfRange(link.bandwidth.value, kLargestBandwidth, "bandwidth", where)) return fault;
  if (auto fault = badNumber(link.energyPerCycle.value, "energy per cycle", where)) return fault;
  if (link.senders.empty() || link.receivers.empty())
    return Error{"the link lacks a sender or a receiver", where, "name the cores at both ends"};
  for (const auto* ends : {&link.senders, &link.receivers})
    for (CoreId core : *ends)
      if (core.value < 0 || core.index() >= accelerator.cores.size())
        return Error{fmt::format("the link ends at core {}, which does not exist", core.value), where,
                     "name cores of this accelerator"};
  return std::nullopt;
}

template <typename Table>
Fault repeatedName(const Table& table, std::string_view kind, const std::string& where) {
  std::set<std::string> names;
  for (const auto& entry : table)
    if (!names.insert(entry.name).second)
      return Error{fmt::format("two {} are called '{}'", kind, entry.name), where, "give each its own name"};
  return std::nullopt;
}

Fault unreachable(const Accelerator& accelerator) {
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index)
    for (auto [from, to] :
         {std::pair(CoreId(index), accelerator.offChip), std::pair(accelerator.offChip, CoreId(index))})
      if (const auto links = route(accelerator, from, to); !links) return links.error();
  return std::nullopt;
}

Fault badTables(const Accelerator& accelerator) {
  if (accelerator.cores.size() < 2)
    return Error{"an accelerator needs at least one core and an off-chip memory", accelerator.name, "describe both"};
  if (accelerator.cores.size() > kMostCores)
    return Error{fmt::format("more than {} cores", kMostCores), accelerator.name, "describe a smaller accelerator"};
  if (accelerator.offChip.index() + 1 != accelerator.cores.size())
    return Error{"the off-chip memory must be the last core", accelerator.name, "list it after the other cores"};
  if (!std::isfinite(accelerator.frequencyMHz) || accelerator.frequencyMHz <= 0)
    return Error{fmt::format("frequency of {} MHz", accelerator.frequencyMHz), accelerator.name,
                 "give a frequency above 0 MHz"};
  for (double area : {accelerator.area.mm2PerUnit, accelerator.area.mm2PerMegabit, accelerator.area.fixedMm2})
    if (auto fault = badNumber(area, "area", accelerator.name)) return fault;
  return std::nullopt;
}

Fault faultOf(const Accelerator& accelerator) {
  if (auto fault = badTables(accelerator)) return fault;
  if (auto fault = repeatedName(accelerator.cores, "cores", accelerator.name)) return fault;
  if (auto fault = repeatedName(accelerator.links, "links", accelerator.name)) return fault;
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index)
    if (auto fault = badCore(accelerator, index)) return fault;
  for (const Link& link : accelerator.links)
    if (auto fault = badLink(accelerator, link)) return fault;
  return unreachable(accelerator);
}

}  // namespace

Result<Accelerator> checkedAccelerator(Accelerator accelerator) {
  if (auto fault = faultOf(accelerator)) return tl::make_unexpected(*fault);
  return accelerator;
}

}  // namespace fusewright
