#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <QLineF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include "core/hardware/accelerator.h"

namespace fusewright {

/// What a part of a block diagram stands for: a core (the off-chip memory is one too) or a link.
using MachinePart = std::variant<CoreId, LinkId>;

/// A number in a diagram, to be edited in place.
struct MachineValue {
  QRectF box;
  std::string parameter;  ///< id (core/hardware/parameters.h)
  QString text;           ///< as shown

  friend bool operator==(const MachineValue&, const MachineValue&) = default;
};

/// One line of a core's box: the array, or one memory.
struct MachineRow {
  QRectF box;
  QString name;
  std::vector<MachineValue> values;
  bool isArray = false;
};

/// A core with its array at the bottom and its memories above it, the one nearest the array lowest.
struct MachineBox {
  CoreId core;
  QRectF box;
  QRectF nameBox;
  QString name;
  std::vector<MachineRow> rows;
};

/// A link that cores share: a bar between the cores and the off-chip memory, with a line to each of its ends.
struct MachineBus {
  LinkId link;
  QRectF bar;
  QRectF nameBox;
  QString name;
  std::vector<MachineValue> values;
  std::vector<QLineF> taps;
};

/// A link of two cores: an arrow from one to the other.
struct MachineArrow {
  LinkId link;
  QLineF line;
  QRectF nameBox;
  QString name;
  std::vector<MachineValue> values;
};

/// An accelerator as boxes and lines, in units of the sizes that it was laid out with.
struct MachinePicture {
  std::vector<MachineBox> boxes;  ///< by CoreId
  std::vector<MachineBus> buses;
  std::vector<MachineArrow> arrows;
  QSizeF size;
};

/// Sizes of text.
struct MachineSizes {
  double letter = 7;  ///< average width of a letter
  double lineHeight = 18;
};

/// Cores in rows as near a square as they go, the off-chip memory below them, shared links between. No two boxes
/// overlap, and every name and value lies inside what it belongs to.
[[nodiscard]] MachinePicture layOutMachine(const Accelerator& accelerator, const MachineSizes& sizes);

/// Whether a link is drawn as an arrow: one sender, one receiver, both cores.
[[nodiscard]] bool isArrow(const Accelerator& accelerator, const Link& link);

}  // namespace fusewright
