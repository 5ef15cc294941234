#include "core/hardware/accelerator.h"

#include <algorithm>
#include <deque>
#include <set>

#include <fmt/format.h>

namespace fusewright {
namespace {

bool hasEnd(const std::vector<CoreId>& ends, CoreId core) {
  return std::ranges::find(ends, core) != ends.end();
}

bool isOffChipPort(const Accelerator& accelerator, const Link& link) {
  return hasEnd(link.senders, accelerator.offChip) || hasEnd(link.receivers, accelerator.offChip);
}

/// Fewest hops by breadth-first search from the destination backwards; nothing if `to` cannot be reached.
std::optional<std::vector<LinkId>> shortestRoute(const Accelerator& accelerator, CoreId from, CoreId to,
                                                 std::span<const LinkId> usable) {
  struct Hop {
    LinkId link;
    CoreId next;
  };
  std::vector<std::optional<Hop>> onward(accelerator.cores.size());
  std::deque<CoreId> frontier{to};
  while (!frontier.empty() && !onward[from.index()]) {
    const CoreId here = frontier.front();
    frontier.pop_front();
    for (LinkId id : usable) {
      if (!hasEnd(accelerator.link(id).receivers, here)) continue;
      for (CoreId sender : accelerator.link(id).senders) {
        if (sender == to || onward[sender.index()]) continue;
        onward[sender.index()] = Hop{id, here};
        frontier.push_back(sender);
      }
    }
  }
  if (!onward[from.index()]) return std::nullopt;
  std::vector<LinkId> links;
  for (CoreId here = from; here != to; here = onward[here.index()]->next) links.push_back(onward[here.index()]->link);
  return links;
}

}  // namespace

std::size_t topLevel(const Core& core, OperandRole role) {
  std::size_t top = 0;
  for (std::size_t level = 0; level < core.memories.size(); ++level)
    if (serves(core.memories[level], role)) top = level;
  return top;
}

std::vector<TopMemory> topMemories(const Accelerator& accelerator) {
  std::vector<TopMemory> memories;
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index) {
    const Core& core = accelerator.cores[index];
    std::set<std::size_t> levels;
    for (OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O}) levels.insert(topLevel(core, role));
    const std::string owner = CoreId(index) == accelerator.offChip ? "offchip" : fmt::format("core{}", index);
    for (std::size_t level : levels)
      memories.push_back({CoreId(index), level, fmt::format("{}.{}", owner, core.memories[level].name)});
  }
  return memories;
}

Result<std::vector<LinkId>> route(const Accelerator& accelerator, CoreId from, CoreId to) {
  if (from == to) return std::vector<LinkId>{};
  std::vector<LinkId> all, onChip;
  for (std::size_t index = 0; index < accelerator.links.size(); ++index) {
    all.emplace_back(index);
    if (!isOffChipPort(accelerator, accelerator.links[index])) onChip.emplace_back(index);
  }
  if (from != accelerator.offChip && to != accelerator.offChip)
    if (auto links = shortestRoute(accelerator, from, to, onChip)) return *links;
  if (auto links = shortestRoute(accelerator, from, to, all)) return *links;
  return failure(
      fmt::format("no links lead from core '{}' to core '{}'", accelerator.core(from).name, accelerator.core(to).name),
      accelerator.name, "add a link between them, or one from each of them to the off-chip memory");
}

double chipArea(const Accelerator& accelerator) {
  const double megabits = static_cast<double>(totalOnChipMemory(accelerator).value) / (1 << 20);
  const double unitArea = static_cast<double>(totalUnits(accelerator)) * accelerator.area.mm2PerUnit;
  return accelerator.area.fixedMm2 + unitArea + megabits * accelerator.area.mm2PerMegabit;
}

std::int64_t totalUnits(const Accelerator& accelerator) {
  std::int64_t units = 0;
  for (const Core& core : accelerator.cores) units += unitCount(core.array);
  return units;
}

Bits totalOnChipMemory(const Accelerator& accelerator) {
  Bits total;
  for (const TopMemory& memory : topMemories(accelerator))
    if (memory.core != accelerator.offChip) total += accelerator.core(memory.core).memories[memory.level].capacity;
  return total;
}

}  // namespace fusewright
