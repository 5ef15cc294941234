#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/io/yaml/dialects.h"
#include "core/io/yaml/units.h"

namespace fusewright {
namespace {

struct Movement {
  std::string_view name;
  PortKind direction;  ///< as the memory sees it
};
constexpr std::array<Movement, 4> kMovements{{{"from_high", PortKind::Write},
                                              {"to_low", PortKind::Read},
                                              {"from_low", PortKind::Write},
                                              {"to_high", PortKind::Read}}};

OperandRole roleNamed(const YamlCursor& place, std::string_view name) {
  constexpr std::string_view kRoles = "IWO";
  const std::size_t index = name.size() == 1 ? kRoles.find(name) : std::string_view::npos;
  if (index == std::string_view::npos) place.refuse(fmt::format("'{}' is no operand", name), "operands are I, W and O");
  return static_cast<OperandRole>(index);
}

/// Ports of each movement while they are being read; -1: none yet.
using PortsOfMovements = std::array<std::array<int, kMovements.size()>, kOperandRoles>;

/// Enters what one port carries: "I.to_low" and so on.
void enterLoad(const YamlCursor& carries, const MemoryPort& port, int index, PortsOfMovements& table) {
  for (const std::string& load : carries.words()) {
    const std::size_t dot = std::min(load.find('.'), load.size());
    const OperandRole role = roleNamed(carries, std::string_view(load).substr(0, dot));
    const std::string_view name = std::string_view(load).substr(std::min(dot + 1, load.size()));
    const auto movement = std::ranges::find(kMovements, name, &Movement::name);
    if (movement == kMovements.end())
      carries.refuse(fmt::format("'{}' is no movement of an operand", load),
                     "write I, W or O, a dot, and from_high, to_low, from_low or to_high");
    if (port.kind != PortKind::ReadWrite && port.kind != movement->direction)
      carries.refuse(fmt::format("'{}' goes the other way than its port", load),
                     "from_high and from_low write into the memory, to_low and to_high read from it");
    int& entry = table[roleIndex(role)][static_cast<std::size_t>(movement - kMovements.begin())];
    if (entry >= 0) carries.refuse(fmt::format("'{}' goes through two ports", load), "name it at one port only");
    entry = index;
  }
}

/// Ports written out one by one, each with what it carries.
void readPortList(const YamlCursor& ports, MemoryLevel& memory, double frequencyMHz) {
  PortsOfMovements table;
  for (auto& movements : table) movements.fill(-1);
  for (const YamlCursor& item : ports.items()) {
    item.allowOnly({"name", "kind", "bits_per_cycle", "GB_per_s", "carries"});
    memory.ports.push_back(
        {item.at("name").text(), portKindNamed(item.at("kind")), readBandwidth(item, "", frequencyMHz)});
    enterLoad(item.at("carries"), memory.ports.back(), static_cast<int>(memory.ports.size()) - 1, table);
  }
  const auto present = [](int port) { return port >= 0 ? std::optional(port) : std::nullopt; };
  for (std::size_t role = 0; role < kOperandRoles; ++role) {
    const auto& [fromHigh, toLow, fromLow, toHigh] = table[role];
    if (std::ranges::all_of(table[role], [](int port) { return port < 0; })) continue;
    if (fromHigh < 0 || toLow < 0)
      ports.refuse(
          fmt::format("operand {0} lacks a port for {0}.{1}", "IWO"[role], fromHigh < 0 ? "from_high" : "to_low"),
          "let one of the ports carry it");
    memory.served[role] =
        PortUse{.fromHigh = fromHigh, .toLow = toLow, .fromLow = present(fromLow), .toHigh = present(toHigh)};
  }
}

/// The short form: one read-write port, or one port each way, that all `operands` share. Ports are named as in Stream.
void readSharedPorts(const YamlCursor& map, MemoryLevel& memory, double frequencyMHz) {
  int write = 0;
  if (hasBandwidth(map, "")) {
    memory.ports = {{"rw_port_1", PortKind::ReadWrite, readBandwidth(map, "", frequencyMHz)}};
  } else {
    memory.ports = {{"r_port_1", PortKind::Read, readBandwidth(map, "read_", frequencyMHz)},
                    {"w_port_1", PortKind::Write, readBandwidth(map, "write_", frequencyMHz)}};
    write = 1;
  }
  const YamlCursor operands = map.at("operands");
  for (const std::string& name : operands.words()) {
    const OperandRole role = roleNamed(operands, name);
    PortUse use{.fromHigh = write, .toLow = 0, .fromLow = {}, .toHigh = {}};
    if (role == OperandRole::O) use = {.fromHigh = write, .toLow = 0, .fromLow = write, .toHigh = 0};
    memory.served[roleIndex(role)] = use;
  }
}

Bits readGranularity(const YamlCursor& map, std::string_view name) {
  const auto field = map.find(name);
  return field ? Bits{field->wholeNumber(1, kLargestBitsPerCycle)} : Bits{1};
}

double readNumberOr(const YamlCursor& map, std::string_view name, double otherwise) {
  const auto field = map.find(name);
  return field ? field->number(0) : otherwise;
}

}  // namespace

MemoryLevel readOwnMemory(const YamlCursor& map, double frequencyMHz) {
  map.allowOnly({"name", "size_bits", "size_KB", "size_MB", "size_GB", "operands", "served_dimensions", "ports",
                 "bits_per_cycle", "GB_per_s", "read_bits_per_cycle", "read_GB_per_s", "write_bits_per_cycle",
                 "write_GB_per_s", "read_energy_pJ_per_access", "write_energy_pJ_per_access", "min_read_bits",
                 "min_write_bits", "area_mm2"});
  MemoryLevel memory;
  memory.name = map.at("name").text();
  memory.capacity = readSize(map);
  if (const auto ports = map.find("ports")) {
    for (const char* field : {"operands", "bits_per_cycle", "GB_per_s", "read_bits_per_cycle", "read_GB_per_s",
                              "write_bits_per_cycle", "write_GB_per_s"})
      if (const auto extra = map.find(field))
        extra->refuse("the ports are described twice",
                      "keep 'ports', or 'operands' with bandwidths beside it, not both");
    readPortList(*ports, memory, frequencyMHz);
  } else {
    readSharedPorts(map, memory, frequencyMHz);
  }
  if (const auto dims = map.find("served_dimensions")) memory.servedDims = dims->words();
  memory.readEnergy = Picojoules{readNumberOr(map, "read_energy_pJ_per_access", 0)};
  memory.writeEnergy = Picojoules{readNumberOr(map, "write_energy_pJ_per_access", 0)};
  memory.minReadGranularity = readGranularity(map, "min_read_bits");
  memory.minWriteGranularity = readGranularity(map, "min_write_bits");
  memory.area = readNumberOr(map, "area_mm2", 0);
  return memory;
}

PortKind portKindNamed(const YamlCursor& field) {
  const std::string kind = field.text();
  if (kind == "read") return PortKind::Read;
  if (kind == "write") return PortKind::Write;
  if (kind != "read_write")
    field.refuse(fmt::format("'{}' is no kind of port", kind), "write read, write or read_write");
  return PortKind::ReadWrite;
}

}  // namespace fusewright
