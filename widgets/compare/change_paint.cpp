#include "widgets/compare/change_paint.h"

#include <algorithm>

#include <QFontMetricsF>

namespace fusewright {
namespace {

/// Vermilion and blue of the Okabe-Ito set: told apart by all, and by sign in the text beside them.
QColor colourOf(ChangeStep::Tone tone, const Theme& theme) {
  switch (tone) {
    case ChangeStep::Tone::Total:
      return theme.axis;
    case ChangeStep::Tone::Slower:
      return QColor(0xD55E00);
    case ChangeStep::Tone::Faster:
      return theme.mode == ThemeMode::Dark ? QColor(0x56B4E9) : QColor(0x0072B2);
    case ChangeStep::Tone::Same:
      break;
  }
  return theme.mutedText;
}

}  // namespace

ChangePicture changePicture(const std::vector<ChangeStep>& steps, const QRectF& area, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  double name = 0;
  for (const ChangeStep& step : steps) name = std::max(name, metrics.horizontalAdvance(step.name));
  const double value = metrics.horizontalAdvance(QStringLiteral("+888.8 kcycles")) + 10;
  return layOutChanges(steps, area, std::min(name + 10, area.width() * 0.4), std::min(value, area.width() * 0.3));
}

void paintChanges(QPainter& painter, const std::vector<ChangeStep>& steps, const ChangePicture& picture,
                  const DrawStyle& style) {
  for (std::size_t index = 0; index < picture.lines.size(); ++index) {
    const ChangeLine& line = picture.lines[index];
    QFont font = style.smallFont;
    font.setBold(steps[index].tone == ChangeStep::Tone::Total);
    painter.setFont(font);
    painter.setPen(style.theme.text);
    painter.drawText(line.nameBox, Qt::AlignRight | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(steps[index].name, Qt::ElideMiddle, line.nameBox.width()));
    painter.fillRect(line.bar, colourOf(steps[index].tone, style.theme));
    painter.drawText(line.valueBox, Qt::AlignLeft | Qt::AlignVCenter, changeText(steps[index]));
    if (index + 1 == picture.lines.size()) continue;
    // The step after begins where this one ends.
    const bool grew = steps[index].to >= steps[index].from;
    const double x = grew ? line.bar.right() : line.bar.left();
    painter.setPen(QPen(style.theme.axis, 0.7));
    painter.drawLine(QPointF(x, line.bar.bottom()), QPointF(x, picture.lines[index + 1].bar.top()));
  }
}

}  // namespace fusewright
