#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QRectF>
#include <QString>

#include "core/evaluate/evaluation.h"
#include "widgets/common/time_axis.h"
#include "widgets/gantt/timeline.h"

namespace fusewright {

/// A design that was set aside to be seen beside others.
struct PinnedDesign {
  QString name;
  std::shared_ptr<const Evaluation> evaluation;
  std::shared_ptr<const Timeline> timeline;
};

/// Most designs that can be pinned.
inline constexpr std::size_t kMostPinned = 4;

/// One design of the picture: a title and a strip per row.
struct PinnedBlock {
  QRectF title;
  QRectF close;                   ///< at the end of the title, to let go of the design
  std::vector<std::size_t> rows;  ///< of its timeline: cores, then links if there is room to tell them apart
  std::vector<QRectF> strips;     ///< by row; as long as the common time axis, whatever the design's latency
};

struct PinnedPicture {
  TimeAxis axis;                    ///< from 0 to the latest end of all designs
  QRectF common;                    ///< what all designs have in common, above them
  QRectF ruler;                     ///< below them; no strip reaches into it
  std::size_t namedEvery = 1;       ///< one row of so many has room for its name
  std::vector<PinnedBlock> blocks;  ///< by design
};

/// Designs one below the other with one time scale for all.
[[nodiscard]] PinnedPicture layOutPinned(const std::vector<PinnedDesign>& designs, const QRectF& area,
                                         double lineHeight, double nameWidth);

/// The design whose block holds the point.
[[nodiscard]] std::optional<std::size_t> designAt(const PinnedPicture& picture, QPointF position);

}  // namespace fusewright
