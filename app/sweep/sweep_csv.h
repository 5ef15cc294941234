#pragma once

#include <filesystem>

#include "app/sweep/spec_designs.h"
#include "core/base/result.h"
#include "core/io/sweep_database.h"

namespace fusewright {

/// Writes the points of a sweep that are in the database as CSV, in the order of the spec: position, the parameters
/// that vary, whether the design fits, all metrics, cuts, violations and the key.
[[nodiscard]] Result<void> writeSweepCsv(const SpecDesigns& designs, const SweepDatabase& database,
                                         const std::filesystem::path& file);

}  // namespace fusewright
