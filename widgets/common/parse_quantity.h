#pragma once

#include <optional>

#include <QString>

#include "core/base/result.h"

namespace fusewright {

/// What a person typed, as a number in `unit`. A bare number is in `unit` already; a unit ("0.5 MiB", "1.2 GHz", "4
/// kB/cycle") is converted from; a magnitude alone ("512K", "2G") multiplies the plain unit behind `unit`: bytes for
/// MB, bits for bits, hertz for MHz. Magnitudes of sizes are powers of 1024 (METHOD A7 counts 24 MB as 24 * 8 * 2^20
/// bits), all others powers of 1000. Group separators of the user's locale are accepted. Errors: no number, or a unit
/// of another kind. With a clock of that many MHz bits per second ("16 GB/s", "128 Gbit/s") go with bits per cycle.
[[nodiscard]] Result<double> parseQuantity(const QString& text, const QString& unit,
                                           std::optional<double> clockMHz = std::nullopt);

}  // namespace fusewright
