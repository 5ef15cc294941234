#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QRectF>
#include <QString>

#include "core/explore/insight/waterfall.h"

namespace fusewright {

/// What a line of the picture says about latency.
enum class WaterfallTone { Total, Slower, Faster, Same, Failed };

/// One line of the picture: a name, a bar, a value. Its rows are indices into the rows it was laid out from.
struct WaterfallLine {
  std::size_t row = 0;               ///< `paper`, a repair added, or the last one again as the total `physical`
  std::optional<std::size_t> alone;  ///< the same repair alone
  WaterfallTone tone = WaterfallTone::Same;
  QString name;     ///< "B1 shared ports add up"
  QString value;    ///< "+12.3 kcycles", a total, or why there is none
  QRectF strip;     ///< the whole line, for the mouse
  QRectF nameBox;   ///< left of the bars
  QRectF bar;       ///< from the latency before to the latency after; totals begin at zero; empty if failed
  QRectF aloneBar;  ///< below it, what the repair alone changes, drawn from `paper`; empty if unknown
  QRectF valueBox;  ///< right of the bars
};

struct WaterfallPicture {
  QRectF plot;                       ///< where the bars lie
  double mostCycles = 1;             ///< at the right edge of the plot; the left edge is zero
  std::vector<WaterfallLine> lines;  ///< from top to bottom: paper, the repairs, physical
};

/// How much room texts need, in the units of the area.
struct WaterfallSizes {
  double nameWidth = 150;
  double valueWidth = 110;
  double axisHeight = 30;
};

/// Lines of equal height that fill `area`. Bars that stand for a change are at least 1.5 units wide.
[[nodiscard]] WaterfallPicture layOutWaterfall(std::span<const WaterfallRow> rows, const QRectF& area,
                                               const WaterfallSizes& sizes = {});

/// The row under a point: that of the line, or the repair alone where its bar is. None outside.
[[nodiscard]] std::optional<std::size_t> rowAt(const WaterfallPicture& picture, QPointF position);

/// What a row is and changes, in sentences for a tooltip.
[[nodiscard]] QString describeRow(std::span<const WaterfallRow> rows, std::size_t row);

}  // namespace fusewright
