#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <QString>

#include "core/mapping/regroup.h"
#include "widgets/fusion/fusion_rows.h"

namespace fusewright {

/// What is dragged in the list of fusion groups: a row, or one of its families.
struct DragSource {
  std::size_t row = 0;
  std::optional<std::size_t> family = {};  ///< index into FusionRow::families

  friend bool operator==(const DragSource&, const DragSource&) = default;
};

/// Where it is dropped: on a row, or between rows.
struct DropPlace {
  enum class Where { On, Above, Below };

  std::size_t row = 0;
  Where where = Where::On;

  friend bool operator==(const DropPlace&, const DropPlace&) = default;
};

/// What is said of a drop before it happens.
struct DropVerdict {
  bool possible = false;
  QString text;  ///< what it would do, or why it can not be

  friend bool operator==(const DropVerdict&, const DropVerdict&) = default;
};

/// The layers that are dragged.
[[nodiscard]] std::vector<LayerId> draggedLayers(const Workload& workload, const FusionPlan& plan,
                                                 std::span<const FusionRow> rows, const DragSource& source);

/// What a drop asks for. On a group: its layers join. On a run of steps that are each alone: all of them become one
/// group, what is dropped included. Between rows: a row moves there, a family gets a group of its own there. None where
/// it would lie as before.
[[nodiscard]] std::optional<Regrouping> droppedOn(const Workload& workload, const FusionPlan& plan,
                                                  std::span<const FusionRow> rows, const DragSource& source,
                                                  const DropPlace& place);

}  // namespace fusewright
