#pragma once

#include <string>

#include "core/io/listed_steps.h"
#include "core/io/model_summary.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What was read from a model, as JSON text: the file's own account, then, unless sizes were left open, every layer
/// with its loops and every tensor. Where steps are folded, "steps" of a layer says for how many equal ones it stands;
/// they and the tensors that they make are left out. "layer_count" and "tensor_count" are of all.
[[nodiscard]] std::string infoJson(const ModelSummary& summary, const Workload* workload,
                                   StepListing listing = StepListing::Folded);

}  // namespace fusewright
