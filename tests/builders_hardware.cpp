#include "tests/builders_hardware.h"

#include <utility>

namespace fusewright::tests {

MemoryLevel sharedMemory(std::string name, Bits capacity, BitsPerCycle bandwidth) {
  MemoryLevel memory;
  memory.name = std::move(name);
  memory.capacity = capacity;
  memory.ports = {{.name = "rw", .kind = PortKind::ReadWrite, .bandwidth = bandwidth}};
  const PortUse input{.fromHigh = 0, .toLow = 0, .fromLow = {}, .toHigh = {}};
  memory.served = {input, input, PortUse{.fromHigh = 0, .toLow = 0, .fromLow = 0, .toHigh = 0}};
  return memory;
}

Core plainCore(std::string name, std::int64_t d1, std::int64_t d2, Bits sram) {
  Core core;
  core.name = std::move(name);
  core.array.dims = {{"D1", d1}, {"D2", d2}};
  core.memories = {sharedMemory("sram", sram, BitsPerCycle{1024})};
  core.memories.front().servedDims = {"D1", "D2"};
  return core;
}

Core offChipCore(BitsPerCycle bandwidth) {
  Core core;
  core.name = "offchip";
  core.memories = {sharedMemory("dram", Bits{std::int64_t{1} << 50}, bandwidth)};
  return core;
}

Accelerator chipWithSharedDram(ChipSizes sizes) {
  Accelerator chip;
  chip.name = "chip";
  for (int index = 0; index < sizes.cores; ++index)
    chip.cores.push_back(plainCore("core " + std::to_string(index), sizes.d1, sizes.d2, sizes.sram));
  chip.cores.push_back(offChipCore(sizes.dramBandwidth));
  chip.offChip = CoreId(static_cast<std::size_t>(sizes.cores));
  Link dram{.name = "dram", .senders = {}, .receivers = {}, .bandwidth = sizes.dramBandwidth, .energyPerCycle = {}};
  for (std::size_t index = 0; index < chip.cores.size(); ++index) dram.senders.emplace_back(index);
  dram.receivers = dram.senders;
  chip.links = {dram};
  chip.area = {.mm2PerUnit = 44.4 / 8192, .mm2PerMegabit = 0.925, .fixedMm2 = 0};
  return chip;
}

Link oneWayLink(int from, int to, BitsPerCycle bandwidth) {
  return {.name = std::to_string(from) + "->" + std::to_string(to),
          .senders = {CoreId(from)},
          .receivers = {CoreId(to)},
          .bandwidth = bandwidth,
          .energyPerCycle = {}};
}

}  // namespace fusewright::tests
