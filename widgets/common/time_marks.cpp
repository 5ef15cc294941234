#include "widgets/common/time_marks.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/playhead.h"

namespace fusewright {
namespace {

constexpr double kPrintFlag = 18;

}  // namespace

double printFlagHeight(const TimeMarks& marks) {
  return (marks.marks.empty() ? 0 : kPrintFlag) + (marks.playhead ? kPrintFlag : 0);
}

void paintTimeMarks(QPainter& painter, const TimeAxis& axis, std::span<const TimeMark> marks, const QRectF& plot,
                    double flagHeight, const DrawStyle& style) {
  const QFont& font = style.medium == Medium::File ? style.smallFont : style.font;
  painter.setFont(font);
  std::size_t number = 0;
  for (const TimeMark& mark : marks) {
    ++number;
    const double x = std::round(axis.toPixel(mark.cycle)) + 0.5;
    if (x < plot.left() || x > plot.right()) continue;
    const double top = plot.top() - flagHeight;
    painter.setPen(QPen(style.theme.danger, 1, mark.temporary ? Qt::DashLine : Qt::SolidLine));
    painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()));
    const QString text =
        mark.name.isEmpty() ? QString::number(number) : QStringLiteral("%1 %2").arg(number).arg(mark.name);
    const bool onScreen = style.medium == Medium::Screen;
    const QFontMetricsF metrics(font);
    QRectF flag(x, onScreen ? plot.top() : top + 1, metrics.horizontalAdvance(text) + 6,
                onScreen ? metrics.height() : flagHeight - 6);
    if (flag.right() > plot.right()) flag.moveRight(x);
    painter.fillRect(flag, style.theme.danger);
    painter.setPen(style.theme.background);
    painter.drawText(flag, Qt::AlignCenter, text);
  }
}

void paintPrintMarks(QPainter& painter, const TimeAxis& axis, const TimeMarks& marks, const QRectF& plot,
                     const DrawStyle& style) {
  // Flags lie above the playhead's label, which would cover those near it.
  const QRectF belowFlags = plot.adjusted(0, marks.playhead ? -kPrintFlag : 0, 0, 0);
  paintTimeMarks(painter, axis, marks.marks, belowFlags, kPrintFlag, style);
  if (marks.playhead && *marks.playhead >= axis.from && *marks.playhead <= axis.to)
    paintPlayhead(painter, axis, *marks.playhead, plot, kPrintFlag, style);
}

}  // namespace fusewright
