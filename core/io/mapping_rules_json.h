#pragma once

#include <string>
#include <vector>

#include "core/io/checked_json.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// Cuts as a list of [dimension, parts], first entry fastest; parts "all" is one per iteration.
[[nodiscard]] OrderedJson tilingJson(const Tiling& tiling);
/// Reads them; throws JsonRefusal with the place `where`.
[[nodiscard]] Tiling tilingIn(const OrderedJson& json, const std::string& where);

/// Mapping rules as a list of objects.
[[nodiscard]] OrderedJson mappingRulesJson(const std::vector<MappingRule>& rules);
/// Reads them; throws JsonRefusal. A field that is not known is refused: what it asks for would be left out silently.
[[nodiscard]] std::vector<MappingRule> mappingRulesIn(const OrderedJson& json, const std::string& where);

}  // namespace fusewright
