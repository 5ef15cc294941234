#include "widgets/idle/lost_time.h"

#include <algorithm>
#include <numeric>

#include <QCoreApplication>

#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"

namespace fusewright {
namespace {

constexpr double kTallestBar = 34;
constexpr double kGap = 0.28;  ///< part of a row's height between bars

void addSegments(LostTimePicture& picture, const LostTimeRow& row, std::size_t index, const QRectF& bar) {
  const double total = std::max(row.total(), 1e-9);
  double left = bar.left();
  const auto add = [&](std::optional<IdleCause> cause, double cycles) {
    if (cycles <= 0) return;
    const double width = bar.width() * cycles / total;
    picture.segments.push_back({.row = index,
                                .cause = cause,
                                .cycles = cycles,
                                .share = cycles / total,
                                .box = QRectF(left, bar.top(), width, bar.height())});
    left += width;
  };
  add(std::nullopt, row.busy);
  for (std::size_t cause = 0; cause < kIdleCauses; ++cause) add(static_cast<IdleCause>(cause), row.idle[cause]);
}

}  // namespace

double LostTimeRow::total() const {
  return std::accumulate(idle.begin(), idle.end(), busy);
}

std::vector<LostTimeRow> lostTimeRows(const Accelerator& accelerator, const std::vector<CoreAccount>& accounts) {
  LostTimeRow all{.name = QCoreApplication::translate("LostTime", "all cores"), .core = std::nullopt};
  std::vector<LostTimeRow> rows;
  for (const CoreAccount& account : accounts) {
    if (account.core == accelerator.offChip) continue;
    LostTimeRow row{.name = coreText(accelerator, account.core), .core = account.core, .busy = account.busy.value};
    all.busy += account.busy.value;
    for (std::size_t cause = 0; cause < kIdleCauses; ++cause) {
      row.idle[cause] = account.idle[cause].value;
      all.idle[cause] += account.idle[cause].value;
    }
    rows.push_back(row);
  }
  if (rows.size() > 1) rows.insert(rows.begin(), all);
  return rows;
}

LostTimePicture layOutLostTime(const std::vector<LostTimeRow>& rows, const QRectF& area, const LostTimeSizes& sizes) {
  LostTimePicture picture;
  const double legendHeight = 2 * sizes.lineHeight;
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
  TextTable table{.headings = {QStringLiteral("core"), QStringLiteral("busy[cycles]")}, .rows = {}};
  for (std::size_t cause = 0; cause < kIdleCauses; ++cause)
    table.headings << QStringLiteral("idle: %1[cycles]").arg(causeText(static_cast<IdleCause>(cause)));
  table.headings << QStringLiteral("total[cycles]");
  for (const LostTimeRow& row : rows) {
    QStringList cells{row.name, plainNumber(row.busy)};
    for (const double cycles : row.idle) cells << plainNumber(cycles);
    table.rows.push_back(cells << plainNumber(row.total()));
  }
  return table;
}

}  // namespace fusewright
