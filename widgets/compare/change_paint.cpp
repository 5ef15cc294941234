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

QFont fontOf(const ChangeStep& step, const DrawStyle& style) {
  QFont font = style.smallFont;
  font.setBold(step.tone == ChangeStep::Tone::Total);
  return font;
}

}  // namespace

ChangePicture changePicture(const std::vector<ChangeStep>& steps, const QRectF& area, const DrawStyle& style) {
  constexpr double kGap = 10;
  double name = 0;
  double value = 0;
  for (const ChangeStep& step : steps) {
    const QFontMetricsF metrics(fontOf(step, style));
    name = std::max(name, metrics.horizontalAdvance(step.name) + kGap);
    value = std::max(value, metrics.horizontalAdvance(changeText(step)) + kGap);
  }
  // Values stay whole; names give way to bars.
  value = std::min(value, area.width() / 2);
  return layOutChanges(steps, area, std::min(name, (area.width() - value) * 0.6), value);
}

void paintChanges(QPainter& painter, const std::vector<ChangeStep>& steps, const ChangePicture& picture,
                  const DrawStyle& style) {
  for (std::size_t index = 0; index < picture.lines.size(); ++index) {
    const ChangeLine& line = picture.lines[index];
    const QFont font = fontOf(steps[index], style);
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
