#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/hardware/accelerator.h"

namespace fusewright {

/// Routes between all pairs of cores, looked up once; and the memories by core and role.
class RouteTable {
 public:
  explicit RouteTable(const Accelerator& accelerator);

  [[nodiscard]] std::span<const LinkId> route(CoreId from, CoreId to) const { return routes_[position(from, to)]; }
  [[nodiscard]] bool connected(CoreId from, CoreId to) const {
    return from == to || !routes_[position(from, to)].empty();
  }

  /// Bandwidth of the narrowest link on the way; `from` and `to` differ.
  [[nodiscard]] std::int64_t bandwidth(CoreId from, CoreId to) const { return bandwidths_[position(from, to)]; }

  /// What two memories of one core can pass to each other: no link is on the way, but the ports of both.
  [[nodiscard]] std::int64_t bandwidthWithinCore(MemoryId from, MemoryId to) const {
    return std::min(readBandwidths_[from.index()], writeBandwidths_[to.index()]);
  }

  /// The top memory of `core` for operands of `role`.
  [[nodiscard]] MemoryId memory(CoreId core, OperandRole role) const {
    return memories_[core.index() * kOperandRoles + roleIndex(role)];
  }
  [[nodiscard]] CoreId coreOf(MemoryId memory) const { return coreOfMemory_[memory.index()]; }
  [[nodiscard]] std::size_t memoryCount() const { return coreOfMemory_.size(); }

 private:
  [[nodiscard]] std::size_t position(CoreId from, CoreId to) const { return from.index() * cores_ + to.index(); }

  std::size_t cores_;
  std::vector<std::vector<LinkId>> routes_;
  std::vector<std::int64_t> bandwidths_;
  std::vector<std::int64_t> readBandwidths_;   ///< by memory: its widest port out
  std::vector<std::int64_t> writeBandwidths_;  ///< by memory: its widest port in
  std::vector<MemoryId> memories_;
  std::vector<CoreId> coreOfMemory_;
};

}  // namespace fusewright
