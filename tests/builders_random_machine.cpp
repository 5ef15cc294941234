#include <string>
#include <utility>

#include "tests/builders_hardware.h"
#include "tests/builders_random.h"

namespace fusewright::tests {
namespace {

constexpr int kPrecision = 32;

std::vector<Link> linksBetween(const RandomDesign& design) {
  const BitsPerCycle bandwidth{design.linkBandwidth};
  std::vector<Link> ring;
  Link bus{.name = "bus", .bandwidth = bandwidth};
  for (int core = 0; core < design.cores; ++core) {
    bus.senders.push_back(CoreId(core));
    bus.receivers.push_back(CoreId(core));
    const int next = (core + 1) % design.cores;
    if (design.cores == 2 && core == 1) break;  // two cores are neighbours once
    ring.push_back(oneWayLink(core, next, bandwidth));
    ring.push_back(oneWayLink(next, core, bandwidth));
  }
  if (design.links == RandomLinks::None) return {};
  return design.links == RandomLinks::Ring ? ring : std::vector{bus};
}

/// Replaces the one off-chip link of `chip`.
void linkOffChip(Accelerator& chip, RandomDram dram) {
  const Link shared = chip.links.front();
  if (dram == RandomDram::OnePort) return;
  chip.links.clear();
  if (dram == RandomDram::TwoPorts) {
    Link in = shared, out = shared;
    in.name = "dram in";
    out.name = "dram out";
    in.senders = out.receivers = {chip.offChip};
    in.receivers.pop_back();  // the off-chip memory is the last core
    out.senders.pop_back();
    chip.links = {in, out};
    return;
  }
  for (std::size_t core = 0; core + 1 < chip.cores.size(); ++core) {
    Link own = shared;
    own.name = "dram of core " + std::to_string(core);
    own.senders = own.receivers = {CoreId(core), chip.offChip};
    chip.links.push_back(own);
  }
}

/// Memories of a core whose one memory, for all operands, is given.
std::vector<MemoryLevel> memoriesOf(RandomMemories kind, const MemoryLevel& shared) {
  if (kind == RandomMemories::Shared) return {shared};
  if (kind == RandomMemories::Private) {
    MemoryLevel inputs = shared, outputs = shared;
    inputs.name = "in";
    outputs.name = "out";
    inputs.served[roleIndex(OperandRole::O)].reset();
    outputs.served[roleIndex(OperandRole::I)].reset();
    outputs.served[roleIndex(OperandRole::W)].reset();
    return {inputs, outputs};
  }
  std::vector<MemoryLevel> levels;
  for (OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O}) {
    MemoryLevel registers =
        sharedMemory("registers " + std::to_string(roleIndex(role)), Bits{kPrecision}, BitsPerCycle{2 * kPrecision});
    for (OperandRole other : {OperandRole::I, OperandRole::W, OperandRole::O})
      if (other != role) registers.served[roleIndex(other)].reset();
    levels.push_back(registers);
  }
  levels.push_back(shared);
  return levels;
}

}  // namespace

Accelerator acceleratorOf(const RandomDesign& design) {
  const std::int64_t rowBits = design.columns * kPrecision * (design.layers.empty() ? design.states : 1);
  Accelerator accelerator = chipWithSharedDram({.cores = design.cores,
                                                .d1 = design.arraySide,
                                                .d2 = design.arraySide,
                                                .sram = Bits{design.memoryRows * rowBits},
                                                .dramBandwidth = BitsPerCycle{design.dramBandwidth}});
  if (design.cores > 1)
    accelerator.cores[static_cast<std::size_t>(design.cores) - 1].memories.front().capacity =
        Bits{design.lastMemoryRows * rowBits};
  for (std::size_t core = 0; core + 1 < accelerator.cores.size(); ++core) {
    std::vector<MemoryLevel>& memories = accelerator.cores[core].memories;
    memories.front().ports.front().bandwidth = BitsPerCycle{design.portBandwidth};
    memories = memoriesOf(design.memories, memories.front());
  }
  linkOffChip(accelerator, design.dram);
  if (design.cores < 2) return accelerator;
  for (Link& link : linksBetween(design)) accelerator.links.push_back(std::move(link));
  return accelerator;
}

}  // namespace fusewright::tests
