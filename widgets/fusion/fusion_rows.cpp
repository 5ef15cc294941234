#include "widgets/fusion/fusion_rows.h"

#include <algorithm>

#include "core/mapping/group_cuts.h"
#include "widgets/common/family_names.h"
#include "widgets/common/text.h"
#include "widgets/fusion/tiling_text.h"

namespace fusewright {
namespace {

void addFamily(std::vector<LayerId>& families, LayerId family) {
  if (std::ranges::find(families, family) == families.end()) families.push_back(family);
}

/// How many groups from `first` on are single steps of one scan.
std::size_t lengthOfRun(const Workload& workload, const std::vector<FusionGroup>& groups, std::size_t first) {
  const auto stepOf = [&](std::size_t group) -> std::optional<std::int32_t> {
    if (groups[group].layers.size() != 1) return std::nullopt;
    const auto& recurrence = workload.layer(groups[group].layers.front()).recurrence;
    return recurrence ? std::optional(recurrence->scan) : std::nullopt;
  };
  const auto scan = stepOf(first);
  std::size_t last = first + 1;
  while (scan && last < groups.size() && stepOf(last) == scan) ++last;
  return last - first;
}

/// A name that tells the layer from all others; of a step of a scan with its number.
QString nameOf(const Workload& workload, const std::vector<QString>& names, LayerId layer) {
  const Layer& named = workload.layer(layer);
  const QString& family = names[named.family.index()];
  return named.recurrence ? tr("%1, step %2").arg(family).arg(named.recurrence->step) : family;
}

}  // namespace

std::vector<FusionRow> buildFusionRows(const Evaluation& evaluation) {
  const Workload& workload = *evaluation.workload;
  const auto& groups = evaluation.mapping->fusion.groups;
  const std::vector<QString> names = familyNames(workload);
  std::vector<FusionRow> rows;
  for (std::size_t first = 0; first < groups.size();) {
    const std::size_t length = lengthOfRun(workload, groups, first);
    FusionRow row{.title = {},
                  .fused = groups[first].layers.size() > 1,
                  .layer = groups[first].layers.front(),
                  .group = first,
                  .groups = length,
                  .halos = groups[first].halos,
                  .families = {},
                  .start = evaluation.metrics->groups[first].start.value,
                  .end = 0};
    std::size_t layers = 0;
    for (std::size_t group = first; group < first + length; ++group) {
      row.start = std::min(row.start, evaluation.metrics->groups[group].start.value);
      row.end = std::max(row.end, evaluation.metrics->groups[group].end.value);
      layers += groups[group].layers.size();
      for (const LayerId layer : groups[group].layers) addFamily(row.families, workload.layer(layer).family);
    }
    row.title = row.fused    ? (layers == 1 ? tr("Fused: %1 layer") : tr("Fused: %1 layers")).arg(layers)
                : length > 1 ? tr("%1 steps, each alone").arg(layers)
                             : nameOf(workload, names, row.layer);
    if (row.fused) row.cuts = tilingText(presentCuts(workload, *evaluation.mapping, groups[first].layers));
    if (layers == 1) row.families.clear();
    rows.push_back(std::move(row));
    first += length;
  }
  return rows;
}

}  // namespace fusewright
