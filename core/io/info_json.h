#pragma once

#include <string>

#include "core/io/model_summary.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What was read from a model, as JSON text: the file's own account, then, unless sizes were left open, every layer
/// with its loops and every tensor.
[[nodiscard]] std::string infoJson(const ModelSummary& summary, const Workload* workload);

}  // namespace fusewright
