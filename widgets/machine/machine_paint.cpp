#include "widgets/machine/machine_paint.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/palette.h"

namespace fusewright {
namespace {

void paintText(QPainter& painter, const QRectF& box, const QString& text, int alignment) {
  painter.drawText(box, alignment | Qt::AlignVCenter,
                   QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, box.width()));
}

void paintValues(QPainter& painter, const std::vector<MachineValue>& values, const DrawStyle& style) {
  painter.setPen(style.theme.text);
  for (const MachineValue& value : values) paintText(painter, value.box, value.text, Qt::AlignRight);
}

void paintRow(QPainter& painter, const MachineRow& row, const DrawStyle& style) {
  const QColor tint = layerColour(row.isArray ? 2 : 1, style.theme.mode);
  painter.setPen(QPen(style.theme.grid, 0.6));
  painter.setBrush(blended(tint, style.theme.background, 0.22));
  painter.drawRect(row.box);
  painter.setPen(style.theme.text);
  const QRectF nameBox = row.box.adjusted(4, 0, -row.box.width() * 0.7, 0);
  paintText(painter, nameBox, row.name, Qt::AlignLeft);
  paintValues(painter, row.values, style);
}

void paintBox(QPainter& painter, const MachineBox& box, const DrawStyle& style, bool selected) {
  painter.setPen(selected ? QPen(style.theme.selection, 2) : QPen(style.theme.axis, 1));
  painter.setBrush(style.theme.lane);
  painter.drawRect(box.box);
  QFont bold = style.smallFont;
  bold.setBold(true);
  painter.setFont(bold);
  painter.setPen(style.theme.text);
  paintText(painter, box.nameBox, box.name, Qt::AlignLeft);
  painter.setFont(style.smallFont);
  for (const MachineRow& row : box.rows) paintRow(painter, row, style);
}

void paintBus(QPainter& painter, const MachineBus& bus, const DrawStyle& style, bool selected) {
  const QColor colour = selected ? style.theme.selection : style.theme.accent;
  painter.setPen(QPen(colour, selected ? 2 : 1.2));
  for (const QLineF& tap : bus.taps) painter.drawLine(tap);
  painter.setBrush(blended(style.theme.accent, style.theme.background, 0.25));
  painter.drawRect(bus.bar);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.text);
  paintText(painter, bus.nameBox, bus.name, Qt::AlignLeft);
  paintValues(painter, bus.values, style);
}

void paintArrow(QPainter& painter, const MachineArrow& arrow, const DrawStyle& style, bool selected) {
  constexpr double kHead = 6;
  const QColor colour = selected ? style.theme.selection : style.theme.accent;
  painter.setPen(QPen(colour, selected ? 2 : 1.2));
  painter.drawLine(arrow.line);
  const double angle = std::atan2(-arrow.line.dy(), -arrow.line.dx());
  painter.setBrush(colour);
  painter.drawPolygon(QPolygonF{arrow.line.p2(),
                                arrow.line.p2() + kHead * QPointF(std::cos(angle + 0.4), std::sin(angle + 0.4)),
                                arrow.line.p2() + kHead * QPointF(std::cos(angle - 0.4), std::sin(angle - 0.4))});
  painter.setFont(style.smallFont);
  const QString& text = arrow.values.front().text;
  const double width = std::min(QFontMetricsF(style.smallFont).horizontalAdvance(text) + 4, arrow.nameBox.width());
  const QRectF label(arrow.nameBox.center().x() - width / 2, arrow.nameBox.top(), width, arrow.nameBox.height());
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.theme.background);
  painter.drawRect(label);
  painter.setPen(style.theme.text);
  paintText(painter, label, text, Qt::AlignHCenter);
}

}  // namespace

MachineSizes machineSizes(const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  return {.letter = metrics.averageCharWidth(), .lineHeight = metrics.height() + 4};
}

void paintMachine(QPainter& painter, const MachinePicture& picture, const DrawStyle& style,
                  const std::optional<MachinePart>& selected) {
  for (const MachineBus& bus : picture.buses) paintBus(painter, bus, style, selected == MachinePart(bus.link));
  for (const MachineBox& box : picture.boxes) paintBox(painter, box, style, selected == MachinePart(box.core));
  for (const MachineArrow& arrow : picture.arrows)
    paintArrow(painter, arrow, style, selected == MachinePart(arrow.link));
}

void renderMachine(QPainter& painter, const QRectF& area, const Accelerator& accelerator, const DrawStyle& style) {
  const MachinePicture picture = layOutMachine(accelerator, machineSizes(style));
  const double scale = std::min({area.width() / picture.size.width(), area.height() / picture.size.height(), 1.0});
  painter.save();
  painter.translate(area.center().x() - picture.size.width() * scale / 2, area.top());
  painter.scale(scale, scale);
  paintMachine(painter, picture, style);
  painter.restore();
}

}  // namespace fusewright
