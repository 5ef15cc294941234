#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "core/io/accelerator_yaml.h"
#include "core/io/yaml/dialects.h"

namespace fusewright {
namespace {

/// A name as YAML text: plain where nothing can be misread, else in double quotes.
std::string yamlText(std::string_view name) {
  const auto isPlain = [](unsigned char letter) { return std::isalnum(letter) || letter == '_'; };
  const bool plain =
      !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) && std::ranges::all_of(name, isPlain);
  if (plain) return std::string(name);
  std::string text = "\"";
  for (char letter : name) {
    if (letter == '"' || letter == '\\') text += '\\';
    if (static_cast<unsigned char>(letter) < 0x20)
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(letter));
    else
      text += letter;
  }
  return text + '"';
}

template <typename Items, typename Write>
std::string listed(const Items& items, Write write) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + write(item);
  return text;
}

std::string names(const std::vector<std::string>& items) {
  return listed(items, [](const std::string& item) { return yamlText(item); });
}

std::string_view kindName(PortKind kind) {
  return kind == PortKind::Read ? "read" : kind == PortKind::Write ? "write" : "read_write";
}

/// What one port carries: "I.to_low, O.to_high".
std::string loadOf(const MemoryLevel& memory, int port) {
  std::vector<std::string> loads;
  for (std::size_t role = 0; role < kOperandRoles; ++role) {
    if (!memory.served[role]) continue;
    const PortUse& use = *memory.served[role];
    const auto add = [&](std::optional<int> carrier, std::string_view movement) {
      if (carrier == port) loads.push_back(fmt::format("{}.{}", "IWO"[role], movement));
    };
    add(use.fromHigh, "from_high");
    add(use.toLow, "to_low");
    add(use.fromLow, "from_low");
    add(use.toHigh, "to_high");
  }
  return fmt::format("{}", fmt::join(loads, ", "));
}

std::string writtenMemory(const MemoryLevel& memory, const std::string& indent, std::string_view start) {
  std::string text = fmt::format("{}{}name: {}\n", indent, start, yamlText(memory.name));
  const std::string inner = indent + std::string(start.size(), ' ');
  const auto field = [&](std::string_view name, const auto& value) {
    text += fmt::format("{}{}: {}\n", inner, name, value);
  };
  field("size_bits", memory.capacity.value);
  text += inner + "ports:\n";
  for (std::size_t port = 0; port < memory.ports.size(); ++port)
    text += fmt::format("{}  - {{name: {}, kind: {}, bits_per_cycle: {}, carries: [{}]}}\n", inner,
                        yamlText(memory.ports[port].name), kindName(memory.ports[port].kind),
                        memory.ports[port].bandwidth.value, loadOf(memory, static_cast<int>(port)));
  field("served_dimensions", fmt::format("[{}]", names(memory.servedDims)));
  field("read_energy_pJ_per_access", memory.readEnergy.value);
  field("write_energy_pJ_per_access", memory.writeEnergy.value);
  field("min_read_bits", memory.minReadGranularity.value);
  field("min_write_bits", memory.minWriteGranularity.value);
  field("area_mm2", memory.area);
  return text;
}

/// Loops per array dimension: "D1: {K: 32}".
std::string writtenDataflow(const std::vector<DataflowDim>& dataflow) {
  std::vector<std::string> arrayDims;
  for (const DataflowDim& dim : dataflow)
    if (std::ranges::find(arrayDims, dim.arrayDim) == arrayDims.end()) arrayDims.push_back(dim.arrayDim);
  return listed(arrayDims, [&](const std::string& arrayDim) {
    std::vector<DataflowDim> own;
    std::ranges::copy_if(dataflow, std::back_inserter(own),
                         [&](const DataflowDim& dim) { return dim.arrayDim == arrayDim; });
    const std::string loops =
        listed(own, [](const DataflowDim& dim) { return fmt::format("{}: {}", yamlText(dim.loopDim), dim.factor); });
    return fmt::format("{}: {{{}}}", yamlText(arrayDim), loops);
  });
}

std::string writtenCore(const Core& core) {
  std::string text = fmt::format("  - name: {}\n", yamlText(core.name));
  text += fmt::format("    array: {{{}}}\n", listed(core.array.dims, [](const ArrayDim& dim) {
                        return fmt::format("{}: {}", yamlText(dim.name), dim.size);
                      }));
  text += fmt::format("    operation_energy_pJ: {}\n", core.array.energyPerOperation.value);
  text += fmt::format("    unit_area_mm2: {}\n", core.array.unitArea);
  if (!core.dataflow.empty()) text += fmt::format("    dataflow: {{{}}}\n", writtenDataflow(core.dataflow));
  if (!core.operatorTypes.empty()) text += fmt::format("    operator_types: [{}]\n", names(core.operatorTypes));
  text += "    memories:\n";
  for (const MemoryLevel& memory : core.memories) text += writtenMemory(memory, "      ", "- ");
  return text;
}

std::string writtenLink(const Accelerator& accelerator, const Link& link) {
  const auto ends = [&](const std::vector<CoreId>& cores) {
    return listed(cores, [&](CoreId core) { return yamlText(accelerator.core(core).name); });
  };
  std::string text = fmt::format("  - name: {}\n", yamlText(link.name));
  if (link.senders == link.receivers)
    text += fmt::format("    between: [{}]\n", ends(link.senders));
  else
    text += fmt::format("    from: [{}]\n    to: [{}]\n", ends(link.senders), ends(link.receivers));
  return text + fmt::format("    bits_per_cycle: {}\n    energy_pJ_per_cycle: {}\n", link.bandwidth.value,
                            link.energyPerCycle.value);
}

}  // namespace

std::string writeAccelerator(const Accelerator& accelerator) {
  std::string text = "fusewright: accelerator\n";
  text += fmt::format("name: {}\nfrequency_MHz: {}\n", yamlText(accelerator.name), accelerator.frequencyMHz);
  text += writtenTechnology(accelerator.technology);
  text += fmt::format("area:\n  mm2_per_unit: {}\n  mm2_per_megabit: {}\n  fixed_mm2: {}\n",
                      accelerator.area.mm2PerUnit, accelerator.area.mm2PerMegabit, accelerator.area.fixedMm2);
  text += "cores:\n";
  for (std::size_t index = 0; index < accelerator.offChip.index(); ++index)
    text += writtenCore(accelerator.cores[index]);
  const Core& offChip = accelerator.core(accelerator.offChip);
  text += fmt::format("off_chip:\n  name: {}\n  memory:\n", yamlText(offChip.name));
  text += writtenMemory(offChip.memories.front(), "    ", "");
  text += "links:\n";
  for (const Link& link : accelerator.links) text += writtenLink(accelerator, link);
  return text;
}

}  // namespace fusewright
