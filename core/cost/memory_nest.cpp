#include "core/cost/memory_nest.h"

#include <algorithm>
#include <numeric>

#include "core/cost/operand_relevance.h"

namespace fusewright {
namespace {

bool servesDim(const MemoryLevel& memory, const std::string& arrayDim) {
  return std::find(memory.servedDims.begin(), memory.servedDims.end(), arrayDim) != memory.servedDims.end();
}

/// The levels of one operand; the innermost are left out beyond kMaxLevels.
std::vector<NestLevel> levelsOf(const std::vector<MemoryLevel>& memories, OperandRole role) {
  std::vector<NestLevel> levels;
  for (std::size_t i = 0; i < memories.size(); ++i) {
    if (!serves(memories[i], role)) continue;
    levels.push_back({.memory = i, .ports = *memories[i].served[roleIndex(role)], .newArrayDims = {}});
  }
  if (levels.size() > kMaxLevels) levels.erase(levels.begin(), levels.end() - static_cast<std::ptrdiff_t>(kMaxLevels));
  return levels;
}

/// Array dimensions by the number of levels below which they lie: every dimension belongs to the lowest level that
/// serves it, or above them all.
std::vector<std::vector<int>> dimsByLevel(const std::vector<MemoryLevel>& memories, const OperationalArray& array,
                                          const std::vector<NestLevel>& levels) {
  std::vector<std::vector<int>> dims(levels.size() + 1);
  for (std::size_t dim = 0; dim < array.dims.size(); ++dim) {
    const auto lowest = std::find_if(levels.begin(), levels.end(), [&](const NestLevel& level) {
      return servesDim(memories[level.memory], array.dims[dim].name);
    });
    dims[static_cast<std::size_t>(lowest - levels.begin())].push_back(static_cast<int>(dim));
  }
  return dims;
}

/// Without the memories that no level uses. The off-chip memory, if there, is number `offChip`.
MemoryNest compacted(MemoryNest nest, std::size_t offChip) {
  std::vector<MemoryLevel> kept;
  std::vector<std::size_t> place(nest.memories.size(), 0);
  for (std::size_t i = 0; i < nest.memories.size(); ++i) {
    const bool used = std::any_of(nest.levels.begin(), nest.levels.end(), [i](const std::vector<NestLevel>& levels) {
      return std::any_of(levels.begin(), levels.end(), [i](const NestLevel& level) { return level.memory == i; });
    });
    if (!used) continue;
    place[i] = kept.size();
    kept.push_back(std::move(nest.memories[i]));
    nest.hasOffChip = i == offChip;
  }
  for (std::vector<NestLevel>& levels : nest.levels) {
    for (NestLevel& level : levels) level.memory = place[level.memory];
  }
  nest.memories = std::move(kept);
  return nest;
}

}  // namespace

MemoryNest makeMemoryNest(const Core& core, const Core& offChip, const StreamedOperands& streamed) {
  MemoryNest nest{.memories = core.memories, .levels = {}, .arrayDimsAbove = {}, .hasOffChip = false};
  if (streamed.any() && !offChip.memories.empty()) {
    nest.memories.push_back(offChip.memories.front());
    for (const OperandRole role : kAllRoles) {
      if (!streamed[role]) nest.memories.back().served[roleIndex(role)].reset();
    }
  }
  for (const OperandRole role : kAllRoles) {
    std::vector<NestLevel>& levels = nest.levels[roleIndex(role)];
    levels = levelsOf(nest.memories, role);
    std::vector<std::vector<int>> dims = dimsByLevel(nest.memories, core.array, levels);
    for (std::size_t k = 0; k < levels.size(); ++k) levels[k].newArrayDims = std::move(dims[k]);
    nest.arrayDimsAbove[roleIndex(role)] = std::move(dims.back());
  }
  return compacted(std::move(nest), core.memories.size());
}

}  // namespace fusewright
