#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace fusewright {

/// An index into one particular table. `Tag` keeps ids of different tables apart, so that a tile can not be
/// looked up where a layer is meant. Ids count from 0 in the order of their table.
template <typename Tag>
struct Id {
  std::int32_t value = 0;

  constexpr Id() = default;
  constexpr explicit Id(std::int32_t index) : value(index) {}
  constexpr explicit Id(std::size_t index) : value(static_cast<std::int32_t>(index)) {}

  /// The position in the table's vector.
  [[nodiscard]] constexpr std::size_t index() const { return static_cast<std::size_t>(value); }

  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using LayerId = Id<struct LayerTag>;        ///< Workload::layers
using TensorId = Id<struct TensorTag>;      ///< Workload::tensors
using TileId = Id<struct TileTag>;          ///< TileGraph tiles, in order of priority
using PieceId = Id<struct PieceTag>;        ///< a part of a tensor that memories hold and links move: Schedule::pieces
using CoreId = Id<struct CoreTag>;          ///< Accelerator::cores
using MemoryId = Id<struct MemoryTag>;      ///< Accelerator::memories()
using LinkId = Id<struct LinkTag>;          ///< Accelerator::links
using TransferId = Id<struct TransferTag>;  ///< Schedule::transfers

}  // namespace fusewright

template <typename Tag>
struct std::hash<fusewright::Id<Tag>> {
  std::size_t operator()(fusewright::Id<Tag> id) const noexcept { return std::hash<std::int32_t>{}(id.value); }
};
