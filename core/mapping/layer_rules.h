#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/mapping/mapping_request.h"

namespace fusewright {

/// What to call a layer in a rule: by the name that all steps of its recurrence share, else by its own.
[[nodiscard]] std::string ruleName(const Workload& workload, LayerId layer);

/// A rule that says all of what `mapping` has for a layer.
[[nodiscard]] MappingRule ruleOf(const Workload& workload, const Accelerator& accelerator, const Mapping& mapping,
                                 LayerId layer);

/// `rules` with that one in place of the rule of the same name, or before all others.
[[nodiscard]] std::vector<MappingRule> withRule(std::vector<MappingRule> rules, MappingRule rule);

/// `rules` without the one of that name.
[[nodiscard]] std::vector<MappingRule> withoutRule(std::vector<MappingRule> rules, std::string_view name);

}  // namespace fusewright
