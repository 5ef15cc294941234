#pragma once

#include <vector>

#include <QRectF>

#include "widgets/blocks/block_map.h"

namespace fusewright {

/// Sizes of text that a layout has to leave room for, in pixels.
struct BlockSizes {
  double headerHeight = 18;
  double rowHeight = 20;  ///< of a row of blocks, at least
};

/// Where one memory is drawn: its name and sizes in `header`, its bits along the rows of `body`, from left to right and
/// then row by row, each bit as wide as any other.
struct BlockPanel {
  QRectF header;
  QRectF body;
  int rows = 1;
  double scaleBits = 1;  ///< that all rows together stand for: the capacity; of the off-chip memory, what it holds

  [[nodiscard]] double rowHeight() const { return body.height() / rows; }
  [[nodiscard]] double bitsPerRow() const { return scaleBits / rows; }
};

/// Panels one below the other in `area`, by memory of the map. On-chip memories share the height, the off-chip one gets
/// a row; none is lower than one row, so that all of them may be taller than the area.
[[nodiscard]] std::vector<BlockPanel> layOutBlockPanels(const BlockMap& map, const QRectF& area,
                                                        const BlockSizes& sizes);

/// A part of a block in one row, or neighbours that are narrower than a pixel each and of one kind.
struct BlockRect {
  QRectF box;
  std::size_t block = 0;  ///< of MemoryBlocks::blocks; the first one of several
  std::size_t count = 1;

  friend bool operator==(const BlockRect&, const BlockRect&) = default;
};

/// Blocks laid one after the other from the start of the first row. Nothing lies outside the body.
[[nodiscard]] std::vector<BlockRect> layOutBlocks(const MemoryBlocks& memory, const BlockPanel& panel);

/// The rows' parts that nothing lies in.
[[nodiscard]] std::vector<QRectF> freeRects(const MemoryBlocks& memory, const BlockPanel& panel);

/// A block of a map by the numbers of its memory and of itself.
struct BlockPlace {
  std::size_t memory = 0;
  std::size_t block = 0;

  friend bool operator==(const BlockPlace&, const BlockPlace&) = default;
};

/// What lies at a point.
[[nodiscard]] std::optional<BlockPlace> blockAt(const BlockMap& map, const std::vector<BlockPanel>& panels, QPointF at);

}  // namespace fusewright
