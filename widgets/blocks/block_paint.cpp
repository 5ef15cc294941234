#include "widgets/blocks/block_paint.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/fitting_text.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr double kLeastLabel = 26;
constexpr std::array kKinds{TensorKind::Weight, TensorKind::Input, TensorKind::State, TensorKind::Activation};

QString briefCycles(double cycles) {
  return formatCycles(Cycles(std::round(cycles))).brief;
}

/// Cycles that the colour of a block stands for.
double cyclesOf(const HeldBlock& block, Cycles at, BlockColour by) {
  if (by == BlockColour::Age) return at.value - block.since.value;
  return block.nextUse ? std::max(0.0, block.nextUse->value - at.value) : 0;
}

/// Colours of all blocks of a map; scales reach to what the on-chip memories hold.
class Inks {
 public:
  Inks(const BlockPicture& picture, ThemeMode mode) : picture_(picture), mode_(mode) {
    if (picture.by == BlockColour::Layer) keys_ = colourKeys(*picture.evaluation.workload);
    for (const MemoryBlocks& memory : picture.map.memories)
      if (!memory.isOffChip)
        for (const HeldBlock& block : memory.blocks)
          longest_ = std::max(longest_, cyclesOf(block, picture.map.at, picture.by));
  }

  [[nodiscard]] double longest() const { return longest_; }
  [[nodiscard]] QColor of(const HeldBlock& block) const {
    switch (picture_.by) {
      case BlockColour::Kind:
        return kindColour(block.kind, mode_);
      case BlockColour::Layer:
        return layerColour(keys_[block.layer.index()], mode_);
      case BlockColour::Age:
        return sequentialColour(cyclesOf(block, picture_.map.at, picture_.by) / longest_);
      case BlockColour::NextUse:
        // Soon is bright.
        return sequentialColour(1 - cyclesOf(block, picture_.map.at, picture_.by) / longest_);
    }
    return {};
  }

 private:
  const BlockPicture& picture_;
  ThemeMode mode_;
  std::vector<std::uint16_t> keys_;
  double longest_ = 1;
};

void paintHeader(QPainter& painter, const MemoryBlocks& memory, const BlockPanel& panel, const DrawStyle& style) {
  const QFontMetricsF metrics(style.font);
  const QString held = formatBits(memory.held).brief;
  const auto capacity = static_cast<double>(memory.capacity.value);
  const double share = static_cast<double>(memory.held.value) / std::max(1.0, capacity);
  const Bits free(std::max<std::int64_t>(0, memory.capacity.value - memory.held.value));
  const QString sizes = memory.isOffChip ? tr("holds %1 in %2 blocks").arg(held).arg(memory.blocks.size())
                                         : tr("%1 of %2 (%3) in %4 blocks, %5 free")
                                               .arg(held, formatBits(memory.capacity).brief, formatShare(share).brief)
                                               .arg(memory.blocks.size())
                                               .arg(formatBits(free).brief);
  const double room = metrics.horizontalAdvance(sizes);
  painter.setFont(style.font);
  painter.setPen(style.theme.mutedText);
  painter.drawText(panel.header, Qt::AlignRight | Qt::AlignVCenter,
                   metrics.elidedText(sizes, Qt::ElideLeft, panel.header.width() * 0.75));
  painter.setPen(style.theme.text);
  const double left = panel.header.width() - std::min(room, panel.header.width() * 0.75) - 8;
  painter.drawText(panel.header, Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(QString::fromStdString(memory.name), Qt::ElideMiddle, std::max(left, 0.0)));
}

/// The widest part of each block, which carries its name.
std::vector<std::size_t> widestParts(const std::vector<BlockRect>& rects) {
  std::vector<std::size_t> widest;
  for (std::size_t index = 0; index < rects.size(); ++index) {
    if (index == 0 || rects[index].block != rects[widest.back()].block) {
      widest.push_back(index);
    } else if (rects[index].box.width() > rects[widest.back()].box.width()) {
      widest.back() = index;
    }
  }
  return widest;
}

