#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/operators/operator_description.h"

namespace fusewright {

/// Reads descriptions of operators, so that models with operators of one's own are costed as what they compute (the
/// format: examples/operators/README.md). Several descriptions of one operator are alternatives for tensors of other
/// numbers of axes. Errors name file, line, field and remedy.
[[nodiscard]] Result<std::vector<OperatorDescription>> readOperators(const std::string& path);

}  // namespace fusewright
