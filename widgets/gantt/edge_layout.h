#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QString>

#include "widgets/gantt/dependency_edges.h"

namespace fusewright {

/// An arrow between two places of the timeline, or the one that stands for many.
struct EdgeArrow {
  QPointF from;
  QPointF to;
  int level = 1;
  bool towards = true;
  std::size_t count = 1;  ///< dependencies that it stands for
};

/// Where the tiles of a bundle lie, along the upper edge of their row.
struct EdgeReach {
  double left = 0;
  double right = 0;
  double y = 0;
  bool towards = true;
};

/// How many there are, beside an arrow that stands for many.
struct EdgeLabel {
  QRectF box;
  QString text;
  bool towards = true;
};

struct EdgePicture {
  std::vector<EdgeArrow> arrows;
  std::vector<EdgeArrow> chosen;  ///< those to draw over the others; the layout chooses none
  std::vector<EdgeReach> reaches;
  std::vector<EdgeLabel> labels;  ///< none over another
  std::size_t left = 0;           ///< dependencies that no arrow stands for
};

/// What the layout needs to know of the timeline it is drawn over.
struct EdgeGround {
  std::function<QRectF(TileId)> boxOf;            ///< null in a row that is not shown
  std::function<QString(LayerId)> nameOf;         ///< of a layer
  std::function<double(const QString&)> widthOf;  ///< of a label, in pixels
  double lineHeight = 14;
  QRectF area;
};

/// Bundles with an arrow at most, the nearest first.
inline constexpr std::size_t kMostBundles = 16;

/// Tiles of a bundle that get an arrow of their own, if no more of them are in view.
inline constexpr std::size_t kMostSingleArrows = 6;

/// Arrows of bundles: one for each tile in view if there are few of them, else one to the tile in view that is nearest
/// in time, with a reach over all of them and their number.
[[nodiscard]] EdgePicture layOutEdges(const std::vector<EdgeBundle>& bundles, const EdgeGround& ground);

/// The curve of an arrow: it leaves and arrives from above. Four points of a Bezier curve.
struct EdgeCurve {
  QPointF from;
  QPointF bendFrom;
  QPointF bendTo;
  QPointF to;
};
[[nodiscard]] EdgeCurve curveOf(const EdgeArrow& arrow);

}  // namespace fusewright
