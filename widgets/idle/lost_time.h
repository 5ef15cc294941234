#pragma once

#include <optional>
#include <vector>

#include <QRectF>
#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/metrics/time_budget.h"
#include "core/session/selection.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// Where the time of a core, or of all of them together, went; its uses add up to the makespan (times the number of
/// cores).
struct LostTimeRow {
  QString name;
  std::optional<CoreId> core;  ///< none: all cores
  TimeBudget budget;
};

/// All cores first if there are several, then each that computes.
[[nodiscard]] std::vector<LostTimeRow> lostTimeRows(const Accelerator& accelerator,
                                                    const std::vector<CoreBudget>& budgets);

/// A part of a bar.
struct LostTimeSegment {
  std::size_t row = 0;
  TimeUse use = TimeUse::Computing;
  double cycles = 0;
  double share = 0;  ///< of the row
  QRectF box;
};

/// How much room texts need, in the units of the area.
struct LostTimeSizes {
  double nameWidth = 90;
  double valueWidth = 80;
  double lineHeight = 16;
  double legendLines = 2;
};

struct LostTimePicture {
  std::vector<QRectF> names;              ///< by row
  std::vector<QRectF> values;             ///< by row, right of the bars
  std::vector<LostTimeSegment> segments;  ///< row by row, in the order of uses; those with time only
  QRectF legend;
};

/// Bars of one length below each other, a legend at the foot.
[[nodiscard]] LostTimePicture layOutLostTime(const std::vector<LostTimeRow>& rows, const QRectF& area,
                                             const LostTimeSizes& sizes);

/// The segment under a point.
[[nodiscard]] std::optional<std::size_t> segmentAt(const LostTimePicture& picture, QPointF position);

/// The longest idle time of that cause on that core, or on any; none if there is none.
[[nodiscard]] std::optional<IdleKey> worstIdle(const Evaluation& evaluation, std::optional<CoreId> core,
                                               IdleCause cause);

/// One line per row: cycles busy and idle by cause.
[[nodiscard]] TextTable lostTimeTable(const std::vector<LostTimeRow>& rows);

}  // namespace fusewright
