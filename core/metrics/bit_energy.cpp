#include "core/metrics/bit_energy.h"

#include <algorithm>
#include <vector>

namespace fusewright {
namespace {

bool endsOffChip(const Accelerator& accelerator, const Link& link) {
  const auto holds = [&](const std::vector<CoreId>& ends) {
    return std::ranges::find(ends, accelerator.offChip) != ends.end();
  };
  return holds(link.senders) || holds(link.receivers);
}

/// pJ per bit of the memory at the top of each core; nothing for the off-chip one.
std::vector<EnergyRange> topBitEnergies(const Accelerator& accelerator) {
  std::vector<EnergyRange> energies(accelerator.cores.size());
  for (std::size_t index = 0; index < energies.size(); ++index) {
    const Core& core = accelerator.cores[index];
    if (CoreId(index) != accelerator.offChip)
      energies[index] = sramBitEnergy(accelerator.technology, core.memories[topLevel(core, OperandRole::O)].capacity);
  }
  return energies;
}

}  // namespace

EnergyRange EnergyParts::total() const {
  EnergyRange sum = compute;
  sum += onChip;
  sum += offChip;
  return sum;
}

EnergyParts tileBitEnergy(const Technology& technology, const TileCost& cost) {
  EnergyParts energy;
  energy.compute = operationEnergy(technology, cost.operationPrecision).times(static_cast<double>(cost.operations));
  for (const MemoryBits& memory : cost.memoryBits) {
    const bool isRegister = memory.kind == StorageKind::RegisterFile;
    const EnergyRange perBit = isRegister ? technology.registerBit : sramBitEnergy(technology, memory.capacity);
    energy.onChip += perBit.times(memory.bits);
  }
  std::int64_t offChip = 0;
  for (std::size_t role = 0; role < kOperandRoles; ++role)
    offChip += cost.offChipRead[role].value + cost.offChipWrite[role].value;
  energy.offChip = technology.dramBit.times(static_cast<double>(offChip));
  return energy;
}

EnergyRange transferBitEnergy(const Accelerator& accelerator, const Schedule& schedule) {
  const std::vector<EnergyRange> memories = topBitEnergies(accelerator);
  EnergyRange energy;
  for (const Transfer& transfer : schedule.transfers) {
    const auto bits = static_cast<double>(transfer.bits.value);
    std::size_t hop = 0;
    for (const LinkId link : schedule.linksOf(transfer))
      if (!transfer.sharesHop(hop++) && !endsOffChip(accelerator, accelerator.link(link)))
        energy += accelerator.technology.linkBit.times(bits);
    if (!transfer.isCopy()) energy += memories[transfer.from.index()].times(bits);
    energy += memories[transfer.to.index()].times(bits);
  }
  return energy;
}

EnergyParts bitEnergy(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule,
                      const DramTraffic& dram) {
  std::vector<double> tiles(costs.distinct.size());
  for (const std::int32_t cost : costs.ofTile) ++tiles[static_cast<std::size_t>(cost)];
  EnergyParts energy;
  for (std::size_t index = 0; index < tiles.size(); ++index) {
    const EnergyParts ofTile = tileBitEnergy(accelerator.technology, costs.distinct[index]);
    energy.compute += ofTile.compute.times(tiles[index]);
    energy.onChip += ofTile.onChip.times(tiles[index]);
  }
  energy.onChip += transferBitEnergy(accelerator, schedule);
  energy.offChip = accelerator.technology.dramBit.times(static_cast<double>(dram.read.value + dram.written.value));
  return energy;
}

}  // namespace fusewright
