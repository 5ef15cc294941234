#include "widgets/gantt/timeline.h"

#include <algorithm>

#include "widgets/common/palette.h"

namespace fusewright {
namespace {

/// Lanes of links hold transfers as their id and streams as -1 - index.
std::int32_t encoded(TransferId transfer) {
  return transfer.value;
}
std::int32_t encoded(StreamId stream) {
  return -1 - stream.value;
}

TimelineRow coreRow(const Evaluation& evaluation, CoreId core, const std::vector<std::uint16_t>& colours) {
  const Schedule& schedule = *evaluation.schedule;
  const TileGraph& graph = *evaluation.graph;
  std::vector<LaneItem> items;
  items.reserve(schedule.tilesOfCore[core.index()].size());
  for (const TileId tile : schedule.tilesOfCore[core.index()]) {
    items.push_back({.start = schedule.start[tile.index()].value,
                     .end = schedule.end[tile.index()].value,
                     .id = tile.value,
                     .colour = colours[graph.layer[tile.index()].index()]});
  }
  TimelineRow row{.name = evaluation.design.accelerator->core(core).name, .owner = core, .lanes = {}, .busyShare = 0};
  row.lanes.push_back(makeLane(std::move(items)));
  return row;
}

/// The layer whose colour a transfer wears: the one that needs it, or the one that made it.
LayerId layerOf(const Evaluation& evaluation, const Transfer& transfer) {
  if (transfer.neededBy) return evaluation.graph->layer[transfer.neededBy->index()];
  return evaluation.schedule->pieces[transfer.piece.index()].layer;
}

using ItemsOfLink = std::vector<std::vector<LaneItem>>;

ItemsOfLink itemsOfLinks(const Evaluation& evaluation, const std::vector<std::uint16_t>& colours) {
  const Schedule& schedule = *evaluation.schedule;
  ItemsOfLink items(evaluation.design.accelerator->links.size());
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
    const Transfer& transfer = schedule.transfers[index];
    const LaneItem item{.start = transfer.start.value,
                        .end = transfer.end.value,
                        .id = encoded(TransferId(index)),
                        .colour = colours[layerOf(evaluation, transfer).index()]};
    std::size_t hop = 0;
    for (const LinkId link : schedule.linksOf(transfer))
      if (!transfer.sharesHop(hop++)) items[link.index()].push_back(item);
  }
  for (std::size_t index = 0; index < schedule.streams.size(); ++index) {
    const Stream& stream = schedule.streams[index];
    if (stream.shared) continue;
    items[stream.link.index()].push_back({.start = stream.start.value,
                                          .end = stream.end.value,
                                          .id = encoded(StreamId(index)),
                                          .colour = colours[evaluation.graph->layer[stream.tile.index()].index()]});
  }
  for (auto& ofLink : items) std::ranges::stable_sort(ofLink, {}, &LaneItem::start);
  return items;
}

/// Cycles in which at least one of the items, sorted by start, runs.
double coveredCycles(const std::vector<LaneItem>& items) {
  double covered = 0;
  double reached = 0;
  for (const LaneItem& item : items) {
    covered += std::max(0.0, item.end - std::max(item.start, reached));
    reached = std::max(reached, item.end);
  }
  return covered;
}

double spanOf(const Schedule& schedule) {
  double span = std::max(schedule.latency.value, 1.0);
  for (const Cycles end : schedule.end) span = std::max(span, end.value);
  for (const Transfer& transfer : schedule.transfers) span = std::max(span, transfer.end.value);
  return span;
}

}  // namespace

Timeline buildTimeline(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  Timeline timeline{
      .rows = {}, .colours = colourKeys(*evaluation.workload), .span = spanOf(*evaluation.schedule)};
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index) {
    if (CoreId(index) == accelerator.offChip) continue;
    timeline.rows.push_back(coreRow(evaluation, CoreId(index), timeline.colours));
    timeline.rows.back().busyShare = timeline.rows.back().lanes.front().busyBefore.back() / timeline.span;
  }
  const ItemsOfLink links = itemsOfLinks(evaluation, timeline.colours);
  for (std::size_t index = 0; index < links.size(); ++index) {
    TimelineRow row{.name = accelerator.links[index].name, .owner = LinkId(index), .lanes = {}, .busyShare = 0};
    for (auto& lane : separated(links[index])) row.lanes.push_back(makeLane(std::move(lane)));
    if (row.lanes.empty()) row.lanes.push_back(makeLane({}));
    row.busyShare = coveredCycles(links[index]) / timeline.span;
    timeline.rows.push_back(std::move(row));
  }
  return timeline;
}

TimelineItem itemOf(const TimelineRow& row, const LaneItem& item) {
  if (std::holds_alternative<CoreId>(row.owner)) return TileId(item.id);
  if (item.id >= 0) return TransferId(item.id);
  return StreamId(-1 - item.id);
}

std::optional<std::size_t> rowOfCore(const Timeline& timeline, CoreId core) {
  const auto found = std::ranges::find_if(timeline.rows, [core](const TimelineRow& row) {
    const auto* owner = std::get_if<CoreId>(&row.owner);
    return owner != nullptr && *owner == core;
  });
  if (found == timeline.rows.end()) return std::nullopt;
  return static_cast<std::size_t>(found - timeline.rows.begin());
}

}  // namespace fusewright
