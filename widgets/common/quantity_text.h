#pragma once

#include <QString>

#include "widgets/common/format.h"

namespace fusewright {

/// `value` in `unit` as a field for it shows it, both texts as parseQuantity() reads them. `exact` has all digits and
/// `unit` itself, as it is shown: "319,999,999,968 bits/cycle". `brief` is the same where that is short, else three
/// digits in a unit of a fitting magnitude: "320 Gbits/cycle", "1.11 PiB". What a table of units has no magnitude for
/// keeps its unit.
[[nodiscard]] NumberText quantityText(double value, const QString& unit);

/// What a unit is called where it is shown: sizes are powers of 1024, and so "MB", which is the word for them in
/// parameter ids, files and the papers, is "MiB".
[[nodiscard]] QString shownUnit(const QString& unit);

/// "1 bit to 1 TiB", "0.001 to 100 GHz": limits in few digits and fitting units.
[[nodiscard]] QString rangeText(double minimum, double maximum, const QString& unit);

}  // namespace fusewright
