#pragma once

#include <cstddef>
#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"

namespace fusewright {

/// One line of the list of fusion groups: a group, or a run of layers that are alone and belong to the same scan.
struct FusionRow {
  QString title;
  bool fused = false;
  LayerId layer;           ///< the first layer
  std::size_t group = 0;   ///< the first group
  std::size_t groups = 1;  ///< as many belong to the line
  HaloRule halos = HaloRule::Stored;
  QString cuts = {};              ///< of a fused group: "L=64, D=2"; empty: its layers are whole
  std::vector<LayerId> families;  ///< of a fused group or a run: what it consists of; empty for a single layer
  double start = 0;               ///< cycle
  double end = 0;                 ///< cycle

  friend bool operator==(const FusionRow&, const FusionRow&) = default;
};

/// Rows in order of execution.
[[nodiscard]] std::vector<FusionRow> buildFusionRows(const Evaluation& evaluation);

}  // namespace fusewright
