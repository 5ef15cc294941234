#include <algorithm>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/yaml/dialects.h"
#include "core/io/yaml/units.h"

namespace fusewright {
namespace {

constexpr std::int64_t kMostPorts = 64;

/// Stream's I1, I2, O.
OperandRole roleNamed(const YamlCursor& place, const std::string& name) {
  if (name == "I1") return OperandRole::I;
  if (name == "I2") return OperandRole::W;
  if (name == "O") return OperandRole::O;
  place.refuse(fmt::format("'{}' is no operand", name), "operands are I1, I2 and O");
}

/// Sets one of the four movements: fh (fill from above), tl (towards the units), fl (from the units), th (upwards).
void setMovement(PortUse& use, const YamlCursor& place, const std::string& movement, int port) {
  if (movement == "fh")
    use.fromHigh = port;
  else if (movement == "tl")
    use.toLow = port;
  else if (movement == "fl")
    use.fromLow = port;
  else if (movement == "th")
    use.toHigh = port;
  else
    place.refuse(fmt::format("'{}' is no movement", movement), "movements are fh, tl, fl and th");
}

int portNamed(const MemoryLevel& memory, const YamlCursor& place, const std::string& name) {
  const auto port = std::ranges::find(memory.ports, name, &MemoryPort::name);
  if (port != memory.ports.end()) return static_cast<int>(port - memory.ports.begin());
  std::vector<std::string> known;
  for (const MemoryPort& candidate : memory.ports) known.push_back(candidate.name);
  place.refuse(fmt::format("the memory has no port '{}'", name), suggestion(name, known));
}

/// Legacy: counts of read, write and read-write ports, named r_port_1, w_port_1, rw_port_1, ...
void addLegacyPorts(const YamlCursor& map, MemoryLevel& memory) {
  const std::int64_t read = map.at("r_bw").wholeNumber(1, kLargestBitsPerCycle);
  const std::int64_t write = map.at("w_bw").wholeNumber(1, kLargestBitsPerCycle);
  const auto add = [&](std::string_view count, std::string_view stem, PortKind kind, std::int64_t bandwidth) {
    const std::int64_t ports = map.at(count).wholeNumber(0, kMostPorts);
    for (std::int64_t port = 1; port <= ports; ++port)
      memory.ports.push_back({fmt::format("{}_{}", stem, port), kind, BitsPerCycle{bandwidth}});
  };
  add("r_port", "r_port", PortKind::Read, read);
  add("w_port", "w_port", PortKind::Write, write);
  add("rw_port", "rw_port", PortKind::ReadWrite, std::min(read, write));
}

/// Legacy: `ports` lists, operand by operand, which port carries which movement.
void readLegacyServed(const YamlCursor& map, MemoryLevel& memory) {
  const YamlCursor operands = map.at("operands");
  const std::vector<std::string> names = operands.words();
  const std::vector<YamlCursor> ports = map.at("ports").items();
  if (names.size() != ports.size())
    map.at("ports").refuse(fmt::format("{} entries for {} operands", ports.size(), names.size()),
                           "give one entry per operand, in their order");
  for (std::size_t index = 0; index < names.size(); ++index) {
    ports[index].allowOnly({"fh", "tl", "fl", "th"});
    for (const char* required : {"fh", "tl"}) (void)ports[index].at(required);
    PortUse use;
    for (const auto& [movement, port] : ports[index].entries())
      setMovement(use, port, movement, portNamed(memory, port, port.text()));
    memory.served[roleIndex(roleNamed(operands, names[index]))] = use;
  }
}

/// Current dialect: every port lists the movements that it carries, "I1, fh".
void readCurrentPorts(const YamlCursor& map, MemoryLevel& memory) {
  std::array<std::array<bool, 2>, kOperandRoles> seen{};
  for (const YamlCursor& item : map.at("ports").items()) {
    item.allowOnly({"name", "type", "bandwidth_min", "bandwidth_max", "allocation"});
    const auto port = static_cast<int>(memory.ports.size());
    memory.ports.push_back({item.at("name").text(), portKindNamed(item.at("type")),
                            BitsPerCycle{item.at("bandwidth_max").wholeNumber(1, kLargestBitsPerCycle)}});
    for (const YamlCursor& entry : item.at("allocation").items()) {
      const std::vector<std::string> words = entry.words();
      if (words.size() != 2) entry.refuse("an allocation is an operand and a movement", "write it like 'I1, fh'");
      const std::size_t role = roleIndex(roleNamed(entry, words[0]));
      if (!memory.served[role]) memory.served[role] = PortUse{};
      setMovement(*memory.served[role], entry, words[1], port);
      if (words[1] == "fh" || words[1] == "tl") seen[role][words[1] == "fh" ? 0 : 1] = true;
    }
  }
  for (std::size_t role = 0; role < kOperandRoles; ++role)
    if (memory.served[role] && !(seen[role][0] && seen[role][1]))
      map.at("ports").refuse("an operand lacks a port for fh or tl", "allocate both movements of each operand");
  const auto isServed = [&](const std::string& name) {
    return memory.served[roleIndex(roleNamed(map.at("operands"), name))].has_value();
  };
  for (const std::string& name : map.at("operands").words())
    if (!isServed(name))
      map.at("ports").refuse(fmt::format("no port carries operand {}", name), "allocate its movements to ports");
}

/// Smallest accesses; ZigZag takes a whole port's width where none is given.
void readGranularity(const YamlCursor& map, MemoryLevel& memory) {
  const auto read = [&](std::string_view name, PortKind kind) {
    if (const auto field = map.find(name)) return Bits{field->wholeNumber(1, kLargestBitsPerCycle)};
    for (const MemoryPort& port : memory.ports)
      if (port.kind == kind || port.kind == PortKind::ReadWrite) return Bits{port.bandwidth.value};
    return Bits{1};
  };
  memory.minReadGranularity = read("min_r_granularity", PortKind::Read);
  memory.minWriteGranularity = read("min_w_granularity", PortKind::Write);
}

/// Current dialect: a port's bandwidth_min is its smallest access.
void readPortGranularity(const YamlCursor& map, MemoryLevel& memory) {
  for (const YamlCursor& item : map.at("ports").items()) {
    const PortKind kind = portKindNamed(item.at("type"));
    const Bits least{item.has("bandwidth_min") ? item.at("bandwidth_min").wholeNumber(1, kLargestBitsPerCycle)
                                               : item.at("bandwidth_max").wholeNumber(1, kLargestBitsPerCycle)};
    if (kind != PortKind::Write) memory.minReadGranularity = least;
    if (kind != PortKind::Read) memory.minWriteGranularity = least;
  }
}

/// Stream's areas have no unit, so they are not taken over.
MemoryLevel readMemory(const std::string& name, const YamlCursor& map) {
  map.allowOnly({"size", "r_bw", "w_bw", "r_cost", "w_cost", "area", "r_port", "w_port", "rw_port", "latency",
                 "min_r_granularity", "min_w_granularity", "auto_cost_extraction", "double_buffering_support",
                 "mem_type", "operands", "ports", "served_dimensions"});
  if (const auto extract = map.find("auto_cost_extraction");
      extract && (extract->text() == "True" || extract->text() == "true"))
    extract->refuse("costs are to be computed by CACTI, which is not part of this program",
                    "set it to False and give r_cost and w_cost");
  MemoryLevel memory;
  memory.name = name;
  memory.capacity = Bits{map.at("size").wholeNumber(1, kLargestBits)};
  memory.readEnergy = Picojoules{map.at("r_cost").number(0)};
  memory.writeEnergy = Picojoules{map.at("w_cost").number(0)};
  if (map.has("r_bw")) {
    addLegacyPorts(map, memory);
    readLegacyServed(map, memory);
    readGranularity(map, memory);
  } else {
    readCurrentPorts(map, memory);
    readPortGranularity(map, memory);
  }
  if (const auto dims = map.find("served_dimensions")) memory.servedDims = dims->words();
  return memory;
}

OperationalArray readArray(const YamlCursor& map) {
  map.allowOnly({"input_precision", "unit_energy", "unit_area", "dimensions", "sizes"});
  OperationalArray array;
  const std::vector<std::string> names = map.at("dimensions").words();
  const std::vector<YamlCursor> sizes = map.at("sizes").items();
  if (names.size() != sizes.size())
    map.at("sizes").refuse(fmt::format("{} sizes for {} dimensions", sizes.size(), names.size()),
                           "give one size per dimension");
  // Stream describes its off-chip core with an array of size 0.
  for (std::size_t index = 0; index < names.size(); ++index)
    if (const std::int64_t size = sizes[index].wholeNumber(0, std::int64_t{1} << 26); size > 0)
      array.dims.push_back({names[index], size});
  array.energyPerOperation = Picojoules{map.at("unit_energy").number(0)};
  return array;
}

}  // namespace

Core readStreamCore(const YamlCursor& root) {
  root.allowOnly({"name", "type", "memories", "operational_array", "dataflows", "operator_types", "utilization",
                  "max_object_fifo_depth"});
  if (const auto type = root.find("type"); type && !type->text().starts_with("zigzag."))
    type->refuse(fmt::format("cores of type '{}' are not supported", type->text()),
                 "use zigzag.compute or zigzag.offchip");
  Core core;
  core.name = root.at("name").text();
  for (const auto& [name, memory] : root.at("memories").entries()) core.memories.push_back(readMemory(name, memory));
  core.array = readArray(root.at("operational_array"));
  // What an off-chip memory serves is one instance, whatever dimensions its empty array names.
  if (core.array.dims.empty())
    for (MemoryLevel& memory : core.memories) memory.servedDims.clear();
  checkMemories(core, root.at("memories"));
  if (const auto dataflows = root.find("dataflows"); dataflows && !dataflows->isNothing())
    for (const auto& [arrayDim, loops] : dataflows->entries())
      for (const YamlCursor& loop : loops.items()) {
        const std::vector<std::string> words = loop.words();
        if (words.size() != 2) loop.refuse("a dataflow entry is a loop and a factor", "write it like 'K, 32'");
        const auto factor = parsedWhole(words[1]);
        if (!factor || *factor < 1)
          loop.refuse(fmt::format("'{}' is no factor", words[1]), "give a whole number of at least 1");
        core.dataflow.push_back({.arrayDim = arrayDim, .loopDim = words[0], .factor = *factor});
      }
  if (const auto types = root.find("operator_types")) core.operatorTypes = types->words();
  return core;
}

}  // namespace fusewright