void paintNames(QPainter& painter, const BlockPicture& picture, const MemoryBlocks& memory,
                const std::vector<BlockRect>& rects, const Inks& inks, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  for (const std::size_t index : widestParts(rects)) {
    const BlockRect& rect = rects[index];
    if (rect.box.width() < kLeastLabel || rect.box.height() < metrics.height()) continue;
    const HeldBlock& block = memory.blocks[rect.block];
    const QString text = rect.count > 1 ? tr("%1 blocks").arg(rect.count) : pieceText(picture.evaluation, block.piece);
    const QColor fill = inks.of(block);
    painter.setPen(textOn(block.nextUse ? fill : blended(fill, style.theme.background, 0.4)));
    painter.drawText(rect.box.adjusted(4, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     fittingText(metrics, text, rect.box.width() - 8));
  }
}

void paintOutline(QPainter& painter, const QRectF& box, const QColor& colour, double width) {
  painter.setPen(QPen(colour, width));
  painter.setBrush(Qt::NoBrush);
  const double inset = width / 2 + 0.5;
  if (box.width() > 2 * inset) painter.drawRect(box.adjusted(inset, inset, -inset, -inset));
}

void paintMemory(QPainter& painter, const BlockPicture& picture, std::size_t number, const BlockPanel& panel,
                 const Inks& inks, const DrawStyle& style) {
  const MemoryBlocks& memory = picture.map.memories[number];
  paintHeader(painter, memory, panel, style);
  painter.fillRect(panel.body, style.theme.lane);
  const auto rects = layOutBlocks(memory, panel);
  for (const BlockRect& rect : rects) {
    const HeldBlock& block = memory.blocks[rect.block];
    const QColor fill = inks.of(block);
    const double gap = rect.box.width() >= 3 ? 1 : 0;
    painter.fillRect(rect.box.adjusted(0, 0, -gap, -1),
                     block.nextUse ? fill : blended(fill, style.theme.background, 0.4));
    if (block.isInUse(picture.map.at)) paintOutline(painter, rect.box.adjusted(0, 0, -gap, -1), style.theme.text, 1.5);
  }
  paintNames(painter, picture, memory, rects, inks, style);
  for (const BlockRect& rect : rects) {
    const bool outlined =
        std::ranges::find(picture.emphasis.pieces, memory.blocks[rect.block].piece) != picture.emphasis.pieces.end();
    if (outlined) paintOutline(painter, rect.box, style.theme.selection, 2.5);
    if (picture.emphasis.cursor == BlockPlace{.memory = number, .block = rect.block})
      paintOutline(painter, rect.box, style.theme.accent, 2);
  }
  painter.setPen(QPen(style.theme.axis, style.medium == Medium::File ? 0.6 : 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(panel.body);
}

struct LegendEntry {
  QColor colour;
  QString text;
};

std::vector<LegendEntry> legendOf(const BlockPicture& picture, const DrawStyle& style) {
  std::vector<LegendEntry> entries;
  if (picture.by == BlockColour::Kind) {
    for (const TensorKind kind : kKinds) {
      const bool there = std::ranges::any_of(picture.map.memories, [&](const MemoryBlocks& memory) {
        return std::ranges::any_of(memory.blocks, [&](const HeldBlock& block) { return block.kind == kind; });
      });
      if (there) entries.push_back({kindColour(kind, style.theme.mode), kindText(kind)});
    }
    return entries;
  }
  if (picture.by == BlockColour::Layer) return {{style.theme.axis, tr("colours of layers as in the timeline")}};
  const double longest = Inks(picture, style.theme.mode).longest();
  const bool age = picture.by == BlockColour::Age;
  entries.push_back({sequentialColour(age ? 0 : 1), age ? tr("just came") : tr("read now")});
  entries.push_back(
      {sequentialColour(age ? 1 : 0), (age ? tr("here for %1") : tr("read in %1")).arg(briefCycles(longest))});
  return entries;
}

}  // namespace

QString blockColourText(BlockColour by) {
  switch (by) {
    case BlockColour::Kind:
      return tr("Kind");
    case BlockColour::Layer:
      return tr("Layer");
    case BlockColour::Age:
      return tr("Age");
    case BlockColour::NextUse:
      return tr("Next use");
  }
  return {};
}

QColor kindColour(TensorKind kind, ThemeMode mode) {
  const auto place = std::ranges::find(kKinds, kind) - kKinds.begin();
  // Blue, green, purple and orange of the set that layers wear.
  constexpr std::array<std::uint16_t, kKinds.size()> keys{0, 2, 3, 1};
  return layerColour(keys[static_cast<std::size_t>(place)], mode);
}

BlockSizes blockSizes(const DrawStyle& style) {
  return {.headerHeight = QFontMetricsF(style.font).height() + 4,
          .rowHeight = QFontMetricsF(style.smallFont).height() + 6};
}

void paintBlocks(QPainter& painter, const BlockPicture& picture, const std::vector<BlockPanel>& panels,
                 const QRectF& clip, const DrawStyle& style) {
  painter.setRenderHint(QPainter::Antialiasing, style.medium == Medium::File);
  const Inks inks(picture, style.theme.mode);
  for (std::size_t memory = 0; memory < panels.size(); ++memory)
    if (panels[memory].header.top() < clip.bottom() && panels[memory].body.bottom() > clip.top())
      paintMemory(painter, picture, memory, panels[memory], inks, style);
}

double paintBlockLegend(QPainter& painter, const BlockPicture& picture, const QRectF& area, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  double x = area.left();
  auto entries = legendOf(picture, style);
  QColor pale = style.theme.axis;
  pale = blended(pale, style.theme.background, 0.4);
  entries.push_back({pale, tr("pale: not read from there any more; outlined: being read")});
  for (const LegendEntry& entry : entries) {
    const QString text = metrics.elidedText(entry.text, Qt::ElideRight, std::max(0.0, area.right() - x - 14));
    if (text.size() < 3) break;
    painter.fillRect(QRectF(x, area.top() + metrics.height() / 2 - 4, 9, 9), entry.colour);
    painter.setPen(style.theme.mutedText);
    painter.drawText(QRectF(x + 14, area.top(), metrics.horizontalAdvance(text) + 2, metrics.height() + 2),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
    x += 14 + metrics.horizontalAdvance(text) + 14;
  }
  return metrics.height() + 4;
}

void renderBlocks(QPainter& painter, const QRectF& area, const BlockPicture& picture, const DrawStyle& style) {
  const double line = QFontMetricsF(style.font).height() + 4;
  painter.setFont(style.font);
  painter.setPen(style.theme.text);
  painter.drawText(QRectF(area.left(), area.top(), area.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("at %1").arg(formatCycles(picture.map.at).exact));
  const double legend = QFontMetricsF(style.smallFont).height() + 4;
  const QRectF place = area.adjusted(0, line, -1, -legend - 2);
  auto panels = layOutBlockPanels(picture.map, place, blockSizes(style));
  // A figure does not scroll: what does not fit is left out.
  while (!panels.empty() && panels.back().body.bottom() > place.bottom() + 0.5) panels.pop_back();
  paintBlocks(painter, picture, panels, place, style);
  paintBlockLegend(painter, picture, QRectF(area.left(), area.bottom() - legend, area.width(), legend), style);
}

}  // namespace fusewright
