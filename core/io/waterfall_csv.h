#pragma once

#include <span>
#include <string>

#include "core/explore/insight/waterfall.h"

namespace fusewright {

/// The rows of a waterfall as CSV: times in cycles, sizes in bits; cells of a step that failed are empty, its reason is
/// in the last column.
[[nodiscard]] std::string waterfallCsv(std::span<const WaterfallRow> rows);

/// The same for people: one line a step, columns aligned.
[[nodiscard]] std::string waterfallText(std::span<const WaterfallRow> rows);

}  // namespace fusewright
