#include "widgets/idle/lost_time_paint.h"

#include <algorithm>
#include <set>

#include <QFontMetricsF>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

QColor busyColour(const DrawStyle& style) {
  return blended(style.theme.text, style.theme.background, 0.55);
}

QColor colourOf(const LostTimeSegment& segment, const DrawStyle& style) {
  return segment.cause ? idleColour(*segment.cause, style.theme.mode) : busyColour(style);
}

void paintSegment(QPainter& painter, const LostTimeSegment& segment, const DrawStyle& style) {
  const QColor colour = colourOf(segment, style);
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

void paintLegend(QPainter& painter, const LostTimePicture& picture, const DrawStyle& style) {
  std::set<IdleCause> causes;
  for (const LostTimeSegment& segment : picture.segments)
    if (segment.cause) causes.insert(*segment.cause);
  const QFontMetricsF metrics(style.smallFont);
  const double line = picture.legend.height() / 2;
  QPointF at = picture.legend.topLeft();
  const auto add = [&](const QColor& colour, const QString& text) {
    const double width = metrics.horizontalAdvance(text) + 26;
    if (at.x() + width > picture.legend.right() && at.x() > picture.legend.left())
      at = {picture.legend.left(), at.y() + line};
    if (at.y() + line > picture.legend.bottom() + 1) return;
    painter.fillRect(QRectF(at.x(), at.y() + line / 2 - 4.5, 9, 9), colour);
    painter.setPen(style.theme.text);
    painter.drawText(QRectF(at.x() + 13, at.y(), width - 13, line), Qt::AlignLeft | Qt::AlignVCenter, text);
    at.rx() += width;
  };
  painter.setFont(style.smallFont);
  add(busyColour(style), tr("busy"));
  for (const IdleCause cause : causes) add(idleColour(cause, style.theme.mode), causeText(cause));
}

}  // namespace

LostTimeSizes lostTimeSizes(const std::vector<LostTimeRow>& rows, const DrawStyle& style) {
  const QFontMetricsF metrics(style.font);
  double name = 0;
  for (const LostTimeRow& row : rows) name = std::max(name, metrics.horizontalAdvance(row.name));
  return {.nameWidth = std::min(name + 10, 160.0),
          .valueWidth = metrics.horizontalAdvance(tr("%1 lost").arg(QStringLiteral("88.8 %"))) + 10,
          .lineHeight = QFontMetricsF(style.smallFont).height() + 2};
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
    const double lost = 1 - rows[row].busy / std::max(rows[row].total(), 1e-9);
    painter.setPen(style.theme.mutedText);
    painter.drawText(picture.values[row], Qt::AlignLeft | Qt::AlignVCenter, tr("%1 lost").arg(formatShare(lost).brief));
  }
  paintLegend(painter, picture, style);
}

QSizeF lostTimeFigureSize(std::size_t rows) {
  return {85, 22 + 7.0 * static_cast<double>(std::max<std::size_t>(rows, 1))};
}

}  // namespace fusewright
