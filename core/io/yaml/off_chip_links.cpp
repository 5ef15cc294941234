#include <algorithm>

#include "core/io/yaml/dialects.h"

namespace fusewright {

std::vector<Link> offChipLinks(const Accelerator& accelerator) {
  std::vector<CoreId> cores;
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index)
    if (CoreId(index) != accelerator.offChip) cores.emplace_back(index);
  const std::vector<CoreId> offChip{accelerator.offChip};
  std::vector<CoreId> all = cores;
  all.push_back(accelerator.offChip);
  const auto link = [](std::string name, std::vector<CoreId> from, std::vector<CoreId> to, BitsPerCycle bandwidth) {
    return Link{.name = std::move(name),
                .senders = std::move(from),
                .receivers = std::move(to),
                .bandwidth = bandwidth,
                .energyPerCycle = {}};
  };
  const std::vector<MemoryPort>& ports = accelerator.dram().ports;
  const auto portOf = [&](PortKind kind) { return std::ranges::find(ports, kind, &MemoryPort::kind); };
  if (const auto both = portOf(PortKind::ReadWrite); both != ports.end())
    return {link("dram", all, all, both->bandwidth)};
  std::vector<Link> links;
  if (const auto read = portOf(PortKind::Read); read != ports.end())
    links.push_back(link("dram_read", offChip, cores, read->bandwidth));
  if (const auto write = portOf(PortKind::Write); write != ports.end())
    links.push_back(link("dram_write", cores, offChip, write->bandwidth));
  return links;
}

/// 44.4 mm2 for 8192 units, 177.6 mm2 for 192 Mbit.
AreaModel areaOfStudy() {
  return {.mm2PerUnit = 0.005419921875, .mm2PerMegabit = 0.925, .fixedMm2 = 0};
}

}  // namespace fusewright
