#include "widgets/gantt/row_arrangement.h"

#include <algorithm>

#include "widgets/common/names.h"

namespace fusewright {
namespace {

/// Collects rows by what they belong to.
class Touch {
 public:
  Touch(const Evaluation& evaluation, const Timeline& timeline) : evaluation_(evaluation), timeline_(timeline) {}

  void core(CoreId core) {
    if (const auto row = rowOfCore(timeline_, core)) rows.insert(*row);
  }
  void tile(TileId tile) { core(evaluation_.graph->core[tile.index()]); }

  void neighbours(TileId id) {
    for (const TileId other : evaluation_.graph->producersOf(id)) tile(other);
    for (const TileId other : evaluation_.graph->consumersOf(id)) tile(other);
  }

  /// Rows on which something moves for one of the tiles, or what one of them made.
  template <typename Wanted>
  void movesOf(Wanted wanted) {
    const Schedule& schedule = *evaluation_.schedule;
    for (std::size_t row = 0; row < timeline_.rows.size(); ++row) {
      if (timeline_.rows[row].isCore() || rows.contains(row)) continue;
      for (const Lane& lane : timeline_.rows[row].lanes) {
        const bool found = std::ranges::any_of(lane.items, [&](const LaneItem& item) {
          const TimelineItem moved = itemOf(timeline_.rows[row], item);
          if (const auto* stream = std::get_if<StreamId>(&moved)) return wanted(schedule.streams[stream->index()].tile);
          const Transfer& transfer = schedule.transfers[std::get<TransferId>(moved).index()];
          const auto maker = schedule.pieces[transfer.piece.index()].tile;
          return (transfer.neededBy && wanted(*transfer.neededBy)) || (maker && wanted(*maker));
        });
        if (found) rows.insert(row);
      }
    }
  }

  std::set<std::size_t> rows;

 private:
  const Evaluation& evaluation_;
  const Timeline& timeline_;
};

void touchLayer(Touch& touch, const Evaluation& evaluation, LayerId layer) {
  if (layer.index() >= evaluation.workload->layers.size()) return;
  const LayerId family = evaluation.workload->layer(layer).family;
  const auto ofFamily = [&](TileId tile) {
    return evaluation.workload->layer(evaluation.graph->layer[tile.index()]).family == family;
  };
  for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile)
    if (ofFamily(TileId(tile))) touch.tile(TileId(tile));
  touch.movesOf(ofFamily);
}

}  // namespace

std::vector<ShownRow> arranged(const Timeline& timeline, const RowArrangement& arrangement,
                               const std::optional<std::set<std::size_t>>& touched) {
  const auto nameOf = [&](const ShownRow& entry) -> const std::string& { return timeline.rows[entry.row].name; };
  const auto isPinned = [&](const ShownRow& entry) { return arrangement.pinned.contains(nameOf(entry)); };
  std::vector<ShownRow> shown;
  for (std::size_t row = 0; row < timeline.rows.size(); ++row) {
    const TimelineRow& candidate = timeline.rows[row];
    const ShownRow entry{.row = row, .collapsed = arrangement.collapsed.contains(candidate.name)};
    const bool matches = QString::fromStdString(candidate.name).contains(arrangement.filter, Qt::CaseInsensitive);
    const bool isTouched = !arrangement.touchedOnly || !touched || touched->contains(row);
    const bool wanted = !arrangement.hidden.contains(candidate.name) && (arrangement.ports || !candidate.isPort()) &&
                        matches && isTouched;
    if (wanted || isPinned(entry)) shown.push_back(entry);
  }
  if (arrangement.sort == RowSort::ByName) std::ranges::stable_sort(shown, {}, nameOf);
  if (arrangement.sort == RowSort::BusiestFirst)
    std::ranges::stable_sort(shown, std::greater{},
                             [&](const ShownRow& entry) { return timeline.rows[entry.row].busyShare; });
  std::ranges::stable_partition(shown, isPinned);
  return shown;
}

std::optional<std::set<std::size_t>> rowsTouched(const Evaluation& evaluation, const Timeline& timeline,
                                                 const Selection& selection) {
  Touch touch(evaluation, timeline);
  if (const auto* key = std::get_if<TileKey>(&selection)) {
    const auto tile = tileOf(*evaluation.graph, *key);
    if (!tile) return std::nullopt;
    touch.tile(*tile);
    touch.neighbours(*tile);
    touch.movesOf([&](TileId other) { return other == *tile; });
  } else if (const auto* layer = std::get_if<LayerId>(&selection)) {
    touchLayer(touch, evaluation, *layer);
  } else if (const auto* idle = std::get_if<IdleKey>(&selection)) {
    touch.core(idle->core);
    if (const auto tile = idle->before ? tileOf(*evaluation.graph, *idle->before) : std::nullopt) {
      touch.neighbours(*tile);
      touch.movesOf([&](TileId other) { return other == *tile; });
    }
  } else if (const auto* core = std::get_if<CoreId>(&selection)) {
    touch.core(*core);
  } else {
    return std::nullopt;
  }
  return touch.rows;
}

}  // namespace fusewright
