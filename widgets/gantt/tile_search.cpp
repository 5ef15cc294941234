#include "widgets/gantt/tile_search.h"

#include <algorithm>

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

/// Fills `hits` with the items of cores for which `isHit`.
template <typename IsHit>
void collectHits(SearchHits& hits, const Timeline& timeline, IsHit isHit) {
  parallelFor(timeline.rows.size(), [&](std::size_t row) {
    if (!timeline.rows[row].isCore()) return;
    const auto& items = timeline.rows[row].lanes.front().items;
    hits.ofRow[row].reserve(items.size());  // costs no memory before it is used
    for (std::size_t index = 0; index < items.size(); ++index)
      if (isHit(items[index])) hits.ofRow[row].push_back(static_cast<std::uint32_t>(index));
  });
  for (const auto& row : hits.ofRow) hits.count += row.size();
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

}  // namespace

SearchHits findTiles(const Evaluation& evaluation, const Timeline& timeline, const QString& text) {
  SearchHits hits{.ofRow = std::vector<std::vector<std::uint32_t>>(timeline.rows.size()), .count = 0};
  const Wanted wanted = parsed(text);
  if (wanted.text.isEmpty() && wanted.number < 0) return hits;
  const std::vector<bool> layers = layersWith(*evaluation.workload, wanted.text);
  const std::vector<KindFound> kinds = kindsWith(evaluation, timeline, layers);
  const TileGraph& graph = *evaluation.graph;
  const auto isHit = [&](const LaneItem& item) {
    const KindFound kind = kinds[item.colour];
    if (kind == KindFound::None) return false;
    const auto tile = static_cast<std::size_t>(item.id);
    if (kind == KindFound::Mixed && !layers[graph.layer[tile].index()]) return false;
    return wanted.number < 0 || graph.indexInLayer[tile] == wanted.number;
  };
  collectHits(hits, timeline, isHit);
  return hits;
}

SearchHits tilesOfFamily(const Timeline& timeline, LayerId family) {
  SearchHits hits{.ofRow = std::vector<std::vector<std::uint32_t>>(timeline.rows.size()), .count = 0};
  collectHits(hits, timeline, [&](const LaneItem& item) { return timeline.kinds[item.colour].layer == family; });
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
  std::vector<HitSpan> spans;
  const auto endsBy = [&](double cycle) {
    return [&lane, cycle](std::uint32_t index) { return lane.items[index].end <= cycle; };
  };
  const double right = axis.left + axis.length;
  auto at = std::ranges::partition_point(hits, endsBy(axis.from - minWidth * axis.cyclesPerPixel()));
  while (at != hits.end()) {
    const LaneItem& item = lane.items[*at];
    const double width = std::max((item.end - item.start) / axis.cyclesPerPixel(), minWidth);
    const double middle = axis.toPixel((item.start + item.end) / 2);
    if (middle - width / 2 >= right) break;
    HitSpan span{.left = std::max(middle - width / 2, axis.left), .right = std::min(middle + width / 2, right)};
    if (!spans.empty() && span.left <= spans.back().right) {
      spans.back().right = std::max(spans.back().right, span.right);
    } else if (span.right > span.left) {
      spans.push_back(span);
    }
    // What ends within the pixel that is drawn already changes nothing.
    const double drawn =
        axis.toCycle(std::max(spans.empty() ? axis.left : spans.back().right - minWidth / 2, axis.left));
    auto after = at + 1;
    for (std::ptrdiff_t reach = 1; after != hits.end() && endsBy(drawn)(*after); reach *= 2) {
      const auto left = hits.end() - after;
      const auto end = after + std::min(reach, left);
      after = std::partition_point(after, end, endsBy(drawn));
      if (after != end) break;
    }
    at = after;
  }
  return spans;
}

}  // namespace fusewright
