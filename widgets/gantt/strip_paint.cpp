#include "widgets/gantt/strip_paint.h"

#include <algorithm>
#include <cmath>

#include <QImage>

namespace fusewright {
namespace {

constexpr double kWideBar = 6;  ///< pixels
constexpr double kWideGap = 0.75;
constexpr double kNarrowGap = 0.35;
constexpr double kNarrowest = 0.5;
constexpr double kPartedColumns = 5;  ///< narrower bars lie beside each other without a gap: it would be most of them

/// `amount` of one colour over another, in whole steps: made for each pixel of each row.
QRgb mixed(QRgb top, QRgb bottom, float amount) {
  const auto part = static_cast<int>(amount * 256 + 0.5F);
  const auto mix = [part](int a, int b) { return (a * part + b * (256 - part)) >> 8; };
  return qRgb(mix(qRed(top), qRed(bottom)), mix(qGreen(top), qGreen(bottom)), mix(qBlue(top), qBlue(bottom)));
}

}  // namespace

StripShades::StripShades(const GanttColours& colours, const QColor& empty) : lane(empty.rgb()) {
  for (const QColor& colour : colours.bars) bars.push_back(colour.rgb());
  for (const QColor& colour : colours.gaps) gaps.push_back(colour.rgb());
}

QRgb StripShades::busy(std::uint16_t key, float share) const {
  return share > 0 ? mixed(bars[key], lane, share) : lane;
}

QRgb StripShades::foot(const StripColumn& column) const {
  const QRgb idle = column.gap == 0 ? lane : gaps[column.gap];
  return column.busy > 0 ? mixed(bars[column.colour], idle, column.busy) : idle;
}

double drawnWidth(const Bar& bar) {
  const double width = bar.right - bar.left;
  return std::max(width - (width >= kWideBar ? kWideGap : kNarrowGap), kNarrowest);
}

BarColumns columnsOf(const Bar& bar, int origin, int columns, double pixelRatio) {
  const auto columnAt = [&](double x) { return std::clamp(qRound(x * pixelRatio) - origin, 0, columns); };
  const int gap = std::max(1, static_cast<int>(std::lround(kWideGap * pixelRatio)));
  const int first = columnAt(bar.left);
  const int least = std::min(first + 1, columns);  // a bar has a column, unless it begins at the right edge
  const int end = std::max(columnAt(bar.right), least);
  // As wide between all bars of one width, wherever their edges lie between the columns.
  const bool parted = (bar.right - bar.left) * pixelRatio >= kPartedColumns;
  return {.first = first, .filled = std::max(parted ? end - gap : end, least), .end = end};
}

void StripPainter::shade(const std::vector<StripColumn>& strip, bool withFoot) {
  top_.resize(strip.size());
  foot_.resize(withFoot ? strip.size() : 0);
  for (std::size_t column = 0; column < strip.size(); ++column)
    top_[column] = shades_.busy(strip[column].colour, strip[column].busy);
  for (std::size_t column = 0; column < foot_.size(); ++column) foot_[column] = shades_.foot(strip[column]);
}

void StripPainter::addBars(const Lane& lane, const std::vector<Bar>& bars, double left, bool withFoot) {
  const int origin = qRound(left * pixelRatio_);
  const auto columns = static_cast<int>(top_.size());
  for (const Bar& bar : bars) {
    const QRgb colour = shades_.bars[lane.items[bar.item].colour];
    const auto [first, filled, end] = columnsOf(bar, origin, columns, pixelRatio_);
    const auto fill = [&, from = first, to = filled, last = end](std::vector<QRgb>& row) {
      std::fill(row.begin() + from, row.begin() + to, colour);
      std::fill(row.begin() + to, row.begin() + last, shades_.lane);
    };
    fill(top_);
    if (withFoot) fill(foot_);
  }
}

void StripPainter::paint(QPainter& painter, const Lane& lane, const TimeAxis& axis, const QRectF& box,
                         double footHeight, const std::vector<Bar>& bars) {
  const int columns = std::max(1, static_cast<int>(std::lround(box.width() * pixelRatio_)));
  const int lines = std::max(1, static_cast<int>(std::lround(box.height() * pixelRatio_)));
  const int foot = std::min(static_cast<int>(std::lround(footHeight * pixelRatio_)), lines);
  shade(stripOf(lane, axis, columns), foot > 0);
  addBars(lane, bars, box.left(), foot > 0);
  pixels_.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(lines));
  auto line = pixels_.begin();
  for (int index = 0; index < lines; ++index) line = std::ranges::copy(index < lines - foot ? top_ : foot_, line).out;
  QImage image(reinterpret_cast<const uchar*>(pixels_.data()), columns, lines, QImage::Format_RGB32);
  image.setDevicePixelRatio(pixelRatio_);
  painter.drawImage(box.topLeft(), image);
}

}  // namespace fusewright
