#include "widgets/roofline/roofline_layout.h"

#include <algorithm>

#include "widgets/layers/layer_rows.h"

namespace fusewright {
namespace {

/// Bits per cycle of the links that reach the off-chip memory, one direction.
double offChipBandwidth(const Accelerator& accelerator) {
  std::int64_t bandwidth = 0;
  for (const Link& link : accelerator.links) {
    const bool reads = std::ranges::find(link.senders, accelerator.offChip) != link.senders.end();
    if (reads) bandwidth += link.bandwidth.value;
  }
  std::int64_t ports = 0;
  for (const MemoryPort& port : accelerator.dram().ports) {
    if (port.kind != PortKind::Write) ports += port.bandwidth.value;
  }
  const std::int64_t least = ports > 0 && bandwidth > 0 ? std::min(ports, bandwidth) : std::max(ports, bandwidth);
  return static_cast<double>(std::max<std::int64_t>(least, 1));
}

}  // namespace

Roofline rooflineOf(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  Roofline roofline{.peak = static_cast<double>(std::max<std::int64_t>(totalUnits(accelerator), 1)),
                    .bandwidth = offChipBandwidth(accelerator),
                    .points = {}};
  for (const LayerRow& row : buildLayerRows(evaluation)) {
    if (row.busy <= 0 || row.offChipBits <= 0 || row.operations <= 0) continue;
    const auto operations = static_cast<double>(row.operations);
    roofline.points.push_back({.family = row.layer,
                               .intensity = operations / static_cast<double>(row.offChipBits),
                               .performance = operations / row.busy,
                               .weight = row.busy,
                               .colour = row.colour});
  }
  return roofline;
}

double attainable(const Roofline& roofline, double intensity) {
  return std::min(roofline.peak, roofline.bandwidth * intensity);
}

}  // namespace fusewright
