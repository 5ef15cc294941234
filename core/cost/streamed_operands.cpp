#include "core/cost/streamed_operands.h"

#include <algorithm>
#include <optional>

namespace fusewright {
namespace {

/// The operand that leaves first among operands of equal size comes first.
constexpr std::array kLeavingOrder{OperandRole::O, OperandRole::I, OperandRole::W};

std::optional<std::size_t> lowestLevel(const Core& core, OperandRole role) {
  const auto found = std::find_if(core.memories.begin(), core.memories.end(),
                                  [role](const MemoryLevel& memory) { return serves(memory, role); });
  if (found == core.memories.end()) return std::nullopt;
  return static_cast<std::size_t>(found - core.memories.begin());
}

std::optional<std::size_t> highestLevel(const Core& core, OperandRole role) {
  for (std::size_t level = core.memories.size(); level-- > 0;) {
    if (serves(core.memories[level], role)) return level;
  }
  return std::nullopt;
}

std::int64_t instances(const Core& core, const MemoryLevel& memory) {
  std::int64_t count = 1;
  for (const ArrayDim& dim : core.array.dims) {
    const bool served =
        std::find(memory.servedDims.begin(), memory.servedDims.end(), dim.name) != memory.servedDims.end();
    if (!served) count *= dim.size;
  }
  return count;
}

/// Room that operands off chip still take: all instances of their lowest memories.
std::int64_t roomForStreams(const Core& core, const std::vector<OperandRole>& leaving) {
  std::int64_t bits = 0;
  for (const OperandRole role : leaving) {
    const MemoryLevel& lowest = core.memories[lowestLevel(core, role).value_or(0)];
    bits += lowest.capacity.value * instances(core, lowest);
  }
  return bits;
}

std::int64_t totalBits(const TileShape& shape, const std::vector<OperandRole>& roles) {
  std::int64_t bits = 0;
  for (const OperandRole role : roles) bits += operandBits(shape, role).value;
  return bits;
}

/// The operands that do not find room in memory `level`, which is the highest of all that it holds.
std::vector<OperandRole> leavingFrom(const TileShape& shape, const Core& core, std::size_t level) {
  std::vector<OperandRole> staying;
  for (const OperandRole role : kLeavingOrder) {
    if (highestLevel(core, role) == level) staying.push_back(role);
  }
  std::stable_sort(staying.begin(), staying.end(),
                   [&shape](OperandRole a, OperandRole b) { return operandBits(shape, a) > operandBits(shape, b); });
  std::vector<OperandRole> leaving;
  const std::int64_t capacity = core.memories[level].capacity.value;
  while (!staying.empty() && totalBits(shape, staying) + roomForStreams(core, leaving) > capacity) {
    leaving.push_back(staying.front());
    staying.erase(staying.begin());
  }
  return leaving;
}

}  // namespace

StreamedOperands streamedOperands(const TileShape& shape, const Core& core) {
  if (shape.surroundings.group == GroupMembership::Alone) return {.streamed = {true, true, true}};
  StreamedOperands result;
  for (std::size_t level = 0; level < core.memories.size(); ++level) {
    for (const OperandRole role : leavingFrom(shape, core, level)) result.streamed[roleIndex(role)] = true;
  }
  return result;
}

}  // namespace fusewright
