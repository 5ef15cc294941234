#pragma once

#include <string>

#include "core/io/checked_json.h"
#include "core/io/fusion_plan_json.h"

namespace fusewright {

/// A fusion plan as a JSON object, for plan files and what carries one. Only for files of core/io.
[[nodiscard]] OrderedJson fusionPlanJson(const FusionPlanFile& plan);

/// The plan that such an object says; `where` is its place in messages and becomes the plan's source. Throws
/// JsonRefusal.
[[nodiscard]] FusionPlanFile fusionPlanIn(const OrderedJson& root, const std::string& where);

}  // namespace fusewright
