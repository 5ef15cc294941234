#pragma once

#include <QString>

#include "widgets/common/format.h"

namespace fusewright {

/// `value` in `unit` as a field for it shows it, both texts as parseQuantity() reads them. `exact` has all digits and
/// `unit` itself: "319,999,999,968 bits/cycle". `brief` is the same where that is short, else three digits in a unit of
/// a fitting magnitude: "320 Gbits/cycle", "1.11 PiB". What a table of units has no magnitude for keeps its unit.
[[nodiscard]] NumberText quantityText(double value, const QString& unit);

}  // namespace fusewright
