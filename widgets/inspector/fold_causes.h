#pragma once

#include <vector>

#include <QString>

#include "core/base/quantity.h"
#include "widgets/inspector/property.h"

namespace fusewright {

/// A row of a chain of causes, and what makes it like others.
struct CauseRow {
  Property property;
  QString kind;   ///< what it names, without what differs from time to time: "mul_h_C", "transfers"
  Cycles cycles;  ///< how long that took
};

/// Repeats become one row each with their number and the sum of their cycles, the rows that they stand for as its
/// parts: "11 x mul_h_C" for one row that comes again and again, "7 times" for up to four rows that take turns. What
/// comes less than three times stays as it is.
[[nodiscard]] std::vector<Property> foldedCauses(const std::vector<CauseRow>& rows);

}  // namespace fusewright
