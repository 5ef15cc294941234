#include "core/io/design_json.h"

#include <nlohmann/json.hpp>

#include "core/io/names.h"

namespace fusewright {

std::string designJson(const Design& design) {
  using Json = nlohmann::ordered_json;
  Json repairs = Json::array();
  for (std::size_t index = 0; index < kRepairs; ++index) {
    const auto repair = static_cast<Repair>(index);
    repairs.push_back(
        {{"id", textOf(repair).id}, {"name", textOf(repair).name}, {"made", design.assumptions.has(repair)}});
  }
  const Json json{{"model", design.workload->name},
                  {"hardware", design.accelerator->name},
                  {"fusion", fusionText(design.mapping)},
                  {"tiling", tilingText(design.mapping)},
                  {"assumptions", nameOf(design.assumptions)},
                  {"repairs", std::move(repairs)},
                  {"prefetch_depth", design.assumptions.prefetchDepth}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fusewright
