#pragma once

#include <cstdint>

#include <QString>

#include "core/base/quantity.h"

namespace fusewright {

/// A number for a person: three significant digits with a magnitude, and the exact value for tooltips and copies.
struct NumberText {
  QString brief;
  QString exact;

  friend bool operator==(const NumberText&, const NumberText&) = default;
};

/// Three significant digits, never in exponent form: 0.00123, 12.3, 1,230.
[[nodiscard]] QString threeDigits(double value);

/// Three significant digits without zeros at the end, for labels of axes: 0.5, 20, 1,000.
[[nodiscard]] QString shortNumber(double value);

/// As many digits as a double needs, grouped by the locale.
[[nodiscard]] QString exactNumber(double value);

[[nodiscard]] NumberText formatCycles(Cycles cycles);    ///< "860 kcycles"; below 10,000 to the cycle
[[nodiscard]] NumberText exactCycles(Cycles cycles);     ///< "860,229 cycles": times that are compared
[[nodiscard]] NumberText formatBits(Bits bits);          ///< "7.75 MiB"
[[nodiscard]] NumberText formatRate(BitsPerCycle rate);  ///< "2,048 bits/cycle"
[[nodiscard]] NumberText formatRate(double bitsPerCycle);
[[nodiscard]] NumberText formatMilliseconds(double ms);    ///< "860 µs"
[[nodiscard]] NumberText formatEnergy(Picojoules energy);  ///< "1.23 mJ"
[[nodiscard]] NumberText formatArea(double mm2);           ///< "222 mm²"
[[nodiscard]] NumberText formatCount(std::int64_t count);  ///< "8.39 G"; whole below 10,000
[[nodiscard]] NumberText exactCount(std::int64_t count);   ///< "10,240": sizes of loops and shapes
[[nodiscard]] NumberText formatShare(double share);        ///< 0.123 is "12.3 %"

}  // namespace fusewright
