#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QPainter>
#include <QString>

#include "widgets/common/theme.h"
#include "widgets/common/time_axis.h"

namespace fusewright {

/// A cycle that a person marked. There is one temporary mark at most; others stay until they are taken away.
struct TimeMark {
  double cycle = 0;
  bool temporary = false;
  QString name = {};  ///< stands in its flag after its number

  friend bool operator==(const TimeMark&, const TimeMark&) = default;
};

/// What a person put on the axis of time, for figures that show what the screen shows.
struct TimeMarks {
  std::vector<TimeMark> marks = {};
  std::optional<double> playhead = {};

  [[nodiscard]] bool empty() const { return marks.empty() && !playhead; }
};

/// What figures keep free above their plot for the flags of marks and the playhead; 0 if there are none.
[[nodiscard]] double printFlagHeight(const TimeMarks& marks);

/// Lines down `plot` with numbered flags: in files `flagHeight` tall above it, on the screen just below the ruler,
/// whose numbers they would cover. Marks that are not on show are left out.
void paintTimeMarks(QPainter& painter, const TimeAxis& axis, std::span<const TimeMark> marks, const QRectF& plot,
                    double flagHeight, const DrawStyle& style);

/// Marks and playhead of a figure.
void paintPrintMarks(QPainter& painter, const TimeAxis& axis, const TimeMarks& marks, const QRectF& plot,
                     const DrawStyle& style);

}  // namespace fusewright
