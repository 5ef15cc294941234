#include "widgets/durations/duration_paint.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

/// Cycles where a logarithmic axis begins that also shows tiles of less than one.
constexpr double kLeastShown = 0.5;

}  // namespace

PlotFrame layOutDurations(const DurationHistogram& histogram, const QRectF& area) {
  std::int64_t most = 1;
  for (const DurationBin& bin : histogram.bins) most = std::max(most, bin.count);
  double from = 0;
  double to = 1;
  if (!histogram.bins.empty()) {
    from = histogram.bins.front().from;
    to = histogram.bins.back().to;
  }
  // All tiles as long as each other: a bar in the middle.
  if (to <= from) {
    const double around = std::max(1.0, from * 0.1);
    from = std::max(0.0, from - around);
    to += around;
  }
  if (histogram.logarithmic) from = std::max(from, kLeastShown);
  return layOutFrame(
      area, {.from = from, .to = to, .scale = histogram.logarithmic ? AxisScale::Logarithmic : AxisScale::Linear},
      {.from = 0, .to = static_cast<double>(most) * 1.08});
}

QRectF barOf(const DurationHistogram& histogram, const PlotFrame& frame, std::size_t bin) {
  constexpr double kLowest = 2;
  constexpr double kLone = 12;
  const DurationBin& shown = histogram.bins[bin];
  double left = frame.x.toPixel(std::max(shown.from, frame.x.from));
  double right = frame.x.toPixel(shown.to);
  if (histogram.bins.size() == 1 && shown.to <= shown.from) {
    left -= kLone;
    right += kLone;
  }
  const double top = shown.count > 0
                         ? std::min(frame.y.toPixel(static_cast<double>(shown.count)), frame.plot.bottom() - kLowest)
                         : frame.plot.bottom();
  return {QPointF(left, top), QPointF(right, frame.plot.bottom())};
}

std::optional<std::size_t> binAt(const DurationHistogram& histogram, const PlotFrame& frame, double x) {
  for (std::size_t bin = 0; bin < histogram.bins.size(); ++bin) {
    const QRectF bar = barOf(histogram, frame, bin);
    if (x >= bar.left() && (x < bar.right() || bin + 1 == histogram.bins.size())) return bin;
  }
  return std::nullopt;
}

void renderDurations(QPainter& painter, const QRectF& area, const DurationHistogram& histogram, const QString& what,
                     const QColor& colour, const std::optional<BinRange>& brushed, const DrawStyle& style) {
  const PlotFrame frame = layOutDurations(histogram, area);
  paintFrame(painter, frame, what, tr("tiles"), style);
  for (std::size_t bin = 0; bin < histogram.bins.size(); ++bin) {
    if (histogram.bins[bin].count == 0) continue;
    const bool strong = !brushed || (bin >= brushed->first && bin <= brushed->second);
    const QRectF bar = barOf(histogram, frame, bin);
    const double gap = bar.width() >= 4 ? 1 : 0;
    painter.fillRect(bar.adjusted(0, 0, -gap, 0), strong ? colour : blended(colour, style.theme.background, 0.35));
  }
  if (histogram.bins.empty()) return;
  const double median = frame.x.toPixel(std::max(histogram.median, frame.x.from));
  painter.setPen(QPen(style.theme.text, 1, Qt::DashLine));
  painter.drawLine(QPointF(median, frame.plot.top()), QPointF(median, frame.plot.bottom()));
  const QFontMetricsF metrics(style.smallFont);
  const QString text = tr("median %1").arg(formatCycles(Cycles(std::round(histogram.median))).brief);
  const double width = metrics.horizontalAdvance(text) + 4;
  const double left = median + 4 + width < frame.plot.right() ? median + 4 : median - 4 - width;
  painter.setFont(style.smallFont);
  painter.drawText(QRectF(left, frame.plot.top() + 1, width, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
}

}  // namespace fusewright
