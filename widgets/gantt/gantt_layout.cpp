#include "widgets/gantt/gantt_layout.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

constexpr double kCoreHeight = 30;
constexpr double kLinkLaneHeight = 13;
constexpr double kCollapsedHeight = 9;
constexpr double kGhostHeight = 5;
constexpr double kRowGap = 5;
constexpr double kMaxGrowth = 3;
constexpr float kShades = 32;
/// Part of a lane's height.
constexpr double kGapBand = 0.3;
/// A point that misses a narrow item by this much still hits it.
constexpr double kReachPixels = 2;

/// Neighbouring columns that become the same run, as one; those without a shade are left out.
template <typename RunOf>
std::vector<Run> joined(const std::vector<StripColumn>& strip, const TimeAxis& axis, RunOf runOf) {
  std::vector<Run> runs;
  const double width = axis.length / static_cast<double>(std::max<std::size_t>(strip.size(), 1));
  for (std::size_t column = 0; column < strip.size(); ++column) {
    Run run = runOf(strip[column]);
    if (run.busy <= 0) continue;
    run.left = axis.left + static_cast<double>(column) * width;
    run.right = run.left + width;
    const bool joins = !runs.empty() && runs.back().colour == run.colour && runs.back().busy == run.busy &&
                       std::abs(runs.back().right - run.left) < 1e-6;
    if (joins) {
      runs.back().right = run.right;
    } else {
      runs.push_back(run);
    }
  }
  return runs;
}

double barHeight(const TimelineRow& row, bool collapsed) {
  if (collapsed) return kCollapsedHeight;
  return row.isCore() ? kCoreHeight : kLinkLaneHeight * static_cast<double>(std::max<std::size_t>(row.lanes.size(), 1));
}

}  // namespace

std::vector<RowBox> layOutRows(const Timeline& timeline, const std::vector<ShownRow>& shown, double availableHeight,
                               Ghosts ghosts) {
  const double ghost = ghosts == Ghosts::Shown ? kGhostHeight : 0;
  double natural = 0;
  for (const ShownRow& entry : shown) natural += barHeight(timeline.rows[entry.row], entry.collapsed);
  const double gaps = (kRowGap + ghost) * static_cast<double>(shown.size() + 1);
  const double growth = natural > 0 ? std::clamp((availableHeight - gaps) / natural, 1.0, kMaxGrowth) : 1;
  std::vector<RowBox> boxes(timeline.rows.size());
  double top = kRowGap;
  for (const ShownRow& entry : shown) {
    const TimelineRow& row = timeline.rows[entry.row];
    const double height = std::floor(barHeight(row, entry.collapsed) * (entry.collapsed ? 1 : growth));
    const auto lanes = static_cast<double>(std::max<std::size_t>(row.lanes.size(), 1));
    RowBox& box = boxes[entry.row];
    box = {.top = top, .height = height, .laneTops = {}, .laneHeight = height / lanes};
    if (box.laneHeight >= 2) box.laneHeight = std::floor(box.laneHeight);
    for (double lane = 0; lane < lanes; ++lane) box.laneTops.push_back(top + lane * box.laneHeight);
    box.ghostTop = top + height;
    box.ghostHeight = ghost;
    top += height + ghost + kRowGap;
  }
  return boxes;
}

std::vector<ShownRow> usualRows(const Timeline& timeline) {
  std::vector<ShownRow> shown;
  for (std::size_t row = 0; row < timeline.rows.size(); ++row)
    if (!timeline.rows[row].isPort()) shown.push_back({.row = row});
  return shown;
}

std::vector<RowBox> layOutRows(const Timeline& timeline, double availableHeight) {
  return layOutRows(timeline, usualRows(timeline), availableHeight);
}

double totalHeight(const std::vector<RowBox>& rows) {
  double bottom = 0;
  for (const RowBox& row : rows)
    if (row.shown()) bottom = std::max(bottom, row.top + row.height + row.ghostHeight + kRowGap);
  return bottom;
}

std::vector<Bar> barsOf(const Lane& lane, const TimeAxis& axis, double minPixels) {
  std::vector<Bar> bars;
  for (const std::size_t index : wideItems(lane, axis, minPixels)) {
    const LaneItem& item = lane.items[index];
    bars.push_back({.item = index,
                    .left = std::max(axis.toPixel(item.start), axis.left),
                    .right = std::min(axis.toPixel(item.end), axis.left + axis.length)});
  }
  return bars;
}

std::vector<Run> runsOf(const std::vector<StripColumn>& strip, const TimeAxis& axis) {
  return joined(strip, axis, [](const StripColumn& column) {
    return Run{.colour = column.colour, .busy = std::ceil(column.busy * kShades) / kShades};
  });
}

std::vector<Run> gapRunsOf(const std::vector<StripColumn>& strip, const TimeAxis& axis) {
  return joined(strip, axis, [](const StripColumn& column) {
    const float idle = column.gap == 0 ? 0 : std::round((1 - column.busy) * kShades) / kShades;
    return Run{.colour = column.gap, .busy = idle};
  });
}

QRectF gapBand(const QRectF& lane) {
  const double height = std::clamp(std::floor(lane.height() * kGapBand), std::min(3.0, lane.height()), lane.height());
  return {lane.left(), lane.bottom() - height, lane.width(), height};
}

std::optional<Hit> hitTest(const Timeline& timeline, const std::vector<RowBox>& rows, const TimeAxis& axis, double x,
                           double y) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!rows[row].shown() || y < rows[row].top || y >= rows[row].top + rows[row].height) continue;
    const auto below = static_cast<std::size_t>((y - rows[row].top) / rows[row].laneHeight);
    const std::size_t lane = std::min(below, rows[row].laneTops.size() - 1);
    Hit hit{.row = row, .lane = lane, .item = std::nullopt};
    if (x < axis.left || x > axis.left + axis.length) return hit;
    const Lane& items = timeline.rows[row].lanes[lane];
    const double cycle = axis.toCycle(x);
    hit.item = itemAt(items, cycle);
    if (hit.item) return hit;
    const double reach = kReachPixels * axis.cyclesPerPixel();
    const ItemRange near = itemsWithin(items, cycle - reach, cycle + reach);
    if (near.size() > 0) hit.item = near.first;
    return hit;
  }
  return std::nullopt;
}

QRectF boxOf(const RowBox& row, std::size_t lane, double start, double end, const TimeAxis& axis, double minWidth) {
  const double from = axis.toPixel(start);
  const double to = axis.toPixel(end);
  const double middle = (from + to) / 2;
  const double width = std::max(to - from, minWidth);
  const double left = std::max(middle - width / 2, axis.left - minWidth);
  const double right = std::min(middle + width / 2, axis.left + axis.length + minWidth);
  return {left, row.laneTops[lane], right - left, row.laneHeight - 1};
}

}  // namespace fusewright
