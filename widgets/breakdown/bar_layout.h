#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <QRectF>

#include "widgets/breakdown/bar_table.h"

namespace fusewright {

/// Room for text, in pixels, as fonts have it.
struct BarSizes {
  double nameWidth = 100;
  double valueWidth = 60;
  double rowHeight = 20;
};

/// One bar or one part of a stacked one.
struct BarPart {
  QRectF box;
  std::size_t series = 0;
};

/// Where one row of a table lies.
struct BarLine {
  std::size_t row = 0;  ///< of the table
  QRectF strip;         ///< all of it, for clicks
  QRectF nameBox;
  QRectF valueBox;             ///< right of the bars
  std::vector<BarPart> parts;  ///< those wider than nothing
};

/// Height of all rows.
[[nodiscard]] double barsHeight(const BarTable& table, const BarSizes& sizes);

/// The rows that show in `area` when the first begins `scrolled` above its top; the longest bar of the whole table
/// fills the width. Bars stay inside.
[[nodiscard]] std::vector<BarLine> layOutBars(const BarTable& table, const QRectF& area, const BarSizes& sizes,
                                              double scrolled = 0);

/// The line at that position.
[[nodiscard]] std::optional<std::size_t> lineAt(std::span<const BarLine> lines, QPointF position);

}  // namespace fusewright
