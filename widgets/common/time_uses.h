#pragma once

#include <cstdint>

#include <QColor>
#include <QString>

#include "core/metrics/time_budget.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// What the time of cores goes to, named and coloured alike wherever it is shown: "busy: streaming operands",
/// "idle: link taken".
[[nodiscard]] QString useText(TimeUse use);
[[nodiscard]] QString useText(IdleCause cause);

/// What it means, in a sentence.
[[nodiscard]] QString useMeaning(TimeUse use);

/// Of idle time as idleColour(); while a core is busy, colours of the same set, which no layer wears.
[[nodiscard]] QColor useColour(TimeUse use, ThemeMode mode);

/// Uses with any time as "53.0 % streaming operands, 40.2 % computing", the longest first; what is below half a
/// thousandth is left out. Shares are of the whole budget.
[[nodiscard]] QString busyPartsText(const TimeBudget& budget);

}  // namespace fusewright
