#pragma once

#include <memory>
#include <vector>

#include <QRectF>
#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/metrics/schedule_diff.h"
#include "core/session/selection.h"

namespace fusewright {

/// Two evaluations and what differs between their schedules.
struct Comparison {
  std::shared_ptr<const Evaluation> before;
  std::shared_ptr<const Evaluation> after;
  ScheduleDiff diff;
};

[[nodiscard]] Comparison compareEvaluations(std::shared_ptr<const Evaluation> before,
                                            std::shared_ptr<const Evaluation> after);

/// One step on the way from the baseline's latency to that of the design on show.
struct ChangeStep {
  enum class Tone { Total, Slower, Faster, Same };

  QString name;
  Tone tone = Tone::Same;
  double from = 0;  ///< latency before the step; totals begin at zero
  double to = 0;    ///< after it
  Selection target = {};
};

/// Baseline, then what changed most, at most `most` steps and one for all others, then the design on show; each step
/// begins where the one before ended.
[[nodiscard]] std::vector<ChangeStep> changeSteps(const Comparison& comparison, std::size_t most);

/// A step as a line of the picture.
struct ChangeLine {
  QRectF strip;     ///< the whole line
  QRectF nameBox;   ///< left of the bars
  QRectF bar;       ///< at least 1.5 units wide
  QRectF valueBox;  ///< right of the bars
};

struct ChangePicture {
  QRectF plot;
  double mostCycles = 1;  ///< at the right edge; the left edge is `leastCycles`
  double leastCycles = 0;
  std::vector<ChangeLine> lines;  ///< by step
};

/// Lines of equal height. When all changes are small against the latency, the axis does not begin at zero but where
/// they can be told apart.
[[nodiscard]] ChangePicture layOutChanges(const std::vector<ChangeStep>& steps, const QRectF& area, double nameWidth,
                                          double valueWidth);

/// "+12.3 kcycles", or the latency of a total.
[[nodiscard]] QString changeText(const ChangeStep& step);

}  // namespace fusewright
