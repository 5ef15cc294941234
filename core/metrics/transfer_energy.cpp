#include "core/metrics/transfer_energy.h"

#include <algorithm>

namespace fusewright {
namespace {

/// Energy of one access at the full width of a port, and that width, for the top memory of a core.
struct Access {
  double energy = 0;
  std::int64_t width = 1;

  [[nodiscard]] double of(Bits bits) const {
    return static_cast<double>(bits.value) / static_cast<double>(width) * energy;
  }
};

Access accessOf(const MemoryLevel& memory, PortKind kind) {
  Access access{.energy = kind == PortKind::Read ? memory.readEnergy.value : memory.writeEnergy.value, .width = 1};
  for (const MemoryPort& port : memory.ports)
    if (port.kind == kind || port.kind == PortKind::ReadWrite)
      access.width = std::max(access.width, port.bandwidth.value);
  return access;
}

const MemoryLevel& topMemory(const Core& core) {
  return core.memories[topLevel(core, OperandRole::O)];
}

}  // namespace

Picojoules transferEnergy(const Accelerator& accelerator, const Schedule& schedule) {
  std::vector<Access> reads, writes;
  for (const Core& core : accelerator.cores) {
    reads.push_back(accessOf(topMemory(core), PortKind::Read));
    writes.push_back(accessOf(topMemory(core), PortKind::Write));
  }
  Picojoules energy;
  for (const Transfer& transfer : schedule.transfers) {
    const double duration = (transfer.end - transfer.start).value;
    std::size_t hop = 0;
    for (LinkId link : schedule.linksOf(transfer)) {
      if (transfer.sharesHop(hop++)) continue;
      const Link& carrier = accelerator.link(link);
      energy += carrier.energyPerCycle * (duration * (transfer.bandwidth / carrier.bandwidth));
    }
    if (!transfer.isCopy()) energy += Picojoules(reads[transfer.from.index()].of(transfer.bits));
    energy += Picojoules(writes[transfer.to.index()].of(transfer.bits));
  }
  return energy;
}

}  // namespace fusewright
