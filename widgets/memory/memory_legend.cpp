#include "widgets/memory/memory_legend.h"

#include <algorithm>

#include <QFontMetricsF>

#include "widgets/blocks/block_paint.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr double kPartWidth = 170;
constexpr double kMostLines = 3;
constexpr double kSquare = 8;

bool isHeld(const MemoryStack& stack, std::size_t part) {
  return part == 0 ? boundsWithin(stack.curves[0], -1, 1e300).high > 0
                   : stack.curves[part].values != stack.curves[part - 1].values;
}

}  // namespace

const MemoryStack& stackOf(const MemoryPicture& memory, MemoryDivision division) {
  static const MemoryStack kWhole;
  if (division == MemoryDivision::None) return kWhole;
  return division == MemoryDivision::ByKind ? memory.byKind : memory.byTensor;
}

QColor partColour(const MemoryPart& part, const DrawStyle& style) {
  if (part.isRest) return style.theme.mutedText;
  return part.place ? layerColour(*part.place, style.theme.mode) : kindColour(part.kind, style.theme.mode);
}

std::vector<MemoryPart> partsHeld(const std::vector<MemoryPicture>& memories, MemoryDivision division) {
  std::vector<MemoryPart> parts;
  std::vector<bool> held;
  for (const MemoryPicture& memory : memories) {
    const MemoryStack& stack = stackOf(memory, division);
    for (std::size_t part = 0; part < stack.curves.size(); ++part) {
      const auto known = std::ranges::find(parts, stack.parts[part].name, &MemoryPart::name);
      const auto place = static_cast<std::size_t>(known - parts.begin());
      if (known == parts.end()) {
        parts.push_back(stack.parts[part]);
        held.push_back(false);
      }
      if (!held[place]) held[place] = isHeld(stack, part);
    }
  }
  std::size_t place = 0;
  std::erase_if(parts, [&](const MemoryPart&) { return !held[place++]; });
  return parts;
}

double paintMemoryLegend(QPainter* painter, const std::vector<MemoryPart>& parts, const QRectF& area,
                         const DrawStyle& style) {
  if (parts.empty()) return 0;
  const QFontMetricsF metrics(style.smallFont);
  const double line = metrics.height() + 1;
  QPointF at = area.topLeft();
  for (const MemoryPart& part : parts) {
    const QString text = metrics.elidedText(part.name, Qt::ElideMiddle, kPartWidth);
    const double width = metrics.horizontalAdvance(text) + kSquare + 18;
    if (at.x() + width > area.right() && at.x() > area.left()) {
      if (at.y() + 2 * line > area.top() + kMostLines * line + 0.5) break;
      at = {area.left(), at.y() + line};
    }
    if (painter != nullptr) {
      const QColor colour = blended(partColour(part, style), style.theme.background, kPartFill);
      painter->fillRect(QRectF(at.x(), at.y() + (line - kSquare) / 2, kSquare, kSquare), colour);
      painter->setFont(style.smallFont);
      painter->setPen(style.theme.text);
      painter->drawText(QRectF(at.x() + kSquare + 4, at.y(), width - kSquare - 4, line),
                        Qt::AlignLeft | Qt::AlignVCenter, text);
    }
    at.rx() += width;
  }
  return at.y() + line - area.top() + 2;
}

}  // namespace fusewright
