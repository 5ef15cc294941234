#include "widgets/gantt/tile_search.h"

#include <algorithm>
#include <array>

#include <QRegularExpression>

#include "widgets/common/names.h"
#include "widgets/common/parallel_for.h"

namespace fusewright {
namespace {

struct Wanted {
  QString text;
  std::int32_t number = -1;  ///< of the tile in its layer; any if negative
};

Wanted parsed(const QString& text) {
  static const QRegularExpression kNumber(QStringLiteral("#(\\d{1,9})"));
  const auto match = kNumber.match(text);
  QString rest = text;
  if (match.hasMatch()) rest.remove(match.capturedStart(), match.capturedLength());
  return {.text = rest.trimmed(), .number = match.hasMatch() ? match.captured(1).toInt() : -1};
}

std::vector<bool> layersWith(const Workload& workload, const QString& text) {
  std::vector<bool> found(workload.layers.size(), false);
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    const auto has = [&](const QString& candidate) { return candidate.contains(text, Qt::CaseInsensitive); };
    found[index] = has(QString::fromStdString(layer.name)) || has(layerText(workload, LayerId(index))) ||
                   has(QString::fromStdString(layer.operation)) || has(operatorClassText(layer.operatorClass));
  }
  return found;
}

/// Calls `collect` with the lane and the list of each core.
template <typename Collect>
void collectHits(SearchHits& hits, const Timeline& timeline, Collect collect) {
  parallelFor(timeline.rows.size(), [&](std::size_t row) {
    if (timeline.rows[row].isCore()) collect(timeline.rows[row].lanes.front(), hits.ofRow[row]);
  });
  for (const auto& row : hits.ofRow) hits.count += row.size();
}

/// Adds the items of `lane` whose colour is found, by colour: 1 or 0. Nothing depends on guessing right which are.
void addByColour(const Lane& lane, const std::vector<std::uint8_t>& isFound, std::vector<std::uint32_t>& hits) {
  std::size_t count = 0;
  for (const std::uint16_t colour : lane.colours) count += isFound[colour];
  hits.reserve(count);
  std::array<std::uint32_t, 1024> some{};
  for (std::size_t first = 0; first < lane.colours.size() && hits.size() < count; first += some.size()) {
    const std::size_t end = std::min(first + some.size(), lane.colours.size());
    std::size_t found = 0;
    for (std::size_t index = first; index < end; ++index) {
      some[found] = static_cast<std::uint32_t>(index);
      found += isFound[lane.colours[index]];
    }
    hits.insert(hits.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(found));
  }
}

/// Whether all bars of a kind are found, none, or it takes a look at each tile's own layer: steps of a scan are one
/// family, but have names of their own.
enum class KindFound : std::uint8_t { None, All, Mixed };

std::vector<KindFound> kindsWith(const Evaluation& evaluation, const Timeline& timeline,
                                 const std::vector<bool>& layers) {
  const auto& all = evaluation.workload->layers;
  std::vector<bool> some(all.size(), false);
  std::vector<bool> missing(all.size(), false);
  for (std::size_t index = 0; index < all.size(); ++index)
    (layers[index] ? some : missing)[all[index].family.index()] = true;
  std::vector<KindFound> found;
  for (const BarKind& kind : timeline.kinds) {
    const std::size_t family = kind.layer.index();
    found.push_back(!some[family] ? KindFound::None : missing[family] ? KindFound::Mixed : KindFound::All);
  }
  return found;
}

/// Where a tile lies in the lane of its core.
std::optional<std::uint32_t> placeOf(const Lane& lane, TileId tile, double start) {
  auto item = std::ranges::partition_point(lane.items, [&](const LaneItem& other) { return other.start < start; });
  while (item != lane.items.end() && item->start == start && item->id != tile.value) ++item;
  if (item == lane.items.end() || item->id != tile.value) return std::nullopt;
  return static_cast<std::uint32_t>(item - lane.items.begin());
}

/// Adds the tile of that number of every layer that is found.
void addByNumber(SearchHits& hits, const Evaluation& evaluation, const Timeline& timeline,
                 const std::vector<bool>& layers, std::size_t number) {
  const TileGraph& graph = *evaluation.graph;
  for (std::size_t layer = 0; layer < graph.tilesOfLayer.size(); ++layer) {
    if (!layers[layer] || graph.tilesOfLayer[layer].size() <= number) continue;
    const TileId tile = graph.tilesOfLayer[layer][number];
    const auto row = rowOfCore(timeline, graph.core[tile.index()]);
    const auto place =
        row ? placeOf(timeline.rows[*row].lanes.front(), tile, evaluation.schedule->start[tile.index()].value)
            : std::nullopt;
    if (!place) continue;
    hits.ofRow[*row].push_back(*place);
    ++hits.count;
  }
  for (auto& row : hits.ofRow) std::ranges::sort(row);
}

using HitPlace = std::vector<std::uint32_t>::const_iterator;

/// The first of the hits [from, end) that is not below `item`, in few steps if hits are neighbours or few.
HitPlace firstNotBelow(HitPlace from, HitPlace end, std::size_t item) {
  if (from == end || *from >= item) return from;
  // Hits are sorted and none is there twice: it lies at most so far away.
  const auto most = std::min(static_cast<std::ptrdiff_t>(item - *from), end - from);
  if (*(from + (most - 1)) < item) return from + most;
  auto low = from;
  for (std::ptrdiff_t reach = 4; reach < most && *(from + reach) < item; reach *= 2) low = from + reach;
  const auto high = from + std::min((low - from) * 2 + 4, most);
  return std::partition_point(low, high, [item](std::uint32_t hit) { return hit < item; });
}

}  // namespace

