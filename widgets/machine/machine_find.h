#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QString>

#include "core/hardware/accelerator.h"
#include "widgets/machine/machine_layout.h"

namespace fusewright {

/// The part at that position: an arrow or bus before the box that it may lie on.
[[nodiscard]] std::optional<MachinePart> partAt(const MachinePicture& picture, QPointF position);

/// The number at that position.
[[nodiscard]] std::optional<MachineValue> valueAt(const MachinePicture& picture, QPointF position);

/// All parts, cores first: the order in which keys go through them.
[[nodiscard]] std::vector<MachinePart> partsOf(const MachinePicture& picture);

/// All numbers of a part.
[[nodiscard]] std::vector<MachineValue> valuesOf(const MachinePicture& picture, const MachinePart& part);

/// The name of a core or link, to be edited in place.
struct MachineName {
  MachinePart part;
  QRectF box;
  QString text;

  friend bool operator==(const MachineName&, const MachineName&) = default;
};

[[nodiscard]] std::optional<MachineName> nameOf(const MachinePicture& picture, const MachinePart& part);

/// The name at that position. An arrow has its number where others have their name: its line stands for the name.
[[nodiscard]] std::optional<MachineName> nameAt(const MachinePicture& picture, QPointF position);

/// Where a part is drawn.
[[nodiscard]] QRectF placeOf(const MachinePicture& picture, const MachinePart& part);

/// The memory whose line is at that position, as an index into the memories of the core there.
[[nodiscard]] std::optional<std::size_t> memoryAt(const MachinePicture& picture, QPointF position);

/// What `after` has that `before` has not, if that is one core (and its links), one memory (then its core) or one link.
[[nodiscard]] std::optional<MachinePart> addedPart(const Accelerator& before, const Accelerator& after);

}  // namespace fusewright
