#include "widgets/roofline/roofline_paint.h"

#include <algorithm>
#include <map>

#include <QFontMetricsF>

#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostLabels = 6;
constexpr double kPale = 0.15;

void paintRoofs(QPainter& painter, const PlotFrame& frame, const Roofline& roofline, const DrawStyle& style) {
  const auto at = [&](double intensity) {
    return QPointF(frame.x.toPixel(intensity), frame.y.toPixel(attainable(roofline, intensity)));
  };
  const QPointF ridge = at(roofline.peak / roofline.bandwidth);
  painter.setPen(QPen(style.theme.text, 1.2));
  painter.drawLine(clippedLine({at(frame.x.from), ridge}, frame.plot));
  painter.drawLine(clippedLine({ridge, at(frame.x.to)}, frame.plot));
}

/// Discs; triangles that point right for what moves nothing off chip.
void paintMark(QPainter& painter, const RooflineMark& mark) {
  if (!mark.onChip) {
    painter.drawEllipse(mark.at, mark.radius, mark.radius);
    return;
  }
  painter.drawPolygon(QPolygonF{mark.at + QPointF(-mark.radius, -mark.radius), mark.at + QPointF(mark.radius, 0),
                                mark.at + QPointF(-mark.radius, mark.radius)});
}

/// Names beside marks, as far as there is room; one that is `needed` is written over others.
class Labels {
 public:
  Labels(QPainter& painter, const PlotFrame& frame, const DrawStyle& style)
      : painter_(painter), frame_(frame), style_(style), metrics_(style.smallFont) {}

  void add(const RooflineMark& mark, const QString& name, bool needed) {
    QRectF label(mark.at.x() + mark.radius + 2, mark.at.y() - metrics_.height() / 2,
                 metrics_.horizontalAdvance(name) + 2, metrics_.height());
    if (label.right() > frame_.plot.right()) label.moveRight(mark.at.x() - mark.radius - 2);
    const bool collides = std::ranges::any_of(taken_, [&](const QRectF& other) { return other.intersects(label); });
    if (label.left() < frame_.plot.left() || (collides && !needed)) return;
    taken_.push_back(label);
    QColor ground = style_.theme.background;
    ground.setAlphaF(0.75F);  // the roof may run through it
    painter_.fillRect(label, ground);
    painter_.setPen(style_.theme.text);
    painter_.setFont(style_.smallFont);
    painter_.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, name);
  }

 private:
  QPainter& painter_;
  const PlotFrame& frame_;
  const DrawStyle& style_;
  QFontMetricsF metrics_;
  std::vector<QRectF> taken_;
};

std::map<LayerId, std::uint16_t> coloursOf(const Roofline& roofline) {
  std::map<LayerId, std::uint16_t> colours;
  for (const auto* points : {&roofline.points, &roofline.onChip})
    for (const RooflinePoint& point : *points) colours[point.family] = point.colour;
  return colours;
}

}  // namespace

void renderRoofline(QPainter& painter, const QRectF& area, std::span<const QString> names, const Roofline& roofline,
                    const DrawStyle& style, const RooflineEmphasis& emphasis) {
  const PlotFrame frame = rooflineFrame(area, roofline);
  paintFrame(painter, frame, tr("operations per bit of off-chip traffic"), tr("operations per cycle"), style);
  paintRoofs(painter, frame, roofline, style);
  const auto colours = coloursOf(roofline);
  Labels labels(painter, frame, style);
  const auto marks = rooflineMarks(frame, roofline);
  for (const RooflineMark& mark : marks) {
    const bool pale = emphasis.shown && !emphasis.shown->contains(mark.family);
    const bool selected = emphasis.selected == mark.family;
    QColor fill = layerColour(colours.at(mark.family), style.theme.mode);
    painter.setPen(selected ? QPen(style.theme.selection, 2) : QPen(fill.darker(150), pale ? 0 : 0.6));
    fill.setAlphaF(static_cast<float>(pale ? kPale : 0.85));
    painter.setBrush(fill);
    paintMark(painter, mark);
  }
  std::size_t named = 0;
  for (const RooflineMark& mark : marks)
    if (emphasis.selected == mark.family) labels.add(mark, names[mark.family.index()], true);
  for (const RooflineMark& mark : marks) {
    const bool pale = emphasis.shown && !emphasis.shown->contains(mark.family);
    if (pale || emphasis.selected == mark.family || named++ >= kMostLabels) continue;
    labels.add(mark, names[mark.family.index()], false);
  }
}

}  // namespace fusewright
