#include "widgets/layers/layer_rows.h"

#include <algorithm>

#include "core/metrics/duration_histogram.h"
#include "widgets/common/palette.h"

namespace fusewright {
namespace {

std::vector<std::int32_t> groupOfLayers(const Evaluation& evaluation) {
  std::vector<std::int32_t> groups(evaluation.workload->layers.size(), -1);
  const auto& plan = evaluation.mapping->fusion.groups;
  for (std::size_t group = 0; group < plan.size(); ++group) {
    for (const LayerId layer : plan[group].layers) groups[layer.index()] = static_cast<std::int32_t>(group);
  }
  return groups;
}

void add(LayerRow& row, const LayerMetrics& metrics) {
  if (metrics.tiles > 0) {
    row.firstStart = row.tiles == 0 ? metrics.firstStart.value : std::min(row.firstStart, metrics.firstStart.value);
    row.lastEnd = std::max(row.lastEnd, metrics.lastEnd.value);
  }
  row.tiles += metrics.tiles;
  row.operations += metrics.operations;
  row.busy += metrics.busy.value;
  row.energy += metrics.energy.value;
}

}  // namespace

std::vector<std::int64_t> offChipBitsOfLayers(const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  const TileGraph& graph = *evaluation.graph;
  const CoreId offChip = evaluation.design.accelerator->offChip;
  std::vector<std::int64_t> bits(evaluation.workload->layers.size(), 0);
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    const TileCost& cost = evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])];
    for (std::size_t role = 0; role < kOperandRoles; ++role) {
      bits[graph.layer[tile].index()] += cost.offChipRead[role].value + cost.offChipWrite[role].value;
    }
  }
  for (const Transfer& transfer : schedule.transfers) {
    if (transfer.isCopy() || (transfer.from != offChip && transfer.to != offChip)) continue;
    const LayerId layer =
        transfer.neededBy ? graph.layer[transfer.neededBy->index()] : schedule.pieces[transfer.piece.index()].layer;
    bits[layer.index()] += transfer.bits.value;
  }
  return bits;
}

std::vector<LayerRow> buildLayerRows(const Evaluation& evaluation) {
  const Workload& workload = *evaluation.workload;
  const auto groups = groupOfLayers(evaluation);
  const auto traffic = offChipBitsOfLayers(evaluation);
  const auto waits = waitsOfLayers(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
  const auto colours = colourKeys(workload);
  std::vector<LayerRow> rows;
  std::vector<std::int32_t> rowOfFamily(workload.layers.size(), -1);
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const std::size_t family = workload.layers[index].family.index();
    if (rowOfFamily[family] < 0) {
      rowOfFamily[family] = static_cast<std::int32_t>(rows.size());
      rows.push_back({.layer = LayerId(index), .members = 0, .group = groups[index], .colour = colours[index]});
    }
    LayerRow& row = rows[static_cast<std::size_t>(rowOfFamily[family])];
    ++row.members;
    row.offChipBits += traffic[index];
    row.waited += waits[index];
    add(row, evaluation.metrics->layers[index]);
  }
  return rows;
}

}  // namespace fusewright
