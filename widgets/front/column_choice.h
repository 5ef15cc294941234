#pragma once

#include <vector>

#include <QFontMetricsF>
#include <QString>
#include <QStringList>

#include "core/explore/sweep/sweep_table.h"

namespace fusewright {

/// Names for a list of columns: columnName(), with the unit where another column has the same name.
[[nodiscard]] QStringList distinctNames(const std::vector<TableColumn>& columns);

/// A share in as few signs as it needs to be whole within `width`: "31.6 %", "32 %", "32"; nothing if none fits.
[[nodiscard]] QString shareWithin(double share, double width, const QFontMetricsF& metrics);

}  // namespace fusewright
