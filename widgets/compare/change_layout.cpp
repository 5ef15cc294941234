#include "widgets/compare/change_layout.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/family_names.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

constexpr double kTallestLine = 26;
constexpr double kNarrowest = 1.5;

ScheduleSide sideOf(const Evaluation& evaluation) {
  return {.workload = *evaluation.workload, .graph = *evaluation.graph, .schedule = *evaluation.schedule};
}

/// Names of the families of both schedules.
struct Names {
  std::vector<QString> before;
  std::vector<QString> after;
};

QString nameOf(const Names& names, const ShareShift& shift) {
  if (shift.waiting)
    return *shift.waiting == IdleCause::NothingToDo ? tr("after the last tile") : useText(*shift.waiting);
  return shift.after ? names.after[shift.after->index()] : names.before[shift.before->index()];
}

ChangeStep::Tone toneOf(double change) {
  if (change == 0) return ChangeStep::Tone::Same;
  return change > 0 ? ChangeStep::Tone::Slower : ChangeStep::Tone::Faster;
}

}  // namespace

Comparison compareEvaluations(std::shared_ptr<const Evaluation> before, std::shared_ptr<const Evaluation> after) {
  ScheduleDiff diff = compareSchedules(sideOf(*before), sideOf(*after));
  return {.before = std::move(before), .after = std::move(after), .diff = std::move(diff)};
}

std::vector<ChangeStep> changeSteps(const Comparison& comparison, std::size_t most) {
  const ScheduleDiff& diff = comparison.diff;
  std::vector<ChangeStep> steps{
      {.name = tr("baseline"), .tone = ChangeStep::Tone::Total, .from = 0, .to = diff.makespanBefore.value}};
  const Names names{.before = familyNames(*comparison.before->workload),
                    .after = familyNames(*comparison.after->workload)};
  double reached = diff.makespanBefore.value;
  double others = 0;
  std::size_t left = 0;
  for (const ShareShift& shift : diff.shares) {
    if (shift.change() == 0) continue;
    if (steps.size() > most) {
      others += shift.change();
      ++left;
      continue;
    }
    steps.push_back({.name = nameOf(names, shift),
                     .tone = toneOf(shift.change()),
                     .from = reached,
                     .to = reached + shift.change(),
                     .target = shift.after ? Selection{*shift.after} : Selection{}});
    reached += shift.change();
  }
  if (left > 0)
    steps.push_back({.name = left == 1 ? tr("1 other") : tr("%1 others").arg(left),
                     .tone = toneOf(others),
                     .from = reached,
                     .to = reached + others});
  steps.push_back({.name = tr("now"), .tone = ChangeStep::Tone::Total, .from = 0, .to = diff.makespanAfter.value});
  return steps;
}

ChangePicture layOutChanges(const std::vector<ChangeStep>& steps, const QRectF& area, double nameWidth,
                            double valueWidth) {
  ChangePicture picture;
  if (steps.empty()) return picture;
  double least = steps.front().to;
  double most = steps.front().to;
  for (const ChangeStep& step : steps) {
    const bool total = step.tone == ChangeStep::Tone::Total;
    least = std::min({least, total ? step.to : step.from, step.to});
    most = std::max({most, step.from, step.to});
  }
  // Changes of less than a fifth of the latency get a closer look.
  picture.leastCycles = most - least < most / 5 ? std::max(0.0, least - (most - least)) : 0;
  picture.mostCycles = std::max(most, picture.leastCycles + 1);
  picture.plot =
      QRectF(area.left() + nameWidth, area.top(), std::max(1.0, area.width() - nameWidth - valueWidth), area.height());
  const double height = std::min(area.height() / static_cast<double>(steps.size()), kTallestLine);
  const auto toPixel = [&](double cycles) {
    const double share = (cycles - picture.leastCycles) / (picture.mostCycles - picture.leastCycles);
    return picture.plot.left() + std::clamp(share, 0.0, 1.0) * picture.plot.width();
  };
  for (std::size_t index = 0; index < steps.size(); ++index) {
    const double top = area.top() + height * static_cast<double>(index);
    const double from = toPixel(std::min(steps[index].from, steps[index].to));
    const double to = toPixel(std::max(steps[index].from, steps[index].to));
    picture.lines.push_back({.strip = QRectF(area.left(), top, area.width(), height),
                             .nameBox = QRectF(area.left(), top, nameWidth - 6, height),
                             .bar = QRectF(from, top + height * 0.15, std::max(to - from, kNarrowest), height * 0.7),
                             .valueBox = QRectF(picture.plot.right() + 6, top, valueWidth - 6, height)});
  }
  return picture;
}

QString changeText(const ChangeStep& step) {
  const double cycles = step.tone == ChangeStep::Tone::Total ? step.to : step.to - step.from;
  const QString text = formatCycles(Cycles(std::round(std::abs(cycles) * 100) / 100)).brief;
  if (step.tone == ChangeStep::Tone::Total || cycles == 0) return text;
  return (cycles > 0 ? QStringLiteral("+") : QStringLiteral("−")) + text;
}

}  // namespace fusewright
