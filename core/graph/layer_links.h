#pragma once

#include <vector>

#include "core/workload/workload.h"

namespace fusewright {

/// A tensor on its way from the layer that makes it to one that reads it.
struct LayerLink {
  LayerId from;
  LayerId to;
  TensorId tensor;

  friend bool operator==(const LayerLink&, const LayerLink&) = default;
};

/// What `layer` reads, in the order of its operands or routes, a tensor as often as it is named. Routing and Free
/// layers read by their routes.
[[nodiscard]] std::vector<TensorId> tensorsRead(const Layer& layer);

/// All links of a workload in order of the reading layer; a layer that reads a tensor twice has one link for it.
[[nodiscard]] std::vector<LayerLink> layerLinks(const Workload& workload);

}  // namespace fusewright
