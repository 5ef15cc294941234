#include "widgets/gantt/timeline.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "widgets/common/palette.h"
#include "widgets/common/parallel_for.h"
#include "widgets/gantt/bar_kinds.h"
#include "widgets/gantt/core_items.h"

namespace fusewright {
namespace {

/// Lanes of links and ports hold transfers as their id and streams as -1 - index.
std::int32_t encoded(TransferId transfer) {
  return transfer.value;
}
std::int32_t encoded(StreamId stream) {
  return -1 - stream.value;
}

std::vector<Lane> lanesOfCores(std::vector<std::vector<LaneItem>> items) {
  std::vector<Lane> lanes(items.size());
  parallelFor(items.size(), [&](std::size_t core) {
    // Numbers are priorities; a tile that was not ready may run after one of a higher number.
    if (!std::ranges::is_sorted(items[core], {}, &LaneItem::start))
      std::ranges::stable_sort(items[core], {}, &LaneItem::start);
    lanes[core] = makeLane(std::move(items[core]), gapKey(IdleCause::NothingToDo));
  });
  return lanes;
}

/// In which on-chip memories pieces were; lists in one array, [begin, begin + count) by piece.
class MemoriesOfPieces {
 public:
  explicit MemoriesOfPieces(const Evaluation& evaluation) : lists_(evaluation.schedule->pieces.size()) {
    const auto memories = topMemories(*evaluation.design.accelerator);
    const auto isOnChip = [&](const Residency& stay) {
      return memories[stay.memory.index()].core != evaluation.design.accelerator->offChip;
    };
    const auto& stays = evaluation.schedule->residencies;
    for (const Residency& stay : stays) lists_[stay.piece.index()].begin += isOnChip(stay) ? 1 : 0;
    std::uint32_t size = 0;
    for (List& list : lists_) size += std::exchange(list.begin, size);
    memories_.resize(size);
    for (const Residency& stay : stays) {
      if (!isOnChip(stay) || std::ranges::find(of(stay.piece), stay.memory) != of(stay.piece).end()) continue;
      List& list = lists_[stay.piece.index()];
      memories_[list.begin + list.count++] = stay.memory;
    }
  }

  [[nodiscard]] std::span<const MemoryId> of(PieceId piece) const {
    return std::span(memories_).subspan(lists_[piece.index()].begin, lists_[piece.index()].count);
  }

 private:
  struct List {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
  };

  std::vector<List> lists_;
  std::vector<MemoryId> memories_;
};

/// Items of links and ports before they are put into lanes.
class Moves {
 public:
  explicit Moves(const Evaluation& evaluation)
      : evaluation_(evaluation),
        ofLink_(evaluation.design.accelerator->links.size()),
        ofPort_(topMemories(*evaluation.design.accelerator).size()),
        memoriesOfPiece_(evaluation) {
    for (const TopMemory& memory : topMemories(*evaluation.design.accelerator)) coreOfMemory_.push_back(memory.core);
  }

  void addTransfers(BarKinds& kinds) {
    const Schedule& schedule = *evaluation_.schedule;
    for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
      const Transfer& transfer = schedule.transfers[index];
      const LaneItem item{.start = transfer.start.value,
                          .end = transfer.end.value,
                          .id = encoded(TransferId(index)),
                          .colour = kinds.ofTransfer(transfer)};
      std::size_t hop = 0;
      for (const LinkId link : schedule.linksOf(transfer))
        if (!transfer.sharesHop(hop++)) ofLink_[link.index()][flowOf(transfer)].push_back(item);
      for (const MemoryId memory : memoriesOfPiece_.of(transfer.piece)) {
        const CoreId core = coreOfMemory_[memory.index()];
        if (core == transfer.to) ofPort_[memory.index()][kWrite].push_back(item);
        if (core == transfer.from && !transfer.isCopy()) ofPort_[memory.index()][kRead].push_back(item);
      }
    }
  }

  void addStreams(BarKinds& kinds) {
    const auto& streams = evaluation_.schedule->streams;
    for (std::size_t index = 0; index < streams.size(); ++index) {
      const Stream& stream = streams[index];
      if (stream.shared) continue;
      ofLink_[stream.link.index()][stream.role == OperandRole::O ? kWrite : kRead].push_back(
          {.start = stream.start.value,
           .end = stream.end.value,
           .id = encoded(StreamId(index)),
           .colour = kinds.ofStream(stream)});
    }
  }

  using ByFlow = std::array<std::vector<LaneItem>, 2>;  ///< read, written
  static constexpr std::size_t kRead = 0;
  static constexpr std::size_t kWrite = 1;

