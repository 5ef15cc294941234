#include <bit>
#include <string_view>

#include "core/cost/estimate_tile_costs.h"

namespace fusewright {
namespace {

void append(TileCostKey& key, std::int64_t number) {
  key.push_back(number);
}

void append(TileCostKey& key, double number) {
  key.push_back(std::bit_cast<std::int64_t>(number));
}

/// Length, then eight characters a number.
void append(TileCostKey& key, std::string_view text) {
  key.push_back(static_cast<std::int64_t>(text.size()));
  for (std::size_t i = 0; i < text.size(); i += 8) {
    std::uint64_t packed = 0;
    for (const char character : text.substr(i, 8)) packed = packed << 8 | static_cast<unsigned char>(character);
    key.push_back(static_cast<std::int64_t>(packed));
  }
}

void append(TileCostKey& key, const TileOperand& operand) {
  append(key, std::int64_t{operand.precision});
  append(key, std::int64_t{operand.finalPrecision});
  append(key, static_cast<std::int64_t>(operand.axes.size()));
  for (const TileAxis& axis : operand.axes) {
    append(key, axis.limit);
    append(key, static_cast<std::int64_t>(axis.terms.size()));
    for (const AxisTerm& term : axis.terms) {
      append(key, std::int64_t{term.dim});
      append(key, term.stride);
    }
  }
}

void append(TileCostKey& key, const TileShape& shape) {
  append(key, static_cast<std::int64_t>(shape.dims.size()));
  for (const LoopDim& dim : shape.dims) {
    append(key, dim.name);
    append(key, dim.size);
  }
  for (const TileOperand& operand : shape.operands) append(key, operand);
  append(key, std::int64_t{shape.cyclesPerOperation});
  append(key, static_cast<std::int64_t>(shape.surroundings.group));
  append(key, shape.surroundings.chipCores);
}

void append(TileCostKey& key, const std::optional<PortUse>& use) {
  append(key, std::int64_t{use.has_value()});
  if (!use) return;
  append(key, std::int64_t{use->fromHigh});
  append(key, std::int64_t{use->toLow});
  append(key, std::int64_t{use->fromLow.value_or(-1)});
  append(key, std::int64_t{use->toHigh.value_or(-1)});
}

void append(TileCostKey& key, const MemoryLevel& memory) {
  append(key, memory.capacity.value);
  append(key, static_cast<std::int64_t>(memory.ports.size()));
  for (const MemoryPort& port : memory.ports) append(key, port.bandwidth.value);
  for (const std::optional<PortUse>& use : memory.served) append(key, use);
  append(key, static_cast<std::int64_t>(memory.servedDims.size()));
  for (const std::string& dim : memory.servedDims) append(key, dim);
  append(key, memory.readEnergy.value);
  append(key, memory.writeEnergy.value);
  append(key, memory.minReadGranularity.value);
  append(key, memory.minWriteGranularity.value);
}

void append(TileCostKey& key, const Core& core) {
  append(key, static_cast<std::int64_t>(core.array.dims.size()));
  for (const ArrayDim& dim : core.array.dims) {
    append(key, dim.name);
    append(key, dim.size);
  }
  append(key, core.array.energyPerOperation.value);
  append(key, static_cast<std::int64_t>(core.memories.size()));
  for (const MemoryLevel& memory : core.memories) append(key, memory);
}

void append(TileCostKey& key, const SpatialMapping& mapping) {
  append(key, static_cast<std::int64_t>(mapping.unrollings.size()));
  for (const SpatialUnrolling& unrolling : mapping.unrollings) {
    append(key, std::int64_t{unrolling.arrayDim});
    append(key, unrolling.loopDim);
    append(key, unrolling.factor);
  }
}

}  // namespace

TileCostKey tileCostKey(const TileShape& shape, const Core& core, const Core& offChip, const SpatialMapping& mapping) {
  TileCostKey key;
  append(key, shape);
  append(key, mapping);
  append(key, core);
  append(key, offChip);
  return key;
}

}  // namespace fusewright
