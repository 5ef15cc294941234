#include "core/cost/memory_nest.h"

#include <algorithm>
#include <numeric>

#include "core/cost/operand_relevance.h"

namespace fusewright {
namespace {

/// Takes from `open` the array dimensions that `memory` serves.
std::vector<int> takeServed(const OperationalArray& array, const MemoryLevel& memory, std::vector<int>& open) {
  std::vector<int> taken;
  for (const std::string& name : memory.servedDims) {
    const auto found = std::find_if(open.begin(), open.end(),
                                    [&](int dim) { return array.dims[static_cast<std::size_t>(dim)].name == name; });
    if (found == open.end()) continue;
    taken.push_back(*found);
    open.erase(found);
  }
  return taken;
}

void addLevels(MemoryNest& nest, const OperationalArray& array, OperandRole role) {
  std::vector<NestLevel>& levels = nest.levels[roleIndex(role)];
  for (std::size_t i = 0; i < nest.memories.size(); ++i) {
    if (!serves(nest.memories[i], role)) continue;
    levels.push_back({.memory = i, .ports = *nest.memories[i].served[roleIndex(role)], .newArrayDims = {}});
  }
  if (levels.size() > kMaxLevels) levels.erase(levels.begin(), levels.end() - static_cast<std::ptrdiff_t>(kMaxLevels));
  std::vector<int>& open = nest.arrayDimsAbove[roleIndex(role)];
  open.resize(array.dims.size());
  std::iota(open.begin(), open.end(), 0);
  for (NestLevel& level : levels) level.newArrayDims = takeServed(array, nest.memories[level.memory], open);
}

/// Leaves out memories that no level uses.
void compactMemories(MemoryNest& nest) {
  std::vector<MemoryLevel> kept;
  std::vector<std::size_t> place(nest.memories.size(), 0);
  for (std::size_t i = 0; i < nest.memories.size(); ++i) {
    const bool used = std::any_of(nest.levels.begin(), nest.levels.end(), [i](const std::vector<NestLevel>& levels) {
      return std::any_of(levels.begin(), levels.end(), [i](const NestLevel& level) { return level.memory == i; });
    });
    if (!used) continue;
    place[i] = kept.size();
    kept.push_back(nest.memories[i]);
  }
  for (std::vector<NestLevel>& levels : nest.levels) {
    for (NestLevel& level : levels) level.memory = place[level.memory];
  }
  nest.memories = std::move(kept);
}

}  // namespace

MemoryNest makeMemoryNest(const Core& core, const Core& offChip, const StreamedOperands& streamed) {
  MemoryNest nest{.memories = core.memories, .levels = {}, .arrayDimsAbove = {}, .hasOffChip = false};
  if (streamed.any() && !offChip.memories.empty()) {
    MemoryLevel top = offChip.memories.front();
    for (const OperandRole role : kAllRoles) {
      if (!streamed[role]) top.served[roleIndex(role)].reset();
    }
    nest.memories.push_back(std::move(top));
    nest.hasOffChip = true;
  }
  for (const OperandRole role : kAllRoles) addLevels(nest, core.array, role);
  compactMemories(nest);
  return nest;
}

}  // namespace fusewright
