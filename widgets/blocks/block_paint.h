#pragma once

#include <cstdint>
#include <vector>

#include <QPainter>

#include "widgets/blocks/block_layout.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// What the colour of a block tells.
enum class BlockColour : std::uint8_t { Kind, Layer, Age, NextUse };

inline constexpr std::size_t kBlockColours = 4;

/// "Kind", "Layer", ...: for menus.
[[nodiscard]] QString blockColourText(BlockColour by);

/// The colour of tensors of a kind, wherever memories are drawn.
[[nodiscard]] QColor kindColour(TensorKind kind, ThemeMode mode);

/// What to bring out of a map.
struct BlockEmphasis {
  std::vector<PieceId> pieces = {};       ///< outlined
  std::optional<BlockPlace> cursor = {};  ///< of the keyboard
};

/// A map and how to draw it.
struct BlockPicture {
  const BlockMap& map;
  const Evaluation& evaluation;
  BlockColour by = BlockColour::Kind;
  BlockEmphasis emphasis = {};
};

[[nodiscard]] BlockSizes blockSizes(const DrawStyle& style);

/// Memories with their blocks: those in use are outlined, those that nobody reads there any more are pale. Labels are
/// written where they fit; panels outside `clip` are left out.
void paintBlocks(QPainter& painter, const BlockPicture& picture, const std::vector<BlockPanel>& panels,
                 const QRectF& clip, const DrawStyle& style);

/// What the colours mean, in one line; returns its height.
double paintBlockLegend(QPainter& painter, const BlockPicture& picture, const QRectF& area, const DrawStyle& style);

/// The map as a figure with its instant and a legend.
void renderBlocks(QPainter& painter, const QRectF& area, const BlockPicture& picture, const DrawStyle& style);

}  // namespace fusewright
