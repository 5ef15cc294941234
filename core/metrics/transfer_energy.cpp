#include "core/metrics/transfer_energy.h"

#include <algorithm>

namespace fusewright {

AccessPrices::Access AccessPrices::accessOf(const Core& core, PortKind kind) {
  const MemoryLevel& memory = core.memories[topLevel(core, OperandRole::O)];
  Access access{.energy = kind == PortKind::Read ? memory.readEnergy.value : memory.writeEnergy.value, .width = 1};
  for (const MemoryPort& port : memory.ports)
    if (port.kind == kind || port.kind == PortKind::ReadWrite)
      access.width = std::max(access.width, port.bandwidth.value);
  return access;
}

AccessPrices::AccessPrices(const Accelerator& accelerator) : accelerator_(accelerator) {
  for (const Core& core : accelerator.cores) {
    reads_.push_back(accessOf(core, PortKind::Read));
    writes_.push_back(accessOf(core, PortKind::Write));
  }
}

MoveEnergy AccessPrices::of(const Schedule& schedule, const Transfer& transfer) const {
  const auto priced = [&](const Access& access) {
    return Picojoules(static_cast<double>(transfer.bits.value) / static_cast<double>(access.width) * access.energy);
  };
  MoveEnergy energy;
  const double duration = (transfer.end - transfer.start).value;
  std::size_t hop = 0;
  for (const LinkId link : schedule.linksOf(transfer)) {
    if (transfer.sharesHop(hop++)) continue;
    const Link& carrier = accelerator_.link(link);
    (endsOffChip(accelerator_, carrier) ? energy.offChipLinks : energy.coreLinks) +=
        carrier.energyPerCycle * (duration * (transfer.bandwidth / carrier.bandwidth));
  }
  if (!transfer.isCopy()) energy.source = priced(reads_[transfer.from.index()]);
  energy.destination = priced(writes_[transfer.to.index()]);
  return energy;
}

bool endsOffChip(const Accelerator& accelerator, const Link& link) {
  const auto holds = [&](const std::vector<CoreId>& ends) {
    return std::ranges::find(ends, accelerator.offChip) != ends.end();
  };
  return holds(link.senders) || holds(link.receivers);
}

Picojoules transferEnergy(const Accelerator& accelerator, const Schedule& schedule) {
  const AccessPrices prices(accelerator);
  Picojoules energy;
  for (const Transfer& transfer : schedule.transfers) energy += prices.of(schedule, transfer).total();
  return energy;
}

}  // namespace fusewright
