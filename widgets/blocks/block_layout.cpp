#include "widgets/blocks/block_layout.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

constexpr double kGap = 8;

/// The parts of [from, to) bits in each row that they touch.
template <typename Found>
void partsOf(double from, double to, const BlockPanel& panel, const Found& found) {
  const double perRow = panel.bitsPerRow();
  const auto first = static_cast<int>(std::clamp(std::floor(from / perRow), 0.0, panel.rows - 1.0));
  for (int row = first; row < panel.rows && row * perRow < to; ++row) {
    const double left = std::max(from, row * perRow) - row * perRow;
    const double right = std::min(to, (row + 1) * perRow) - row * perRow;
    if (right <= left) continue;
    found(QRectF(panel.body.left() + left / perRow * panel.body.width(), panel.body.top() + row * panel.rowHeight(),
                 (right - left) / perRow * panel.body.width(), panel.rowHeight()));
  }
}

}  // namespace

std::vector<BlockPanel> layOutBlockPanels(const BlockMap& map, const QRectF& area, const BlockSizes& sizes) {
  const auto onChip = std::ranges::count_if(map.memories, [](const MemoryBlocks& memory) { return !memory.isOffChip; });
  const auto offChip = static_cast<std::ptrdiff_t>(map.memories.size()) - onChip;
  const double fixed = sizes.headerHeight + kGap;
  const double left =
      area.height() - static_cast<double>(offChip) * (fixed + sizes.rowHeight) - static_cast<double>(onChip) * fixed;
  const double share = std::max(sizes.rowHeight, onChip > 0 ? left / static_cast<double>(onChip) : 0);
  std::vector<BlockPanel> panels;
  double top = area.top();
  for (const MemoryBlocks& memory : map.memories) {
    const double height = memory.isOffChip ? sizes.rowHeight : share;
    const auto held = static_cast<double>(memory.held.value);
    const auto capacity = static_cast<double>(memory.capacity.value);
    panels.push_back({.header = QRectF(area.left(), top, area.width(), sizes.headerHeight),
                      .body = QRectF(area.left(), top + sizes.headerHeight, area.width(), height),
                      .rows = std::max(1, static_cast<int>(height / sizes.rowHeight)),
                      .scaleBits = std::max({memory.isOffChip ? held : std::max(capacity, held), 1.0})});
    top += fixed + height;
  }
  return panels;
}

std::vector<BlockRect> layOutBlocks(const MemoryBlocks& memory, const BlockPanel& panel) {
  std::vector<BlockRect> rects;
  double position = 0;
  for (std::size_t index = 0; index < memory.blocks.size(); ++index) {
    const double from = position;
    position += static_cast<double>(memory.blocks[index].bits.value);
    partsOf(from, position, panel, [&](const QRectF& box) {
      if (!rects.empty() && box.width() < 1) {
        BlockRect& last = rects.back();
        const bool thin = last.count > 1 || last.box.width() < 1;
        if (thin && last.box.top() == box.top() && memory.blocks[last.block].kind == memory.blocks[index].kind) {
          last.box.setRight(box.right());
          last.count += last.block + last.count <= index ? 1 : 0;
          return;
        }
      }
      rects.push_back({.box = box, .block = index});
    });
  }
  return rects;
}

std::vector<QRectF> freeRects(const MemoryBlocks& memory, const BlockPanel& panel) {
  std::vector<QRectF> rects;
  partsOf(static_cast<double>(memory.held.value), panel.scaleBits, panel,
          [&](const QRectF& box) { rects.push_back(box); });
  return rects;
}

std::optional<BlockPlace> blockAt(const BlockMap& map, const std::vector<BlockPanel>& panels, QPointF at) {
  for (std::size_t index = 0; index < panels.size(); ++index) {
    const BlockPanel& panel = panels[index];
    if (!panel.body.contains(at)) continue;
    const auto row = std::min(static_cast<int>((at.y() - panel.body.top()) / panel.rowHeight()), panel.rows - 1);
    const double bit = (row + (at.x() - panel.body.left()) / panel.body.width()) * panel.bitsPerRow();
    double position = 0;
    for (std::size_t block = 0; block < map.memories[index].blocks.size(); ++block) {
      position += static_cast<double>(map.memories[index].blocks[block].bits.value);
      if (bit < position) return BlockPlace{.memory = index, .block = block};
    }
  }
  return std::nullopt;
}

}  // namespace fusewright
