#include "widgets/gantt/gantt_paint.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>

#include "widgets/common/fold_paint.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/gantt/label_painter.h"
#include "widgets/gantt/strip_paint.h"

namespace fusewright {
namespace {

constexpr double kBarPixels = 3;     ///< narrower items are part of the strip
constexpr double kLabelPixels = 26;  ///< narrower bars carry no text
constexpr double kColumnsPerUnitInFiles = 4;

/// A rectangle cut to the picture's clip range; the device may not be able to clip.
QRectF clipped(QRectF box, const GanttPicture& picture) {
  box.setTop(std::max(box.top(), picture.clipTop));
  box.setBottom(std::min(box.bottom(), picture.clipBottom));
  return box;
}

/// A lane along a piece of the axis.
QRectF laneBox(const GanttPicture& picture, const TimeAxis& axis, std::size_t row, std::size_t lane) {
  const RowBox& box = picture.rows[row];
  return clipped({axis.left, picture.rowsTop + box.laneTops[lane], axis.length, box.laneHeight - 1}, picture);
}

/// The stretches of the axis that bars are drawn in.
std::vector<TimeAxis> drawnPieces(const TimeAxis& axis, const DrawStyle& style) {
  std::vector<TimeAxis> drawn;
  for (const AxisPiece& piece : piecesOf(axis, style.medium == Medium::Screen ? 1 / style.pixelRatio : 0))
    if (piece.fold == nullptr) drawn.push_back(piece.axis);
  return drawn;
}

bool showsGaps(const TimelineRow& row) {
  return row.isCore();
}

/// How high the gaps at the foot of a lane are.
double footOf(const GanttPicture& picture, const TimelineRow& row, const QRectF& box) {
  if (!showsGaps(row)) return 0;
  return picture.colours.gapsFillRows ? box.height() : gapBand(box).height();
}

void paintStripAsShapes(QPainter& painter, const TimelineRow& row, const Lane& lane, const GanttPicture& picture,
                        const TimeAxis& axis, const StripShades& shades, QRectF box, const DrawStyle& style) {
  const auto columns = static_cast<int>(std::ceil(box.width() * kColumnsPerUnitInFiles));
  const auto strip = stripOf(lane, axis, columns);
  for (const Run& run : runsOf(strip, axis)) {
    painter.fillRect(QRectF(run.left, box.top(), run.right - run.left, box.height()),
                     QColor::fromRgb(shades.busy(run.colour, run.busy)));
  }
  if (!showsGaps(row)) return;
  const QRectF band = picture.colours.gapsFillRows ? box : gapBand(box);
  for (const Run& run : gapRunsOf(strip, axis)) {
    // What is busy for a part of the time shows through.
    QColor colour = picture.colours.gaps[run.colour];
    colour = blended(colour, style.theme.lane, run.busy);
    if (run.busy > 0.5F) painter.fillRect(QRectF(run.left, band.top(), run.right - run.left, band.height()), colour);
  }
}

QString barLabel(const GanttPicture& picture, const TimelineRow& row, const LaneItem& item) {
  const TimelineItem shown = itemOf(row, item);
  if (const auto* tile = std::get_if<TileId>(&shown)) return tileText(picture.evaluation, *tile);
  if (const auto* transfer = std::get_if<TransferId>(&shown)) {
    return pieceText(picture.evaluation, picture.evaluation.schedule->transfers[transfer->index()].piece);
  }
  const Stream& stream = picture.evaluation.schedule->streams[std::get<StreamId>(shown).index()];
  return QStringLiteral("%1 %2").arg(tileText(picture.evaluation, stream.tile), roleText(stream.role));
}

void paintBars(QPainter& painter, const GanttPicture& picture, const Lane& lane, const std::vector<Bar>& bars,
               QRectF box, const DrawStyle& style) {
  for (const Bar& bar : bars) {
    painter.fillRect(QRectF(bar.left, box.top(), bar.right - bar.left, box.height()), style.theme.lane);
    painter.fillRect(QRectF(bar.left, box.top(), drawnWidth(bar), box.height()),
                     picture.colours.bars[lane.items[bar.item].colour]);
  }
}

void paintLabels(QPainter& painter, const GanttPicture& picture, const TimelineRow& row, const Lane& lane,
                 const std::vector<Bar>& bars, QRectF box, const LabelPainter& labels) {
  if (box.height() < labels.lineHeight() * 0.85) return;
  for (const Bar& bar : bars) {
    const QRectF shape(bar.left, box.top(), drawnWidth(bar), box.height());
    if (shape.width() < kLabelPixels) continue;
    const LaneItem& item = lane.items[bar.item];
    painter.setPen(textOn(picture.colours.bars[item.colour]));
    labels.draw(painter, shape.adjusted(4, 0, -3, 0), barLabel(picture, row, item));
  }
}

void paintHeader(QPainter& painter, const GanttPicture& picture, std::size_t index, const DrawStyle& style) {
  const TimelineRow& row = picture.timeline.rows[index];
  const RowBox& box = picture.rows[index];
  const double width = picture.axis.left - picture.headerLeft;
  QRectF place(picture.headerLeft + 8, picture.rowsTop + box.top, width - 14, box.height);
  if (place.top() < picture.clipTop - 1 || place.bottom() > picture.clipBottom + box.height / 2) return;
  const QFontMetricsF metrics(style.font);
  const QString share = formatShare(row.busyShare).brief;
  const bool twoLines = box.height >= metrics.height() * 1.9;
  painter.setFont(style.font);
  painter.setPen(style.theme.text);
  const double shareWidth = QFontMetricsF(style.smallFont).horizontalAdvance(share) + 6;
  const double nameWidth = twoLines ? place.width() : place.width() - shareWidth;
  const QString name = metrics.elidedText(QString::fromStdString(row.name), Qt::ElideMiddle, nameWidth);
  const double half = place.height() / 2;
  const QRectF upper =
      twoLines ? QRectF(place.left(), place.top() + half - metrics.height(), place.width(), metrics.height()) : place;
  painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter, name);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.mutedText);
  if (twoLines) {
    const QRectF lower(place.left(), place.top() + half, place.width(), metrics.height());
    painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
                     QCoreApplication::translate("Timeline", "%1 busy").arg(share));
  } else {
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, share);
  }
}

}  // namespace

