#pragma once

#include <cstdint>
#include <vector>

#include <QColor>

#include "core/workload/workload.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// Which colour each layer has: the place of its family among the families that take time, in file order. All steps of
/// a scan share one, and it stays the same whatever the hardware and the mapping do. By LayerId.
[[nodiscard]] std::vector<std::uint16_t> colourKeys(const Workload& workload);

/// The colour of key `key`: the Okabe-Ito set, safe for the colour-blind, then lighter and darker rings of it.
[[nodiscard]] QColor layerColour(std::uint16_t key, ThemeMode mode);

/// Black or white, whichever reads better on `background`.
[[nodiscard]] QColor textOn(const QColor& background);

/// `amount` of `top` over `bottom`, 0..1.
[[nodiscard]] QColor blended(const QColor& top, const QColor& bottom, double amount);

}  // namespace fusewright
