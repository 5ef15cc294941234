#pragma once

#include <string>

#include "core/explore/search/search.h"
#include "core/io/fusion_plan_json.h"

namespace fusewright {

/// The plan of an evaluation that a search found, as a plan file has it.
[[nodiscard]] FusionPlanFile planOf(const Evaluation& evaluation);

/// The result of a search as JSON: bound, gap, why it ended, the best plan, the present one, reasons, all that was
/// tried.
[[nodiscard]] std::string searchJson(const SearchResult& result);

/// The same for a person at a terminal.
[[nodiscard]] std::string searchText(const SearchResult& result);

}  // namespace fusewright