namespace {

/// Paints lanes piece by piece of the axis, with what it takes made once for all of them.
class LanePainter {
 public:
  LanePainter(QPainter& painter, const GanttPicture& picture, const DrawStyle& style)
      : painter_(painter),
        picture_(picture),
        style_(style),
        pieces_(drawnPieces(picture.axis, style)),
        shades_(picture.colours, style.theme.lane),
        labels_(style.smallFont, style.medium),
        strips_(shades_, style.pixelRatio) {}

  void paint(std::size_t row, std::size_t lane) {
    for (const TimeAxis& axis : pieces_) paint(picture_.timeline.rows[row], row, lane, axis);
  }

 private:
  void paint(const TimelineRow& shown, std::size_t row, std::size_t lane, const TimeAxis& axis) {
    const QRectF box = laneBox(picture_, axis, row, lane);
    if (box.height() <= 0) return;
    const Lane& items = shown.lanes[lane];
    const std::vector<Bar> bars = barsOf(items, axis, kBarPixels);
    if (style_.medium == Medium::Screen) {
      strips_.paint(painter_, items, axis, box, footOf(picture_, shown, box), bars);
    } else {
      painter_.fillRect(box, style_.theme.lane);
      paintStripAsShapes(painter_, shown, items, picture_, axis, shades_, box, style_);
      paintBars(painter_, picture_, items, bars, box, style_);
    }
    paintLabels(painter_, picture_, shown, items, bars, box, labels_);
  }

  QPainter& painter_;
  const GanttPicture& picture_;
  const DrawStyle& style_;
  std::vector<TimeAxis> pieces_;
  StripShades shades_;
  LabelPainter labels_;
  StripPainter strips_;
};

}  // namespace

