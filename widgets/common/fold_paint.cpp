#include "widgets/common/fold_paint.h"

#include <algorithm>
#include <vector>

#include <QFontMetricsF>
#include <QPolygonF>

#include "widgets/common/format.h"
#include "widgets/common/plot_frame.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr double kTooth = 3;     ///< how far a zigzag goes to each side
constexpr double kSlimmest = 9;  ///< of a break
constexpr double kEdge = 2;      ///< between a tag and what is beside it

/// A zigzag from the top of the plot to its foot around `x`.
QPolygonF zigzag(double x, const QRectF& plot) {
  QPolygonF line;
  double side = -kTooth;
  for (double y = plot.top(); y < plot.bottom(); y += 2 * kTooth, side = -side)
    line << QPointF(std::clamp(x + side, plot.left(), plot.right()), y);
  line << QPointF(std::clamp(x, plot.left(), plot.right()), plot.bottom());
  return line;
}

/// A fold and where it is drawn.
struct Break {
  const TimeFold* fold = nullptr;
  QRectF band;
};

/// Where the break is drawn.
QRectF bandOf(const AxisPiece& piece, const QRectF& plot) {
  const double middle = piece.axis.left + piece.axis.length / 2;
  const double half = std::max(piece.axis.length, kSlimmest) / 2;
  const double left = std::max(middle - half, plot.left());
  const double right = std::min(middle + half, plot.right());
  return {left, plot.top(), right - left, plot.height()};
}

void paintBand(QPainter& painter, const QRectF& band, const QRectF& plot, const DrawStyle& style) {
  painter.fillRect(band, style.theme.background);
  painter.setPen(QPen(style.theme.mutedText, 1));
  for (const double x : {band.left(), band.right()})
    if (x > plot.left() && x < plot.right()) painter.drawPolyline(zigzag(x, plot));
}

bool paintUpright(QPainter& painter, const QRectF& band, const QString& text, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  if (band.width() < metrics.height() + 4 * kTooth || band.height() < metrics.horizontalAdvance(text) + 2 * kEdge)
    return false;
  painter.save();
  painter.translate(band.center());
  painter.rotate(-90);
  painter.drawText(QRectF(-band.height() / 2, -metrics.height() / 2, band.height(), metrics.height()), Qt::AlignCenter,
                   text);
  painter.restore();
  return true;
}

/// A tag at the top of the plot as near to its break as those before it, which reach to `taken`, allow; none if that is
/// not at the break any more.
void paintTag(QPainter& painter, const Break& shown, const QRectF& plot, double& taken, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  const QString count = tr("× %1").arg(exactNumber(static_cast<double>(shown.fold->times)));
  for (const QString& text : {foldText(*shown.fold), count}) {
    QRectF tag(0, plot.top() + kEdge, metrics.horizontalAdvance(text) + 8, metrics.height() + kEdge);
    tag.moveLeft(std::min(shown.band.center().x() - tag.width() / 2, plot.right() - tag.width() - kEdge));
    tag.moveLeft(std::max(tag.left(), taken + kEdge));
    if (tag.left() > shown.band.right() || tag.right() > plot.right() || tag.bottom() > plot.bottom()) continue;
    paintLegendGround(painter, tag, style);
    painter.setPen(style.theme.text);
    painter.drawText(tag, Qt::AlignCenter, text);
    taken = tag.right();
    return;
  }
}

}  // namespace

QString foldText(const TimeFold& fold) {
  return tr("× %1 more, cycles %2–%3")
      .arg(exactNumber(static_cast<double>(fold.times)), exactNumber(fold.hidden.from), exactNumber(fold.hidden.to));
}

QString foldToolTip(const TimeFold& fold) {
  return tr("%1 more periods of %2 cycles like the one before, from cycle %3 to %4, are folded away")
      .arg(exactNumber(static_cast<double>(fold.times)), exactNumber(fold.period), exactNumber(fold.hidden.from),
           exactNumber(fold.hidden.to));
}

void paintFolds(QPainter& painter, const TimeAxis& axis, const QRectF& plot, FoldLabels labels,
                const DrawStyle& style) {
  if (!axis.fold) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style.smallFont);
  std::vector<Break> breaks;
  for (const AxisPiece& piece : piecesOf(axis))
    if (piece.fold != nullptr) breaks.push_back({piece.fold, bandOf(piece, plot)});
  for (const Break& one : breaks) paintBand(painter, one.band, plot, style);
  double taken = plot.left();  // by tags before
  for (const Break& one : breaks) {
    if (labels == FoldLabels::Hidden) break;
    painter.setPen(style.theme.text);
    if (!paintUpright(painter, one.band, foldText(*one.fold), style)) paintTag(painter, one, plot, taken, style);
  }
  painter.restore();
}

}  // namespace fusewright
