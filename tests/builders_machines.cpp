#include "tests/builders_machines.h"

namespace fusewright::tests {
namespace {

MemoryPort port(std::string name, PortKind kind, std::int64_t bandwidth) {
  return {.name = std::move(name), .kind = kind, .bandwidth = BitsPerCycle{bandwidth}};
}

MemoryLevel memory(std::string name, Bits capacity, std::vector<MemoryPort> ports,
                   std::vector<std::string> servedDims) {
  MemoryLevel level;
  level.name = std::move(name);
  level.capacity = capacity;
  level.ports = std::move(ports);
  level.servedDims = std::move(servedDims);
  return level;
}

MemoryLevel withEnergy(MemoryLevel level, double read, double write, std::int64_t granularity) {
  level.readEnergy = Picojoules{read};
  level.writeEnergy = Picojoules{write};
  level.minReadGranularity = level.minWriteGranularity = Bits{granularity};
  return level;
}

/// Registers of one input: port 0 reads, port 1 writes.
MemoryLevel inputRegisters(OperandRole role, Bits capacity, std::int64_t bandwidth, double energy,
                           std::int64_t granularity) {
  MemoryLevel level =
      memory("registers", capacity, {port("r", PortKind::Read, bandwidth), port("w", PortKind::Write, bandwidth)}, {});
  level.served[roleIndex(role)] = PortUse{.fromHigh = 1, .toLow = 0, .fromLow = {}, .toHigh = {}};
  return withEnergy(std::move(level), energy, energy, granularity);
}

/// Registers of outputs: ports 0 and 1 read (down, up), 2 and 3 write (from above, from below).
MemoryLevel outputRegisters(Bits capacity, std::int64_t bandwidth, std::vector<std::string> servedDims, double energy) {
  std::vector<MemoryPort> ports;
  for (const char* name : {"r1", "r2"}) ports.push_back(port(name, PortKind::Read, bandwidth));
  for (const char* name : {"w1", "w2"}) ports.push_back(port(name, PortKind::Write, bandwidth));
  MemoryLevel level = memory("registers", capacity, std::move(ports), std::move(servedDims));
  level.served[roleIndex(OperandRole::O)] = PortUse{.fromHigh = 2, .toLow = 0, .fromLow = 3, .toHigh = 1};
  return withEnergy(std::move(level), energy, energy, 16);
}

/// Port `in` carries all that comes, port `out` all that goes, for all operands.
MemoryLevel sharedBy(MemoryLevel level, int in, int out) {
  level.served[0] = level.served[1] = PortUse{.fromHigh = in, .toLow = out, .fromLow = {}, .toHigh = {}};
  level.served[2] = PortUse{.fromHigh = in, .toLow = out, .fromLow = in, .toHigh = out};
  return level;
}

Core dram(std::int64_t bandwidth, double energy) {
  MemoryLevel level = memory("dram", Bits{std::int64_t{1} << 50}, {port("rw", PortKind::ReadWrite, bandwidth)}, {});
  return {.name = "dram",
          .array = {},
          .memories = {sharedBy(withEnergy(std::move(level), energy, energy, 64), 0, 0)},
          .dataflow = {},
          .operatorTypes = {}};
}

MemoryLevel unlimitedSram(Bits capacity) {
  constexpr std::int64_t kUnlimited = 319999999968;
  std::vector<MemoryPort> ports;
  for (const char* name : {"r1", "r2", "r3"}) ports.push_back(port(name, PortKind::Read, kUnlimited));
  for (const char* name : {"w1", "w2", "w3"}) ports.push_back(port(name, PortKind::Write, kUnlimited));
  MemoryLevel level = memory("sram", capacity, std::move(ports), {"D1", "D2"});
  level.served[0] = PortUse{.fromHigh = 3, .toLow = 0, .fromLow = {}, .toHigh = {}};
  level.served[1] = PortUse{.fromHigh = 4, .toLow = 1, .fromLow = {}, .toHigh = {}};
  level.served[2] = PortUse{.fromHigh = 5, .toLow = 2, .fromLow = 5, .toHigh = 2};
  return withEnergy(std::move(level), static_cast<double>(kUnlimited), static_cast<double>(kUnlimited), 16);
}

/// One link that all cores and the last one, the off-chip memory, share.
Accelerator withDramLink(std::vector<Core> cores) {
  Accelerator chip{.name = "chip", .cores = std::move(cores), .offChip = {}, .links = {}};
  chip.offChip = CoreId(chip.cores.size() - 1);
  Link link{.name = "dram",
            .senders = {},
            .receivers = {},
            .bandwidth = chip.dram().ports[0].bandwidth,
            .energyPerCycle = {}};
  for (std::size_t core = 0; core < chip.cores.size(); ++core) link.senders.emplace_back(core);
  link.receivers = link.senders;
  chip.links = {link};
  return chip;
}

Core tpuLikeCore() {
  MemoryLevel sram = withEnergy(
      memory("sram", Bits{16777216}, {port("r", PortKind::Read, 2048), port("w", PortKind::Write, 2048)}, {"D1", "D2"}),
      416.16, 378.4, 64);
  return {.name = "tpu",
          .array = {.dims = {{"D1", 32}, {"D2", 32}}, .energyPerOperation = Picojoules{0.04}, .unitArea = 0},
          .memories = {inputRegisters(OperandRole::W, Bits{1024}, 8, 0.095, 8),
                       outputRegisters(Bits{16}, 16, {"D2"}, 0.021), sharedBy(std::move(sram), 1, 0)},
          .dataflow = {{"D1", "K", 32}, {"D2", "C", 32}},
          .operatorTypes = {}};
}

Core poolingCore() {
  MemoryLevel sram = memory("sram", Bits{1048576}, {port("r", PortKind::Read, 576), port("w", PortKind::Write, 512)},
                            {"D1", "D2", "D3"});
  sram.readEnergy = Picojoules{60};
  sram.writeEnergy = Picojoules{75};
  sram.minReadGranularity = Bits{576};
  sram.minWriteGranularity = Bits{512};
  return {.name = "pooling",
          .array = {.dims = {{"D1", 3}, {"D2", 3}, {"D3", 8}}, .energyPerOperation = Picojoules{0.1}, .unitArea = 0},
          .memories = {sharedBy(std::move(sram), 1, 0)},
          .dataflow = {{"D1", "FX", 3}, {"D2", "FY", 3}, {"D3", "K", 8}},
          .operatorTypes = {}};
}

Core simdCore() {
  MemoryLevel sram =
      withEnergy(memory("sram", Bits{1048576},
                        {port("in", PortKind::ReadWrite, 512), port("out", PortKind::ReadWrite, 512)}, {"D1"}),
                 60, 75, 512);
  return {.name = "simd",
          .array = {.dims = {{"D1", 64}}, .energyPerOperation = Picojoules{0.1}, .unitArea = 0},
          .memories = {sharedBy(std::move(sram), 0, 1)},
          .dataflow = {{"D1", "K", 64}},
          .operatorTypes = {}};
}

}  // namespace

Accelerator marca(MarcaSizes sizes) {
  Core core{
      .name = "marca",
      .array = {.dims = {{"D1", sizes.d1}, {"D2", sizes.d2}}, .energyPerOperation = Picojoules{15}, .unitArea = 0},
      .memories = {inputRegisters(OperandRole::I, Bits{32}, 32, 1.6, 8),
                   inputRegisters(OperandRole::W, Bits{32}, 32, 1.6, 4), outputRegisters(Bits{32}, 32, {}, 1.6),
                   unlimitedSram(sizes.sram)},
      .dataflow = {},
      .operatorTypes = {}};
  return withDramLink({std::move(core), dram(2048, 14336)});
}

Accelerator tpuLikeChip() {
  return withDramLink(
      {tpuLikeCore(), tpuLikeCore(), tpuLikeCore(), tpuLikeCore(), poolingCore(), simdCore(), dram(64, 1000)});
}

}  // namespace fusewright::tests