void paintRows(QPainter& painter, const GanttPicture& picture, const DrawStyle& style) {
  painter.setRenderHint(QPainter::Antialiasing, style.medium == Medium::File);
  LanePainter lanes(painter, picture, style);
  for (std::size_t row = 0; row < picture.rows.size(); ++row) {
    if (!picture.rows[row].shown()) continue;
    const double top = picture.rowsTop + picture.rows[row].top;
    if (top > picture.clipBottom || top + picture.rows[row].height < picture.clipTop) continue;
    paintHeader(painter, picture, row, style);
    for (std::size_t lane = 0; lane < picture.timeline.rows[row].lanes.size(); ++lane) lanes.paint(row, lane);
  }
}

std::optional<std::size_t> sameRow(const Timeline& timeline, const TimelineRow& row) {
  const auto same = [&](const TimelineRow& other) {
    return other.owner.index() == row.owner.index() && other.flow == row.flow && other.name == row.name;
  };
  const auto found = std::ranges::find_if(timeline.rows, same);
  if (found == timeline.rows.end()) return std::nullopt;
  return static_cast<std::size_t>(found - timeline.rows.begin());
}

namespace {

void paintGhost(QPainter& painter, const Lane& lane, const TimeAxis& axis, const QRectF& strip,
                const StripShades& shades, const DrawStyle& style) {
  if (style.medium == Medium::File) {
    const int shapes = std::max(1, static_cast<int>(std::ceil(strip.width())));
    for (const Run& run : runsOf(stripOf(lane, axis, shapes), axis))
      painter.fillRect(QRectF(run.left, strip.top(), run.right - run.left, strip.height()),
                       QColor::fromRgb(shades.busy(run.colour, run.busy)));
    return;
  }
  const int columns = std::max(1, static_cast<int>(std::lround(strip.width() * style.pixelRatio)));
  QImage image(columns, 1, QImage::Format_RGB32);
  auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(0));
  for (const StripColumn& column : stripOf(lane, axis, columns)) *pixels++ = shades.busy(column.colour, column.busy);
  painter.drawImage(strip, image);
}

}  // namespace

void paintGhosts(QPainter& painter, const GanttPicture& picture, const GanttGhost& ghost, const DrawStyle& style) {
  GanttColours pale = ghost.colours;
  for (QColor& colour : pale.bars) {
    const QColor grey = QColor::fromHslF(colour.hslHueF() < 0 ? 0 : colour.hslHueF(), colour.hslSaturationF() * 0.35F,
                                         colour.lightnessF());
    colour = blended(grey, style.theme.background, 0.75);
  }
  const StripShades shades(pale, style.theme.background);
  for (std::size_t row = 0; row < picture.rows.size(); ++row) {
    const RowBox& box = picture.rows[row];
    const auto other = sameRow(ghost.timeline, picture.timeline.rows[row]);
    if (!box.shown() || box.ghostHeight <= 0 || !other) continue;
    for (const TimeAxis& axis : drawnPieces(picture.axis, style)) {
      const QRectF strip =
          clipped({axis.left, picture.rowsTop + box.ghostTop, axis.length, box.ghostHeight - 1}, picture);
      if (strip.height() > 0)
        paintGhost(painter, ghost.timeline.rows[*other].lanes.front(), axis, strip, shades, style);
    }
  }
}

void paintRuler(QPainter& painter, const TimeAxis& axis, const RulerPlace& place, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  const double spacing = std::max(70.0, metrics.horizontalAdvance(QStringLiteral("0,000,000 k")) + 16);
  double labelsEnd = axis.left - 5;
  for (const AxisPiece& piece : piecesOf(axis)) {
    if (piece.fold != nullptr) continue;
    for (const Tick& tick : timeTicks(piece.axis, spacing)) {
      const double x = piece.axis.toPixel(tick.value);
      painter.setPen(QPen(style.theme.grid, style.medium == Medium::File ? 0.6 : 1));
      painter.drawLine(QPointF(x, place.top), QPointF(x, place.bottom));
      const double width = metrics.horizontalAdvance(tick.label);
      const double left = std::clamp(x - width / 2, axis.left - 4, axis.left + axis.length - width + 8);
      if (left < labelsEnd) continue;
      labelsEnd = left + width + (axis.fold ? 6 : 0);
      painter.setPen(style.theme.mutedText);
      painter.drawText(QRectF(left, place.labelTop, width + 2, place.labelHeight), Qt::AlignLeft | Qt::AlignVCenter,
                       tick.label);
    }
  }
}

}  // namespace fusewright
