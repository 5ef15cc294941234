#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/id.h"
#include "core/base/interval.h"
#include "core/base/operand_role.h"
#include "core/base/quantity.h"

namespace fusewright {

/// One loop over the tiles of a layer: `parts` tiles along loop dimension `dim`, `size` iterations from one to the
/// next, which is what each covers unless tiles overlap (TileCover).
struct TileLoop {
  int dim = 0;
  std::int64_t parts = 1;
  std::int64_t size = 1;
  std::int32_t step = -1;  ///< where halos are recomputed: the loop over steps of the group that it is; else -1

  friend bool operator==(const TileLoop&, const TileLoop&) = default;
};

/// What tiles cover of one loop dimension where halos are recomputed: from `before` iterations before the place that
/// the loops over tiles say, `extent` iterations, clipped to the loop. The first tile covers all before it, too, and
/// the last one all behind it.
struct TileCover {
  std::int64_t before = 0;
  std::int64_t extent = 0;  ///< 0: tiles are as cut and do not overlap along this dimension
  std::int64_t last = 0;    ///< the place that the loops over tiles say for the last tile
  std::int64_t length = 0;  ///< iterations of the whole loop

  /// The iterations of the tile at `place`.
  [[nodiscard]] constexpr Interval at(std::int64_t place) const {
    const std::int64_t begin = place - before;
    return intersection({place == 0 ? 0 : begin, place == last ? length : begin + extent}, {0, length});
  }

  friend bool operator==(const TileCover&, const TileCover&) = default;
};

/// How one layer is cut. Tiles of a layer are numbered with the first loop fastest; all have the same size (padded up)
/// unless halos are recomputed: then those at a border are smaller.
struct LayerTiling {
  std::vector<TileLoop> loops;  ///< inter-core entries, then intra-core entries
  std::int64_t tiles = 0;       ///< product of parts; 0 for layers without cost
  std::int64_t interCoreParts = 1;
  std::vector<std::int64_t> tileSizes;  ///< per loop dimension of the layer; of the largest tile if they differ
  std::vector<TileCover> covers = {};   ///< per loop dimension if halos of the layer are recomputed, else empty

  /// Whether tiles compute again what others compute too.
  [[nodiscard]] bool overlaps() const { return !covers.empty(); }

  friend bool operator==(const LayerTiling&, const LayerTiling&) = default;
};

/// A constant's block that one or more tiles of a layer read: the same loop ranges, the same object (METHOD A2).
struct ConstantPiece {
  LayerId layer;
  std::int32_t input = 0;  ///< index into Layer::inputs
  Box ranges;              ///< indices along the operand's axes, padding included
  Bits bits;
  std::int32_t uses = 0;  ///< tiles that read it

  friend bool operator==(const ConstantPiece&, const ConstantPiece&) = default;
};

/// The tiles of a design and what they need from one another. Structure of arrays; a tile's id is its priority (METHOD
/// A3). CSR lists: entries of tile t are [begin[t], begin[t+1]).
struct TileGraph {
  std::vector<LayerTiling> layerTilings;  ///< by LayerId

  // per tile
  std::vector<LayerId> layer;
  std::vector<std::int32_t> indexInLayer;
  std::vector<std::int32_t> group;
  std::vector<CoreId> core;
  std::vector<Bits> outputBits;
  std::vector<std::int32_t> consumers;  ///< tiles of other layers that read this tile's output

  // dependencies: producers of each tile by layer, then index in layer; 0 bits between consecutive tiles of one layer
  // on one core
  std::vector<std::int32_t> producerBegin;
  std::vector<TileId> producer;
  std::vector<Bits> producerBits;           ///< what the consumer reads of the producer's output
  std::vector<std::uint8_t> producerInput;  ///< which of the consumer's inputs (Layer::inputs) reads it
  std::vector<std::int32_t> producerSlice;  ///< under B5: number of the part read, the same for all tiles of a group
                                            ///< that read the same part; -1 if it is all, or shared with nobody
  std::vector<std::int32_t> consumerBegin;
  std::vector<TileId> consumer;

  // constants read by each tile, in the order of the layer's inputs
  std::vector<ConstantPiece> constants;
  std::vector<std::int32_t> constantBegin;
  std::vector<std::int32_t> constant;  ///< index into `constants`

  std::vector<std::vector<TileId>> tilesOfLayer;  ///< by LayerId, by index in layer

  [[nodiscard]] std::size_t size() const { return layer.size(); }
  [[nodiscard]] std::span<const TileId> producersOf(TileId tile) const {
    return std::span(producer).subspan(producerBegin[tile.index()],
                                       producerBegin[tile.index() + 1] - producerBegin[tile.index()]);
  }
  [[nodiscard]] std::span<const TileId> consumersOf(TileId tile) const {
    return std::span(consumer).subspan(consumerBegin[tile.index()],
                                       consumerBegin[tile.index() + 1] - consumerBegin[tile.index()]);
  }
  [[nodiscard]] std::span<const std::int32_t> constantsOf(TileId tile) const {
    return std::span(constant).subspan(constantBegin[tile.index()],
                                       constantBegin[tile.index() + 1] - constantBegin[tile.index()]);
  }

  friend bool operator==(const TileGraph&, const TileGraph&) = default;
};

/// Loop ranges of tile number `index` of a layer cut that way, one interval per loop dimension.
[[nodiscard]] Box tileRanges(const LayerTiling& tiling, std::int64_t index);

}  // namespace fusewright
