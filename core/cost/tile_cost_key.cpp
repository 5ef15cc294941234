#include <bit>
#include <string_view>

#include "core/cost/estimate_tile_costs.h"

namespace fusewright {
namespace {

/// Flattens values to numbers, one after the other.
class KeyWriter {
 public:
  void add(std::int64_t number) { key_.push_back(number); }

  void add(double number) { key_.push_back(std::bit_cast<std::int64_t>(number)); }

  /// Length, then eight characters a number.
  void add(std::string_view text) {
    key_.push_back(static_cast<std::int64_t>(text.size()));
    for (std::size_t i = 0; i < text.size(); i += 8) {
      std::uint64_t packed = 0;
      for (const char character : text.substr(i, 8)) packed = packed << 8 | static_cast<unsigned char>(character);
      key_.push_back(static_cast<std::int64_t>(packed));
    }
  }

  void add(const TileOperand& operand) {
    add(std::int64_t{operand.precision});
    add(std::int64_t{operand.finalPrecision});
    add(static_cast<std::int64_t>(operand.axes.size()));
    for (const TileAxis& axis : operand.axes) {
      add(axis.limit);
      add(static_cast<std::int64_t>(axis.terms.size()));
      for (const AxisTerm& term : axis.terms) {
        add(std::int64_t{term.dim});
        add(term.stride);
      }
    }
  }

  void add(const TileShape& shape) {
    add(static_cast<std::int64_t>(shape.dims.size()));
    for (const LoopDim& dim : shape.dims) {
      add(dim.name);
      add(dim.size);
    }
    for (const TileOperand& operand : shape.operands) add(operand);
    add(std::int64_t{shape.cyclesPerOperation});
    add(static_cast<std::int64_t>(shape.surroundings.group));
    add(shape.surroundings.parallelParts);
    add(static_cast<std::int64_t>(shape.lanes));
  }

  void add(const std::optional<PortUse>& use) {
    add(std::int64_t{use.has_value()});
    if (!use) return;
    add(std::int64_t{use->fromHigh});
    add(std::int64_t{use->toLow});
    add(std::int64_t{use->fromLow.value_or(-1)});
    add(std::int64_t{use->toHigh.value_or(-1)});
  }

  void add(const MemoryLevel& memory) {
    add(memory.name);  // a shortage is reported by it
    add(memory.capacity.value);
    add(static_cast<std::int64_t>(memory.ports.size()));
    for (const MemoryPort& port : memory.ports) add(port.bandwidth.value);
    for (const std::optional<PortUse>& use : memory.served) add(use);
    add(static_cast<std::int64_t>(memory.servedDims.size()));
    for (const std::string& dim : memory.servedDims) add(dim);
    add(memory.readEnergy.value);
    add(memory.writeEnergy.value);
    add(memory.minReadGranularity.value);
    add(memory.minWriteGranularity.value);
  }

  void add(const Core& core) {
    add(static_cast<std::int64_t>(core.array.dims.size()));
    for (const ArrayDim& dim : core.array.dims) {
      add(dim.name);
      add(dim.size);
    }
    add(core.array.energyPerOperation.value);
    add(static_cast<std::int64_t>(core.memories.size()));
    for (const MemoryLevel& memory : core.memories) add(memory);
  }

  void add(const SpatialMapping& mapping) {
    add(static_cast<std::int64_t>(mapping.unrollings.size()));
    for (const SpatialUnrolling& unrolling : mapping.unrollings) {
      add(std::int64_t{unrolling.arrayDim});
      add(unrolling.loopDim);
      add(unrolling.factor);
    }
  }

  void add(const Assumptions& assumptions) {
    for (const Repair repair : {Repair::SharedPorts, Repair::WholeCycles, Repair::PipelinedTiles})
      add(std::int64_t{assumptions.has(repair)});
  }

  [[nodiscard]] TileCostKey take() { return std::move(key_); }

 private:
  TileCostKey key_;
};

}  // namespace

TileCostKey tileCostKey(const TileShape& shape, const Core& core, const Core& offChip, const SpatialMapping& mapping,
                        const Assumptions& assumptions) {
  KeyWriter writer;
  writer.add(shape);
  writer.add(mapping);
  writer.add(core);
  writer.add(offChip);
  writer.add(assumptions);
  return writer.take();
}

}  // namespace fusewright