SearchHits findTiles(const Evaluation& evaluation, const Timeline& timeline, const QString& text) {
  SearchHits hits{.ofRow = std::vector<std::vector<std::uint32_t>>(timeline.rows.size()), .count = 0};
  const Wanted wanted = parsed(text);
  if (wanted.text.isEmpty() && wanted.number < 0) return hits;
  const std::vector<bool> layers = layersWith(*evaluation.workload, wanted.text);
  if (wanted.number >= 0) {
    addByNumber(hits, evaluation, timeline, layers, static_cast<std::size_t>(wanted.number));
    return hits;
  }
  const std::vector<KindFound> kinds = kindsWith(evaluation, timeline, layers);
  if (std::ranges::find(kinds, KindFound::Mixed) == kinds.end()) {
    std::vector<std::uint8_t> isFound;
    for (const KindFound kind : kinds) isFound.push_back(kind == KindFound::All ? 1 : 0);
    collectHits(hits, timeline, [&](const Lane& lane, auto& found) { addByColour(lane, isFound, found); });
    return hits;
  }
  const auto isOfFoundLayer = [&](const LaneItem& item) {
    return layers[evaluation.graph->layer[static_cast<std::size_t>(item.id)].index()];
  };
  collectHits(hits, timeline, [&](const Lane& lane, auto& found) {
    for (std::size_t index = 0; index < lane.colours.size(); ++index) {
      const KindFound kind = kinds[lane.colours[index]];
      if (kind == KindFound::All || (kind == KindFound::Mixed && isOfFoundLayer(lane.items[index])))
        found.push_back(static_cast<std::uint32_t>(index));
    }
  });
  return hits;
}

SearchHits tilesOfFamily(const Timeline& timeline, LayerId family) {
  SearchHits hits{.ofRow = std::vector<std::vector<std::uint32_t>>(timeline.rows.size()), .count = 0};
  std::vector<std::uint8_t> isFound;
  for (const BarKind& kind : timeline.kinds) isFound.push_back(kind.layer == family ? 1 : 0);
  collectHits(hits, timeline, [&](const Lane& lane, auto& found) { addByColour(lane, isFound, found); });
  return hits;
}

std::optional<TileId> nextHit(const SearchHits& hits, const Timeline& timeline, double from, SearchStep step) {
  std::optional<TileId> best;
  std::optional<TileId> wrapped;
  double bestStart = 0;
  double wrappedStart = 0;
  const bool next = step == SearchStep::Next;
  const auto better = [&](double start, double other) { return next ? start < other : start > other; };
  for (std::size_t row = 0; row < hits.ofRow.size(); ++row) {
    if (hits.ofRow[row].empty()) continue;
    const auto& items = timeline.rows[row].lanes.front().items;
    const auto& found = hits.ofRow[row];
    const auto consider = [&](std::uint32_t index, std::optional<TileId>& tile, double& start) {
      if (tile && !better(items[index].start, start)) return;
      tile = TileId(items[index].id);
      start = items[index].start;
    };
    const auto beyond = std::ranges::partition_point(
        found, [&](std::uint32_t index) { return next ? items[index].start <= from : items[index].start < from; });
    if (next && beyond != found.end()) consider(*beyond, best, bestStart);
    if (!next && beyond != found.begin()) consider(*(beyond - 1), best, bestStart);
    consider(next ? found.front() : found.back(), wrapped, wrappedStart);
  }
  return best ? best : wrapped;
}

std::size_t hitsBefore(const SearchHits& hits, const Timeline& timeline, double time) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < hits.ofRow.size(); ++row) {
    if (hits.ofRow[row].empty()) continue;
    const auto& items = timeline.rows[row].lanes.front().items;
    const auto before =
        std::ranges::partition_point(hits.ofRow[row], [&](std::uint32_t index) { return items[index].start < time; });
    count += static_cast<std::size_t>(before - hits.ofRow[row].begin());
  }
  return count;
}

std::vector<HitSpan> hitSpans(const std::vector<std::uint32_t>& hits, const Lane& lane, const TimeAxis& axis,
                              double minWidth) {
  constexpr double kStep = 0.5;  // pixels that hits are passed over at a time
  std::vector<HitSpan> spans;
  const double right = axis.left + axis.length;
  const auto spanOf = [&](std::uint32_t hit) {
    const LaneItem& item = lane.items[hit];
    const double from = axis.toPixel(item.start);
    const double to = axis.toPixel(item.end);
    const double width = std::max(to - from, minWidth);
    const double middle = (from + to) / 2;
    return HitSpan{.left = middle - width / 2, .right = std::min(middle + width / 2, right)};
  };
  const auto endingAfter = [&](HitPlace from, double cycle) {
    return firstNotBelow(from, hits.end(), firstEndingAfter(lane.items, lane.index, cycle));
  };
  for (auto at = endingAfter(hits.begin(), axis.from - minWidth * axis.cyclesPerPixel()); at != hits.end();) {
    HitSpan span = spanOf(*at);
    if (span.left >= right) break;
    // Hits that end within the next step touch this one: the last of them says how far they reach.
    const double near = std::max(span.right - minWidth / 2 + kStep, axis.left);
    const auto after = endingAfter(at + 1, axis.toCycle(near));
    if (after != at + 1) span.right = std::max(span.right, spanOf(*(after - 1)).right);
    span.left = std::max(span.left, axis.left);
    if (!spans.empty() && span.left <= spans.back().right) {
      spans.back().right = std::max(spans.back().right, span.right);
    } else if (span.right > span.left) {
      spans.push_back(span);
    }
    at = after;
  }
  return spans;
}

}  // namespace fusewright
