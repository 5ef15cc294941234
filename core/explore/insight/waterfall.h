#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/base/assumptions.h"
#include "core/evaluate/design.h"
#include "core/explore/sweep/sweep.h"

namespace fusewright {

/// How a row of a waterfall is made.
enum class WaterfallStep : std::uint8_t {
  Start,  ///< `paper`: no repair
  Added,  ///< this repair on top of all before it; the last one is `physical`
  Alone,  ///< `paper` with this repair only
};

/// What a design amounts to under one set of assumptions.
struct WaterfallRow {
  WaterfallStep step = WaterfallStep::Start;
  std::optional<Repair> repair;  ///< none for the start
  Assumptions assumptions = {};
  SweepRow result;  ///< without metrics: its violations say why; without either: not reached before a stop

  friend bool operator==(const WaterfallRow&, const WaterfallRow&) = default;
};

/// The assumptions of all rows: the start, every repair added in order of METHOD part B, every repair alone. All have
/// the prefetch depth of `assumptions`.
[[nodiscard]] std::vector<WaterfallRow> waterfallSteps(const Assumptions& assumptions);

/// `design` from `paper` to `physical`, whatever its own assumptions are. A step that can not be evaluated is a row
/// with its reason. After a stop request the rows not finished are empty.
[[nodiscard]] std::vector<WaterfallRow> waterfall(const Design& design, const SweepOptions& options = {},
                                                  std::stop_token stop = {});

/// Latency of row `index` less that of what it adds to: the last row before it that has one, or the start for a repair
/// alone. None if either is missing; the start has none.
[[nodiscard]] std::optional<Cycles> latencyChange(std::span<const WaterfallRow> rows, std::size_t index);

}  // namespace fusewright
