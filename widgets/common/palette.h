#pragma once

#include <cstdint>
#include <vector>

#include <QColor>

#include "core/metrics/accounting.h"
#include "core/workload/workload.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// Which colour each layer has: the place of its node among the model's nodes that can take time, in file order. All
/// steps of a scan share one; of several families that were made from one node, those after the first come after all
/// nodes. So it stays the same whatever the hardware, the mapping and the assumptions do. By LayerId.
[[nodiscard]] std::vector<std::uint16_t> colourKeys(const Workload& workload);

/// The colour of key `key`: the Okabe-Ito set, safe for the colour-blind, then lighter and darker rings of it.
[[nodiscard]] QColor layerColour(std::uint16_t key, ThemeMode mode);

/// The colour of idle time with that cause: Paul Tol's muted set, which no layer wears, safe for the colour-blind.
[[nodiscard]] QColor idleColour(IdleCause cause, ThemeMode mode);

/// A colour for a share of 0..1, dark blue over teal to yellow: grows in lightness, so that it also reads in grey.
[[nodiscard]] QColor sequentialColour(double share);

/// Black or white, whichever reads better on `background`.
[[nodiscard]] QColor textOn(const QColor& background);

/// `amount` of `top` over `bottom`, 0..1.
[[nodiscard]] QColor blended(const QColor& top, const QColor& bottom, double amount);

}  // namespace fusewright
