#pragma once

#include <cstdint>
#include <vector>

#include <QColor>
#include <QPainter>
#include <QRectF>

#include "widgets/gantt/gantt_colours.h"
#include "widgets/gantt/gantt_layout.h"

namespace fusewright {

/// The colours of a strip as pixels have them.
struct StripShades {
  StripShades(const GanttColours& colours, const QColor& empty);

  /// A bar's colour by how much of a stretch it fills.
  [[nodiscard]] QRgb busy(std::uint16_t key, float share) const;
  /// The foot of a column: bars and idle time, each by its share.
  [[nodiscard]] QRgb foot(const StripColumn& column) const;

  std::vector<QRgb> bars;
  std::vector<QRgb> gaps;
  QRgb lane;
};

/// The columns of pixels of a bar in a strip: those before `filled` have its colour, those before `end` part it from
/// the next bar.
struct BarColumns {
  int first = 0;
  int filled = 0;
  int end = 0;
};

/// Where a bar lies in a strip of `columns`, the first of which is number `origin` of the view. All of it lies within
/// 0..columns; a bar beyond has none.
[[nodiscard]] BarColumns columnsOf(const Bar& bar, int origin, int columns, double pixelRatio);

/// Paints lanes on the screen as pixels: one row of them, repeated over the height of the lane, and another at its
/// foot. Keeps its buffers from lane to lane.
class StripPainter {
 public:
  StripPainter(const StripShades& shades, double pixelRatio) : shades_(shades), pixelRatio_(pixelRatio) {}

  /// The lane in `box`, whose sides are those of the axis, with the gaps in the lowest `footHeight` of it; `bars` are
  /// items of their own, over all of the height, with a gap to the next one.
  void paint(QPainter& painter, const Lane& lane, const TimeAxis& axis, const QRectF& box, double footHeight,
             const std::vector<Bar>& bars);

 private:
  void shade(const std::vector<StripColumn>& strip, bool withFoot);
  void addBars(const Lane& lane, const std::vector<Bar>& bars, double left, bool withFoot);

  const StripShades& shades_;
  double pixelRatio_;
  std::vector<QRgb> top_;
  std::vector<QRgb> foot_;
  std::vector<QRgb> pixels_;
};

/// How much of a bar's width is drawn, so that neighbours can be told apart.
[[nodiscard]] double drawnWidth(const Bar& bar);

}  // namespace fusewright
