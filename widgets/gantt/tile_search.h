#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "widgets/gantt/timeline.h"

namespace fusewright {

/// Tiles that a search found, as places in the lanes of the cores' rows; in order of time on each.
struct SearchHits {
  std::vector<std::vector<std::uint32_t>> ofRow;  ///< by row: indices of items of its first lane
  std::size_t count = 0;

  [[nodiscard]] bool empty() const { return count == 0; }
};

/// Tiles of layers whose name, operation or class has `text` in it, in any case of letters; a number after a # is the
/// number of the tile in its layer: "exp #12". Nothing for an empty text.
[[nodiscard]] SearchHits findTiles(const Evaluation& evaluation, const Timeline& timeline, const QString& text);

/// All tiles of the layers of one family.
[[nodiscard]] SearchHits tilesOfFamily(const Timeline& timeline, LayerId family);

enum class SearchStep { Next, Previous };

/// The hit whose start lies next to `from`, over all rows; goes on from the other end when there is none.
[[nodiscard]] std::optional<TileId> nextHit(const SearchHits& hits, const Timeline& timeline, double from,
                                            SearchStep step);

/// Number of hits, counted over all rows, that start before `time`.
[[nodiscard]] std::size_t hitsBefore(const SearchHits& hits, const Timeline& timeline, double time);

/// Where hits of one row lie on an axis, as [left, right) in pixels, each at least `minWidth` wide and those that touch
/// joined. Costs what the axis has pixels.
struct HitSpan {
  double left = 0;
  double right = 0;
};
[[nodiscard]] std::vector<HitSpan> hitSpans(const std::vector<std::uint32_t>& hits, const Lane& lane,
                                            const TimeAxis& axis, double minWidth);

}  // namespace fusewright
