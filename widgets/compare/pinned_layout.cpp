#include "widgets/compare/pinned_layout.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

constexpr double kTallestStrip = 22;
constexpr double kGap = 1.5;

constexpr double kLowestWithLinks = 7;
constexpr double kTitleLines = 1.3;

std::vector<std::size_t> rowsOf(const Timeline& timeline, bool withLinks) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < timeline.rows.size(); ++row)
    if (timeline.rows[row].isCore() || (withLinks && !timeline.rows[row].isPort())) rows.push_back(row);
  return rows;
}

/// What is left for each strip when titles have their room.
double stripHeight(const std::vector<PinnedDesign>& designs, double room, bool withLinks) {
  std::size_t strips = 0;
  for (const PinnedDesign& design : designs) strips += rowsOf(*design.timeline, withLinks).size();
  return std::clamp(room / static_cast<double>(std::max<std::size_t>(strips, 1)), 0.1, kTallestStrip);
}

}  // namespace

PinnedPicture layOutPinned(const std::vector<PinnedDesign>& designs, const QRectF& area, double lineHeight,
                           double nameWidth) {
  PinnedPicture picture;
  picture.common = QRectF(area.left(), area.top(), area.width(), lineHeight);
  picture.ruler = QRectF(area.left(), area.bottom() - lineHeight, area.width(), lineHeight);
  picture.axis = {
      .from = 0, .to = 1, .left = area.left() + nameWidth, .length = std::max(1.0, area.width() - nameWidth - 8)};
  const double room = area.height() - lineHeight * (2 + kTitleLines * static_cast<double>(designs.size()));
  const bool withLinks = stripHeight(designs, room, true) >= kLowestWithLinks;
  const double height = stripHeight(designs, room, withLinks);
  picture.namedEvery = static_cast<std::size_t>(std::max(1.0, std::ceil((lineHeight - 3) / height)));
  double top = picture.common.bottom();
  for (const PinnedDesign& design : designs) {
    picture.axis.to = std::max(picture.axis.to, design.timeline->span);
    PinnedBlock block;
    block.rows = rowsOf(*design.timeline, withLinks);
    block.title = QRectF(area.left(), top, area.width() - lineHeight - 6, lineHeight * kTitleLines);
    block.close = QRectF(area.right() - lineHeight, top + lineHeight * 0.15, lineHeight, lineHeight);
    top = block.title.bottom();
    for (std::size_t index = 0; index < block.rows.size(); ++index) {
      block.strips.emplace_back(picture.axis.left, top, picture.axis.length,
                                std::max(height - std::min(kGap, height / 4), 0.1));
      top += height;
    }
    picture.blocks.push_back(std::move(block));
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
