#include "widgets/idle/lost_time_paint.h"

#include <algorithm>
#include <set>

#include <QFontMetricsF>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

constexpr double kSquareRoom = 13;  ///< of a square of the legend and the gap to its text

void paintSegment(QPainter& painter, const LostTimeSegment& segment, const DrawStyle& style) {
  const QColor colour = useColour(segment.use, style.theme.mode);
  painter.fillRect(segment.box, colour);
  painter.fillRect(QRectF(segment.box.right() - 0.5, segment.box.top(), 0.5, segment.box.height()),
                   style.theme.background);
  const QFontMetricsF metrics(style.smallFont);
  const QString share = formatShare(segment.share).brief;
  if (metrics.horizontalAdvance(share) + 6 > segment.box.width() || metrics.height() > segment.box.height()) return;
  painter.setFont(style.smallFont);
  painter.setPen(textOn(colour));
  painter.drawText(segment.box, Qt::AlignCenter, share);
}

/// Places uses that take any time in lines from the upper left corner of `area`; calls `draw` with each and its box.
/// Gives the number of lines.
template <typename Draw>
int layOutLegend(const std::set<TimeUse>& uses, const QRectF& area, double lineHeight, const QFontMetricsF& metrics,
                 Draw draw) {
  QPointF at = area.topLeft();
  int lines = 1;
  for (const TimeUse use : uses) {
    const double width = metrics.horizontalAdvance(useText(use)) + kSquareRoom * 2;
    if (at.x() + width > area.right() && at.x() > area.left()) {
      at = {area.left(), at.y() + lineHeight};
      ++lines;
    }
    draw(use, QRectF(at, QSizeF(width, lineHeight)));
    at.rx() += width;
  }
  return lines;
}

void paintLegend(QPainter& painter, const LostTimePicture& picture, double lineHeight, const DrawStyle& style) {
  std::set<TimeUse> uses;
  for (const LostTimeSegment& segment : picture.segments) uses.insert(segment.use);
  painter.setFont(style.smallFont);
  layOutLegend(uses, picture.legend, lineHeight, QFontMetricsF(style.smallFont), [&](TimeUse use, const QRectF& box) {
    if (box.bottom() > picture.legend.bottom() + 1) return;
    painter.fillRect(QRectF(box.left(), box.center().y() - 4.5, 9, 9), useColour(use, style.theme.mode));
    painter.setPen(style.theme.text);
    painter.drawText(box.adjusted(kSquareRoom, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, useText(use));
  });
}

}  // namespace

LostTimeSizes lostTimeSizes(const std::vector<LostTimeRow>& rows, double width, const DrawStyle& style) {
  const QFontMetricsF metrics(style.font);
  const QFontMetricsF small(style.smallFont);
  double name = 0;
  std::set<TimeUse> uses;
  for (const LostTimeRow& row : rows) {
    name = std::max(name, metrics.horizontalAdvance(row.name));
    for (std::size_t use = 0; use < kTimeUses; ++use)
      if (row.budget.cycles[use].value > 0) uses.insert(static_cast<TimeUse>(use));
  }
  const int lines = layOutLegend(uses, QRectF(0, 0, width, 0), 1, small, [](TimeUse, const QRectF&) {});
  return {.nameWidth = std::min(name + 10, 160.0),
          .valueWidth = metrics.horizontalAdvance(tr("%1 idle").arg(QStringLiteral("88.8 %"))) + 10,
          .lineHeight = small.height() + 2,
          .legendLines = static_cast<double>(std::max(lines, 2))};
}

void paintLostTime(QPainter& painter, const std::vector<LostTimeRow>& rows, const LostTimePicture& picture,
                   const DrawStyle& style) {
  const QFontMetricsF metrics(style.font);
  for (const LostTimeSegment& segment : picture.segments) paintSegment(painter, segment, style);
  for (std::size_t row = 0; row < picture.names.size(); ++row) {
    painter.setFont(style.font);
    painter.setPen(style.theme.text);
    painter.drawText(picture.names[row], Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(rows[row].name, Qt::ElideMiddle, picture.names[row].width()));
    const double idle = 1 - rows[row].budget.busy().value / std::max(rows[row].budget.total.value, 1e-9);
    painter.setPen(style.theme.mutedText);
    painter.drawText(picture.values[row], Qt::AlignLeft | Qt::AlignVCenter, tr("%1 idle").arg(formatShare(idle).brief));
  }
  paintLegend(painter, picture, QFontMetricsF(style.smallFont).height() + 2, style);
}

QSizeF lostTimeFigureSize(std::size_t rows) {
  return {85, 30 + 7.0 * static_cast<double>(std::max<std::size_t>(rows, 1))};
}

}  // namespace fusewright