  [[nodiscard]] std::vector<ByFlow>& ofLink() { return ofLink_; }
  [[nodiscard]] std::vector<ByFlow>& ofPort() { return ofPort_; }

 private:
  [[nodiscard]] std::size_t flowOf(const Transfer& transfer) const {
    return transfer.to == evaluation_.design.accelerator->offChip ? kWrite : kRead;
  }

  const Evaluation& evaluation_;
  std::vector<ByFlow> ofLink_;
  std::vector<ByFlow> ofPort_;
  MemoriesOfPieces memoriesOfPiece_;
  std::vector<CoreId> coreOfMemory_;
};

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

double spanOf(const Schedule& schedule, const std::vector<Lane>& lanes) {
  double span = std::max(schedule.latency.value, 1.0);
  for (const Lane& lane : lanes)
    if (!lane.items.empty()) span = std::max(span, lane.items.back().end);
  for (const Transfer& transfer : schedule.transfers) span = std::max(span, transfer.end.value);
  return span;
}

TimelineRow movesRow(std::string name, std::variant<CoreId, LinkId, MemoryId> owner, Flow flow,
                     std::vector<LaneItem> items, double span) {
  std::ranges::stable_sort(items, {}, &LaneItem::start);
  TimelineRow row{.name = std::move(name), .owner = owner, .flow = flow, .lanes = {}};
  for (auto& lane : separated(items)) row.lanes.push_back(makeLane(std::move(lane)));
  if (row.lanes.empty()) row.lanes.push_back(makeLane({}));
  row.busyShare = coveredCycles(items) / span;
  return row;
}

bool touchesOffChip(const Accelerator& accelerator, const Link& link) {
  const auto has = [&](const std::vector<CoreId>& ends) {
    return std::ranges::find(ends, accelerator.offChip) != ends.end();
  };
  return has(link.senders) || has(link.receivers);
}

/// One row for a link between cores; one each way for a link of the off-chip memory, if it carries traffic both ways.
void addLinkRows(Timeline& timeline, const Accelerator& accelerator, LinkId id, Moves::ByFlow& items) {
  const Link& link = accelerator.link(id);
  auto& [read, written] = items;
  const bool bothWays = !read.empty() && !written.empty();
  if (touchesOffChip(accelerator, link) && bothWays) {
    timeline.rows.push_back(movesRow(link.name + " read", id, Flow::Read, std::move(read), timeline.span));
    timeline.rows.push_back(movesRow(link.name + " write", id, Flow::Write, std::move(written), timeline.span));
    return;
  }
  read.insert(read.end(), written.begin(), written.end());
  timeline.rows.push_back(movesRow(link.name, id, Flow::Any, std::move(read), timeline.span));
}

void addPortRows(Timeline& timeline, const Accelerator& accelerator, std::vector<Moves::ByFlow>& ports) {
  const auto memories = topMemories(accelerator);
  for (std::size_t index = 0; index < ports.size(); ++index) {
    if (memories[index].core == accelerator.offChip) continue;
    auto& [read, written] = ports[index];
    timeline.rows.push_back(
        movesRow(memories[index].name + " in", MemoryId(index), Flow::Write, std::move(written), timeline.span));
    timeline.rows.push_back(
        movesRow(memories[index].name + " out", MemoryId(index), Flow::Read, std::move(read), timeline.span));
  }
}

}  // namespace

Timeline buildTimeline(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  BarKinds kinds(evaluation);
  std::vector<Lane> lanes = lanesOfCores(itemsOfCores(evaluation, kinds));
  Timeline timeline{.rows = {},
                    .colours = colourKeys(*evaluation.workload),
                    .kinds = {},
                    .span = spanOf(*evaluation.schedule, lanes)};
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index) {
    if (CoreId(index) == accelerator.offChip) continue;
    TimelineRow row{.name = accelerator.cores[index].name, .owner = CoreId(index), .lanes = {}};
    row.busyShare = busyCycles(lanes[index]) / timeline.span;
    row.lanes.push_back(std::move(lanes[index]));
    timeline.rows.push_back(std::move(row));
  }
  Moves moves(evaluation);
  moves.addTransfers(kinds);
  moves.addStreams(kinds);
  for (std::size_t index = 0; index < accelerator.links.size(); ++index)
    addLinkRows(timeline, accelerator, LinkId(index), moves.ofLink()[index]);
  addPortRows(timeline, accelerator, moves.ofPort());
  timeline.kinds = kinds.take();
  return timeline;
}

TimelineItem itemOf(const TimelineRow& row, const LaneItem& item) {
  if (row.isCore()) return TileId(item.id);
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
