#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/mapping/group_cuts.h"

namespace fusewright {

/// One number of parts that a loop of a group may be cut into.
struct CutChoice {
  std::int64_t parts = 1;
  std::int64_t perTile = 1;  ///< iterations of the loop in a tile, of the layer that has the most
  std::int64_t tiles = 0;    ///< of all layers of the group, if it were taken
  bool present = false;
  Tiling cuts;  ///< what it asks for: the present cuts with this one changed

  friend bool operator==(const CutChoice&, const CutChoice&) = default;
};

/// A loop of a group with all that can be chosen for it.
struct CutLoopRow {
  std::string dim;
  QString text;  ///< "L: 64 iterations, in 64 parts, fastest"
  QString note;  ///< why it can not be cut, or which layers stay whole; may be empty
  std::vector<CutChoice> choices;

  friend bool operator==(const CutLoopRow&, const CutLoopRow&) = default;
};

/// The loops of a group of the plan, those that can be cut first.
[[nodiscard]] std::vector<CutLoopRow> buildCutRows(const Evaluation& evaluation, std::size_t group,
                                                   const GroupCuts& cuts);

/// The group that runs a layer; none for what takes no time.
[[nodiscard]] std::optional<std::size_t> groupOfLayer(const FusionPlan& plan, LayerId layer);

/// The kinds of layers of a group, at most three of them named: "Exp, mul_delta_A, …".
[[nodiscard]] QString groupTitle(const Workload& workload, const FusionGroup& group);

}  // namespace fusewright
