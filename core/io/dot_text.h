#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/graph/graph_layout.h"

namespace fusewright {

/// The problem in Graphviz's language, for `dot -Tplain`: boxes of fixed size without labels, called by their numbers.
[[nodiscard]] std::string dotText(const LayoutProblem& problem);

/// Reads what `dot -Tplain` answered to dotText(problem). Errors: anything but a whole layout of that problem.
/// Source of the format: Graphviz, "Output formats: plain"; lengths are inches, y grows upwards.
[[nodiscard]] Result<GraphLayout> parseDotPlain(std::string_view text, const LayoutProblem& problem);

}  // namespace fusewright
