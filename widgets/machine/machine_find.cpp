#include "widgets/machine/machine_find.h"

#include <algorithm>
#include <string>

#include <QLineF>

namespace fusewright {
namespace {

/// How near to an arrow a click must be.
constexpr double kReach = 5;

double distance(const QLineF& line, QPointF point) {
  const QPointF along = line.p2() - line.p1();
  const double length = QPointF::dotProduct(along, along);
  const double at = length > 0 ? std::clamp(QPointF::dotProduct(point - line.p1(), along) / length, 0.0, 1.0) : 0;
  return QLineF(line.pointAt(at), point).length();
}

/// Indices of the entries of `after` that no entry of `before` is called like.
template <typename Table>
std::vector<std::size_t> newNames(const Table& before, const Table& after) {
  std::vector<std::size_t> found;
  for (std::size_t index = 0; index < after.size(); ++index)
    if (std::ranges::find(before, after[index].name, &Table::value_type::name) == before.end()) found.push_back(index);
  return found;
}

/// The only entry of `after` that is new, if it is all that tells their sizes apart.
template <typename Table>
std::optional<std::size_t> onlyNew(const Table& before, const Table& after) {
  if (after.size() != before.size() + 1) return std::nullopt;
  const auto found = newNames(before, after);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

}  // namespace

std::optional<MachinePart> partAt(const MachinePicture& picture, QPointF position) {
  for (const MachineArrow& arrow : picture.arrows)
    if (distance(arrow.line, position) <= kReach || arrow.nameBox.contains(position)) return arrow.link;
  for (const MachineBus& bus : picture.buses)
    if (bus.bar.contains(position)) return bus.link;
  for (const MachineBox& box : picture.boxes)
    if (box.box.contains(position)) return box.core;
  return std::nullopt;
}

std::vector<MachineValue> valuesOf(const MachinePicture& picture, const MachinePart& part) {
  for (const MachineArrow& arrow : picture.arrows)
    if (part == MachinePart(arrow.link)) return arrow.values;
  for (const MachineBus& bus : picture.buses)
    if (part == MachinePart(bus.link)) return bus.values;
  std::vector<MachineValue> values;
  for (const MachineBox& box : picture.boxes)
    if (part == MachinePart(box.core))
      for (const MachineRow& row : box.rows) values.insert(values.end(), row.values.begin(), row.values.end());
  return values;
}

std::optional<MachineValue> valueAt(const MachinePicture& picture, QPointF position) {
  const auto part = partAt(picture, position);
  if (!part) return std::nullopt;
  const std::vector<MachineValue> values = valuesOf(picture, *part);
  const auto found =
      std::ranges::find_if(values, [&](const MachineValue& value) { return value.box.contains(position); });
  return found == values.end() ? std::nullopt : std::optional(*found);
}

std::vector<MachinePart> partsOf(const MachinePicture& picture) {
  std::vector<MachinePart> parts;
  for (const MachineBox& box : picture.boxes) parts.emplace_back(box.core);
  for (const MachineBus& bus : picture.buses) parts.emplace_back(bus.link);
  for (const MachineArrow& arrow : picture.arrows) parts.emplace_back(arrow.link);
  return parts;
}

std::optional<MachineName> nameOf(const MachinePicture& picture, const MachinePart& part) {
  for (const MachineBox& box : picture.boxes)
    if (part == MachinePart(box.core)) return MachineName{.part = part, .box = box.nameBox, .text = box.name};
  for (const MachineBus& bus : picture.buses)
    if (part == MachinePart(bus.link)) return MachineName{.part = part, .box = bus.nameBox, .text = bus.name};
  for (const MachineArrow& arrow : picture.arrows)
    if (part == MachinePart(arrow.link)) return MachineName{.part = part, .box = arrow.nameBox, .text = arrow.name};
  return std::nullopt;
}

std::optional<MachineName> nameAt(const MachinePicture& picture, QPointF position) {
  const auto part = partAt(picture, position);
  auto name = part ? nameOf(picture, *part) : std::nullopt;
  if (!name) return std::nullopt;
  const bool isOfArrow =
      std::ranges::any_of(picture.arrows, [&](const MachineArrow& arrow) { return *part == MachinePart(arrow.link); });
  return name->box.contains(position) != isOfArrow ? name : std::nullopt;
}

QRectF placeOf(const MachinePicture& picture, const MachinePart& part) {
  for (const MachineBox& box : picture.boxes)
    if (part == MachinePart(box.core)) return box.box;
  for (const MachineBus& bus : picture.buses)
    if (part == MachinePart(bus.link)) return bus.bar;
  for (const MachineArrow& arrow : picture.arrows)
    if (part == MachinePart(arrow.link))
      return QRectF(arrow.line.p1(), arrow.line.p2()).normalized().united(arrow.nameBox);
  return {};
}

std::optional<std::size_t> memoryAt(const MachinePicture& picture, QPointF position) {
  for (const MachineBox& box : picture.boxes) {
    const auto memories = std::ranges::count(box.rows, false, &MachineRow::isArray);
    // The topmost memory has the first line.
    for (std::ptrdiff_t row = 0; row < memories; ++row)
      if (box.rows[static_cast<std::size_t>(row)].box.contains(position))
        return static_cast<std::size_t>(memories - 1 - row);
  }
  return std::nullopt;
}

std::optional<MachinePart> addedPart(const Accelerator& before, const Accelerator& after) {
  if (const auto core = onlyNew(before.cores, after.cores)) return MachinePart(CoreId(*core));
  if (before.cores.size() != after.cores.size()) return std::nullopt;
  for (std::size_t core = 0; core < after.cores.size(); ++core)
    if (before.cores[core].name == after.cores[core].name &&
        onlyNew(before.cores[core].memories, after.cores[core].memories))
      return MachinePart(CoreId(core));
  if (const auto link = onlyNew(before.links, after.links)) return MachinePart(LinkId(*link));
  return std::nullopt;
}

}  // namespace fusewright
