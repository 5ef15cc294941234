#include "core/schedule/route_table.h"

#include <algorithm>
#include <limits>

namespace fusewright {
namespace {

/// Of the ports that are not of kind `excluded`; 1 if there is none.
std::int64_t widestPort(const MemoryLevel& memory, PortKind excluded) {
  std::int64_t widest = 1;
  for (const MemoryPort& port : memory.ports)
    if (port.kind != excluded) widest = std::max(widest, port.bandwidth.value);
  return widest;
}

}  // namespace

RouteTable::RouteTable(const Accelerator& accelerator) : cores_(accelerator.cores.size()) {
  for (std::size_t from = 0; from < cores_; ++from)
    for (std::size_t to = 0; to < cores_; ++to) {
      std::vector<LinkId> links =
          fusewright::route(accelerator, CoreId(from), CoreId(to)).value_or(std::vector<LinkId>{});
      std::int64_t narrowest = std::numeric_limits<std::int64_t>::max();
      for (LinkId link : links) narrowest = std::min(narrowest, accelerator.link(link).bandwidth.value);
      routes_.push_back(std::move(links));
      bandwidths_.push_back(narrowest);
    }
  const std::vector<TopMemory> memories = topMemories(accelerator);
  for (const TopMemory& memory : memories) {
    const MemoryLevel& level = accelerator.core(memory.core).memories[memory.level];
    coreOfMemory_.push_back(memory.core);
    readBandwidths_.push_back(widestPort(level, PortKind::Write));
    writeBandwidths_.push_back(widestPort(level, PortKind::Read));
  }
  for (std::size_t core = 0; core < cores_; ++core)
    for (OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O}) {
      const std::size_t level = topLevel(accelerator.cores[core], role);
      const auto found = std::ranges::find_if(
          memories, [&](const TopMemory& memory) { return memory.core == CoreId(core) && memory.level == level; });
      memories_.push_back(MemoryId(static_cast<std::size_t>(found - memories.begin())));
    }
}

}  // namespace fusewright
