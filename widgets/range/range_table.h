#pragma once

#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/metrics/range_index.h"
#include "core/session/selection.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// One line about a range: how long something took, or how much was moved.
struct RangeRow {
  enum class Kind { Core, Idle, Layer, Link };

  Kind kind = Kind::Core;
  QString name;
  Statistic time = {};    ///< cycles
  double share = 0;       ///< of the range's length (all cores together for layers); 0 for links
  double energy = 0;      ///< pJ; layers only
  double bits = 0;        ///< links only
  Selection target = {};  ///< what a double click selects
};

/// Busy and idle time of each core, time and energy of each layer, bits over each link each way; what did not happen in
/// the range is left out.
[[nodiscard]] std::vector<RangeRow> rangeRows(const Evaluation& evaluation, const RangeSummary& summary);

/// With plain numbers and units in the headings.
[[nodiscard]] TextTable rangeTable(const std::vector<RangeRow>& rows);

}  // namespace fusewright
