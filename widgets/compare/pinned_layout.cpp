#include "widgets/compare/pinned_layout.h"

#include <algorithm>

namespace fusewright {
namespace {

constexpr double kTallestStrip = 22;
constexpr double kGap = 1.5;

}  // namespace

PinnedPicture layOutPinned(const std::vector<PinnedDesign>& designs, const QRectF& area, double lineHeight,
                           double nameWidth) {
  PinnedPicture picture;
  picture.ruler = QRectF(area.left(), area.bottom() - lineHeight, area.width(), lineHeight);
  picture.axis = {
      .from = 0, .to = 1, .left = area.left() + nameWidth, .length = std::max(1.0, area.width() - nameWidth - 8)};
  std::size_t strips = 0;
  for (const PinnedDesign& design : designs) {
    picture.axis.to = std::max(picture.axis.to, design.timeline->span);
    PinnedBlock block;
    for (std::size_t row = 0; row < design.timeline->rows.size(); ++row)
      if (!design.timeline->rows[row].isPort()) block.rows.push_back(row);
    strips += block.rows.size();
    picture.blocks.push_back(std::move(block));
  }
  const double room = area.height() - lineHeight * (1 + 1.3 * static_cast<double>(designs.size()));
  const double height = std::clamp(room / static_cast<double>(std::max<std::size_t>(strips, 1)), 2.0, kTallestStrip);
  double top = area.top();
  for (PinnedBlock& block : picture.blocks) {
    block.title = QRectF(area.left(), top, area.width(), lineHeight * 1.3);
    top = block.title.bottom();
    for (std::size_t index = 0; index < block.rows.size(); ++index) {
      block.strips.emplace_back(picture.axis.left, top, picture.axis.length, std::max(height - kGap, 1.0));
      top += height;
    }
  }
  return picture;
}

std::optional<std::size_t> designAt(const PinnedPicture& picture, QPointF position) {
  for (std::size_t index = 0; index < picture.blocks.size(); ++index) {
    const PinnedBlock& block = picture.blocks[index];
    const double bottom = block.strips.empty() ? block.title.bottom() : block.strips.back().bottom();
    if (position.y() >= block.title.top() && position.y() <= bottom) return index;
  }
  return std::nullopt;
}

}  // namespace fusewright
