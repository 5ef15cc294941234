#include "widgets/idle/lost_time.h"

#include <algorithm>

#include <QCoreApplication>

#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

constexpr double kTallestBar = 34;
constexpr double kGap = 0.28;  ///< part of a row's height between bars

void addSegments(LostTimePicture& picture, const LostTimeRow& row, std::size_t index, const QRectF& bar) {
  double left = bar.left();
  for (std::size_t use = 0; use < kTimeUses; ++use) {
    const double cycles = row.budget.cycles[use].value;
    if (cycles <= 0) continue;
    const double share = cycles / std::max(row.budget.total.value, 1e-9);
    picture.segments.push_back({.row = index,
                                .use = static_cast<TimeUse>(use),
                                .cycles = cycles,
                                .share = share,
                                .box = QRectF(left, bar.top(), bar.width() * share, bar.height())});
    left += bar.width() * share;
  }
}

}  // namespace

std::vector<LostTimeRow> lostTimeRows(const Accelerator& accelerator, const std::vector<CoreBudget>& budgets) {
  std::vector<LostTimeRow> rows;
  if (budgets.size() > 1)
    rows.push_back(
        {.name = QCoreApplication::translate("LostTime", "all cores"), .core = std::nullopt, .budget = sumOf(budgets)});
  for (const CoreBudget& core : budgets)
    rows.push_back({.name = coreText(accelerator, core.core), .core = core.core, .budget = core.budget});
  return rows;
}

LostTimePicture layOutLostTime(const std::vector<LostTimeRow>& rows, const QRectF& area, const LostTimeSizes& sizes) {
  LostTimePicture picture;
  const double legendHeight = sizes.legendLines * sizes.lineHeight;
  picture.legend = QRectF(area.left(), area.bottom() - legendHeight, area.width(), legendHeight);
  if (rows.empty()) return picture;
  const double height =
      std::min((area.height() - legendHeight - sizes.lineHeight / 2) / static_cast<double>(rows.size()),
               kTallestBar / (1 - kGap));
  const double barWidth = std::max(1.0, area.width() - sizes.nameWidth - sizes.valueWidth);
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const double top = area.top() + height * (static_cast<double>(index) + kGap / 2);
    const QRectF bar(area.left() + sizes.nameWidth, top, barWidth, height * (1 - kGap));
    picture.names.emplace_back(area.left(), top, sizes.nameWidth - 6, bar.height());
    picture.values.emplace_back(bar.right() + 6, top, sizes.valueWidth - 6, bar.height());
    addSegments(picture, rows[index], index, bar);
  }
  return picture;
}

std::optional<std::size_t> segmentAt(const LostTimePicture& picture, QPointF position) {
  const auto found = std::ranges::find_if(
      picture.segments, [&](const LostTimeSegment& segment) { return segment.box.contains(position); });
  if (found == picture.segments.end()) return std::nullopt;
  return static_cast<std::size_t>(found - picture.segments.begin());
}

std::optional<IdleKey> worstIdle(const Evaluation& evaluation, std::optional<CoreId> core, IdleCause cause) {
  const IdleInterval* worst = nullptr;
  for (const IdleInterval& idle : evaluation.metrics->idle) {
    const bool wanted = core ? idle.core == *core : idle.core != evaluation.design.accelerator->offChip;
    if (!wanted || idleCauseOf(idle.cause) != cause) continue;
    if (worst == nullptr || idle.to - idle.from > worst->to - worst->from) worst = &idle;
  }
  return worst != nullptr ? std::optional(keyOf(evaluation, *worst)) : std::nullopt;
}

TextTable lostTimeTable(const std::vector<LostTimeRow>& rows) {
  TextTable table{.headings = {QStringLiteral("core")}, .rows = {}};
  for (std::size_t use = 0; use < kTimeUses; ++use)
    table.headings << QStringLiteral("%1[cycles]").arg(useText(static_cast<TimeUse>(use)));
  table.headings << QStringLiteral("total[cycles]");
  for (const LostTimeRow& row : rows) {
    QStringList cells{row.name};
    for (const Cycles cycles : row.budget.cycles) cells << plainNumber(cycles.value);
    table.rows.push_back(cells << plainNumber(row.budget.total.value));
  }
  return table;
}

}  // namespace fusewright
