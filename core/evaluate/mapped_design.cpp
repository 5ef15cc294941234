#include "core/evaluate/mapped_design.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/mapping/auto_plans.h"
#include "core/mapping/mapping_request.h"
#include "core/tiling/layer_tiling.h"
#include "core/workload/assumed_workload.h"

namespace fusewright {
namespace {

using SharedMapping = std::shared_ptr<const Mapping>;

/// An alternative may have so many tiles, however few the first mapping has.
constexpr std::int64_t kManyAlternativeTiles = 30'000;

/// Whether `previous` saw the same workload; compared by value only if it is another object.
bool sameWorkload(const Design& design, const Evaluation* previous) {
  return previous && (previous->design.workload == design.workload || *previous->design.workload == *design.workload);
}

std::int64_t tilesOfMapping(const Workload& workload, const Mapping& mapping, const Assumptions& assumptions) {
  std::int64_t tiles = 0;
  for (const LayerTiling& tiling : tileLayers(workload, mapping, assumptions)) tiles += tiling.tiles;
  return tiles;
}

/// The mappings of all plans that `auto` may stand for: the proposed one, then the others that are possible and not too
/// fine. Error: the proposed one is impossible.
Result<std::vector<SharedMapping>> automaticMappings(const Workload& workload, const Design& design) {
  auto plans = autoPlans(workload, *design.accelerator);
  if (!plans) return tl::make_unexpected(plans.error());
  std::vector<SharedMapping> mappings;
  std::int64_t proposed = 0;
  for (FusionPlan& plan : *plans) {
    auto mapping = makeMappingWith(std::move(plan), workload, *design.accelerator, design.mapping, design.assumptions);
    if (!mapping && mappings.empty()) return tl::make_unexpected(mapping.error());
    if (!mapping) continue;
    const std::int64_t tiles = tilesOfMapping(workload, *mapping, design.assumptions);
    const bool whole = mapping->fusion.groups.size() == 1;  // its tiles may all need one another
    const std::int64_t most = whole ? kManyAlternativeTiles : std::max(kManyAlternativeTiles, 4 * proposed);
    if (mappings.empty()) proposed = tiles;
    if (mappings.empty() || tiles <= most) mappings.push_back(std::make_shared<const Mapping>(*std::move(mapping)));
  }
  return mappings;
}

/// Names the mapping whose groups were chosen before first.
void addAutomatic(MappedDesign& mapped, std::vector<SharedMapping> mappings, const Evaluation* kept) {
  const auto chosen = std::ranges::find_if(mappings, [&](const SharedMapping& mapping) {
    return kept && mapping->fusion.groups == kept->mapping->fusion.groups;
  });
  if (chosen != mappings.end()) mapped.place = static_cast<std::size_t>(chosen - mappings.begin());
  mapped.mapping = std::move(mappings[mapped.place]);
  mappings.erase(mappings.begin() + static_cast<std::ptrdiff_t>(mapped.place));
  mapped.alternatives = std::move(mappings);
}

}  // namespace

bool sameHardware(const Accelerator& a, const Accelerator& b) {
  return a.offChip == b.offChip && a.cores == b.cores && a.links == b.links;
}

Result<MappedDesign> mapDesign(const Design& design, const Evaluation* previous) {
  const bool kept = sameWorkload(design, previous) && previous->design.assumptions == design.assumptions;
  MappedDesign mapped{.workload = kept ? previous->workload : assumedWorkload(design.workload, design.assumptions),
                      .mapping = {}};
  if (isAutomatic(design.mapping)) {
    const bool sameChoice = kept && previous->design.mapping == design.mapping;
    if (sameChoice && sameHardware(*design.accelerator, *previous->design.accelerator)) {
      mapped.mapping = previous->mapping;
      mapped.isPrevious = true;
      return mapped;
    }
    auto mappings = automaticMappings(*mapped.workload, design);
    if (!mappings) return tl::make_unexpected(mappings.error());
    addAutomatic(mapped, *std::move(mappings), kept ? previous : nullptr);
  } else {
    auto mapping = makeMapping(*mapped.workload, *design.accelerator, design.mapping, design.assumptions);
    if (!mapping) return tl::make_unexpected(mapping.error());
    mapped.mapping = std::make_shared<const Mapping>(*std::move(mapping));
  }
  mapped.isPrevious = kept && *previous->mapping == *mapped.mapping;
  if (mapped.isPrevious) mapped.mapping = previous->mapping;
  return mapped;
}

}  // namespace fusewright
