#pragma once

#include <vector>

#include <QString>

#include "core/workload/workload.h"

namespace fusewright {

/// Short names of all families, each at the place of its first layer; nothing at the places of other layers. A name has
/// two parts of the path or as many more as tell it from all others.
[[nodiscard]] std::vector<QString> familyNames(const Workload& workload);

}  // namespace fusewright
