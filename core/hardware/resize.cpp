#include "core/hardware/resize.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/hardware/iso_area.h"

namespace fusewright {
namespace {

/// `total` dealt out in proportion to `present`, at least 1 each. Equal ones get equal shares, so that cores that were
/// alike stay so: what rounding down leaves goes to the first ones among which it can be dealt out evenly.
std::vector<std::int64_t> sharedOut(std::int64_t total, const std::vector<std::int64_t>& present) {
  // What a product of two rounded numbers may lack to the whole number that it should be.
  constexpr double kRounding = 1 + 4 * std::numeric_limits<double>::epsilon();
  double sum = 0;
  for (std::int64_t amount : present) sum += static_cast<double>(amount);
  std::map<std::int64_t, std::int64_t> shareOf;  // by present amount
  std::int64_t left = total;
  for (std::int64_t amount : present) {
    const double part = static_cast<double>(total) * (static_cast<double>(amount) / sum) * kRounding;
    shareOf[amount] = std::max<std::int64_t>(static_cast<std::int64_t>(std::floor(part)), 1);
    left -= shareOf[amount];
  }
  std::vector<std::int64_t> shares;
  for (std::int64_t amount : present) {
    const std::int64_t equals = std::ranges::count(present, amount);
    const std::int64_t more = std::max<std::int64_t>(left, 0) / equals;
    shareOf[amount] += more;
    left -= more * equals;
  }
  for (std::int64_t amount : present) shares.push_back(shareOf[amount]);
  return shares;
}

std::vector<TopMemory> onChipMemories(const Accelerator& accelerator) {
  std::vector<TopMemory> memories = topMemories(accelerator);
  std::erase_if(memories, [&](const TopMemory& memory) { return memory.core == accelerator.offChip; });
  return memories;
}

void resizeArray(OperationalArray& array, std::int64_t units) {
  if (array.dims.size() == 2) {
    const ArraySides sides = arraySides(units);
    array.dims[0].size = sides.a;
    array.dims[1].size = sides.b;
    return;
  }
  const std::int64_t others = unitCount(array) / array.dims.back().size;
  array.dims.back().size = std::max<std::int64_t>((units + others / 2) / others, 1);
}

}  // namespace

Accelerator withOnChipMemory(Accelerator accelerator, Bits total) {
  const std::vector<TopMemory> memories = onChipMemories(accelerator);
  std::vector<std::int64_t> present;
  for (const TopMemory& memory : memories)
    present.push_back(accelerator.core(memory.core).memories[memory.level].capacity.value);
  const std::vector<std::int64_t> shares = sharedOut(total.value, present);
  for (std::size_t index = 0; index < memories.size(); ++index)
    accelerator.cores[memories[index].core.index()].memories[memories[index].level].capacity = Bits{shares[index]};
  return accelerator;
}

Accelerator withUnits(Accelerator accelerator, std::int64_t total) {
  std::vector<std::int64_t> present;
  for (const Core& core : accelerator.cores)
    if (unitCount(core.array) > 0) present.push_back(unitCount(core.array));
  const std::vector<std::int64_t> shares = sharedOut(total, present);
  auto share = shares.begin();
  for (Core& core : accelerator.cores)
    if (unitCount(core.array) > 0) resizeArray(core.array, *share++);
  return accelerator;
}

BitsPerCycle dramBandwidth(const Accelerator& accelerator) {
  return std::ranges::min(accelerator.dram().ports, {}, &MemoryPort::bandwidth).bandwidth;
}

Accelerator withDramBandwidth(Accelerator accelerator, BitsPerCycle bandwidth) {
  for (MemoryPort& port : accelerator.cores[accelerator.offChip.index()].memories.front().ports)
    port.bandwidth = bandwidth;
  const auto endsOffChip = [&](const std::vector<CoreId>& ends) {
    return std::ranges::find(ends, accelerator.offChip) != ends.end();
  };
  for (Link& link : accelerator.links)
    if (endsOffChip(link.senders) || endsOffChip(link.receivers)) link.bandwidth = bandwidth;
  return accelerator;
}

Accelerator withSramBandwidth(Accelerator accelerator, BitsPerCycle bandwidth) {
  for (const TopMemory& memory : onChipMemories(accelerator))
    for (MemoryPort& port : accelerator.cores[memory.core.index()].memories[memory.level].ports)
      port.bandwidth = bandwidth;
  return accelerator;
}

}  // namespace fusewright
