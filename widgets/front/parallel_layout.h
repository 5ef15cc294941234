#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QRectF>

#include "widgets/front/front_scene.h"

namespace fusewright {

/// One upright axis of parallel coordinates, over all values of a column. Labels lie at equal distances.
struct ParallelAxis {
  std::string column;
  CloudAxis span;
  double across = 0;  ///< pixels from the left
  /// Shares of the variance of the front's objectives that the parameter explains, by objective; empty for others.
  std::vector<double> shares;
};

/// Where the axes lie.
struct ParallelLayout {
  QRectF plot;       ///< from the tops to the bottoms of the axes
  int nameRows = 1;  ///< names of neighbouring axes lie in so many rows above each other
  std::vector<ParallelAxis> axes;

  /// Of an axis with its labels.
  [[nodiscard]] double room() const { return plot.width() / static_cast<double>(axes.size()); }
  /// Where the name of an axis goes: around it, as wide as the names in its row allow, inside the plot's sides.
  [[nodiscard]] QRectF nameBox(std::size_t axis, double lineHeight) const;
  [[nodiscard]] double upOf(const ParallelAxis& axis, double value) const;
  [[nodiscard]] double valueAt(const ParallelAxis& axis, double up) const;
  /// The axis within `reach` pixels of a place; none if there is none.
  [[nodiscard]] std::optional<std::size_t> axisAt(double across, double reach) const;
};

/// Columns of parallel coordinates: the parameters that vary, then the objectives.
[[nodiscard]] std::vector<std::string> parallelColumns(const SweepResults& results,
                                                       const std::vector<std::string>& objectives);

/// The spans of the axes of some columns. Costs a pass over each.
[[nodiscard]] std::vector<CloudAxis> parallelSpans(const SweepTable& table, const std::vector<std::string>& columns);

/// In how many rows names of those widths have to lie above axes with that much room each: at most three. The first and
/// the last have less room, which ends at the sides.
[[nodiscard]] int rowsForNames(const std::vector<double>& widths, double room);

[[nodiscard]] ParallelLayout layOutParallel(const QRectF& area, const std::vector<std::string>& columns,
                                            const std::vector<CloudAxis>& spans, const std::vector<Effect>& effects,
                                            double lineHeight, int nameRows = 1);
[[nodiscard]] ParallelLayout layOutParallel(const QRectF& area, const SweepTable& table,
                                            const std::vector<std::string>& columns, const std::vector<Effect>& effects,
                                            double lineHeight);

}  // namespace fusewright
