#include "core/metrics/bit_energy.h"

#include <vector>

#include "core/metrics/transfer_energy.h"

namespace fusewright {

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

BitPrices::BitPrices(const Accelerator& accelerator) : accelerator_(accelerator), memories_(accelerator.cores.size()) {
  for (std::size_t index = 0; index < memories_.size(); ++index) {
    const Core& core = accelerator.cores[index];
    if (CoreId(index) != accelerator.offChip)
      memories_[index] = sramBitEnergy(accelerator.technology, core.memories[topLevel(core, OperandRole::O)].capacity);
  }
}

BitPrices::Move BitPrices::of(const Schedule& schedule, const Transfer& transfer) const {
  const auto bits = static_cast<double>(transfer.bits.value);
  Move energy;
  std::size_t hop = 0;
  for (const LinkId link : schedule.linksOf(transfer))
    if (!transfer.sharesHop(hop++) && !endsOffChip(accelerator_, accelerator_.link(link)))
      energy.links += accelerator_.technology.linkBit.times(bits);
  if (!transfer.isCopy()) energy.source = memories_[transfer.from.index()].times(bits);
  energy.destination = memories_[transfer.to.index()].times(bits);
  return energy;
}

EnergyRange transferBitEnergy(const Accelerator& accelerator, const Schedule& schedule) {
  const BitPrices prices(accelerator);
  EnergyRange energy;
  for (const Transfer& transfer : schedule.transfers) {
    const BitPrices::Move move = prices.of(schedule, transfer);
    energy += move.links;
    energy += move.source;
    energy += move.destination;
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
