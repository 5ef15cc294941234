#include "widgets/roofline/roofline_paint.h"

#include <algorithm>
#include <map>

#include <QFontMetricsF>
#include <QPainterPath>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostLabels = 6;
constexpr double kPale = 0.15;

/// A text with a narrow rim of the ground around its letters: what runs behind it stays in sight.
void paintHaloText(QPainter& painter, QPointF baseline, const QString& text, const DrawStyle& style) {
  constexpr double kHalo = 2.4;
  QPainterPath letters;
  letters.addText(baseline, style.smallFont, text);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.theme.background, kHalo, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(letters);
  painter.setPen(style.theme.text);
  painter.setFont(style.smallFont);
  painter.drawText(baseline, text);
}

/// The roofs, and along them what they stand for; gives the places of these texts.
std::vector<QRectF> paintRoofs(QPainter& painter, const Roofs& roofs, const Roofline& roofline,
                               const DrawStyle& style) {
  painter.setPen(QPen(style.theme.text, 1.2));
  painter.drawLine(roofs.slope);
  painter.drawLine(roofs.flat);
  const QFontMetricsF metrics(style.smallFont);
  std::vector<QRectF> taken;
  const auto label = [&](const QString& text, auto place) {
    const double width = metrics.horizontalAdvance(text);
    const std::optional<RoofLabel> placed = place(roofs, QSizeF(width, metrics.height()));
    if (!placed) return;
    painter.save();
    painter.translate(placed->middle);
    painter.rotate(placed->angle);
    painter.setFont(style.smallFont);
    painter.setPen(style.theme.mutedText);
    painter.drawText(QPointF(-width / 2, metrics.height() / 2 - metrics.descent()), text);
    painter.restore();
    taken.push_back(placed->bounds);
  };
  label(tr("%1 operations/cycle").arg(exactNumber(roofline.peak)), flatLabel);
  label(tr("%1 bits/cycle off chip").arg(exactNumber(roofline.bandwidth)), slopeLabel);
  return taken;
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
  Labels(QPainter& painter, const PlotFrame& frame, const Roofs& roofs, std::vector<QRectF> taken,
         const DrawStyle& style)
      : painter_(painter),
        frame_(frame),
        roofs_(roofs),
        style_(style),
        metrics_(style.smallFont),
        taken_(std::move(taken)) {}

  void add(const RooflineMark& mark, const QString& name, bool needed) {
    const QSizeF size(metrics_.horizontalAdvance(name) + 2, metrics_.height());
    auto place = nameBeside(mark, size, frame_, roofs_, taken_);
    if (!place && needed) place = nameBeside(mark, size, frame_, {}, {});
    if (!place) return;
    taken_.push_back(*place);
    paintHaloText(painter_, QPointF(place->left() + 1, place->bottom() - metrics_.descent()), name, style_);
  }

 private:
  QPainter& painter_;
  const PlotFrame& frame_;
  const Roofs& roofs_;
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
  const Roofs roofs = roofsOf(frame, roofline);
  const auto taken = paintRoofs(painter, roofs, roofline, style);
  const auto colours = coloursOf(roofline);
  Labels labels(painter, frame, roofs, taken, style);
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
