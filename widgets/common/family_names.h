#pragma once

#include <vector>

#include <QString>

#include "core/workload/workload.h"

namespace fusewright {

/// familyText() of every family, at the place of its first layer; nothing at the places of other layers. For lists of
/// many layers: its cost grows with their number, not with its square.
[[nodiscard]] std::vector<QString> familyNames(const Workload& workload);

}  // namespace fusewright
