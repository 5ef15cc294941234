#include "widgets/machine/machine_layout.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "widgets/common/format.h"

namespace fusewright {
namespace {

constexpr double kCoreLetters = 46;
// Parts of a row for the name of a memory, its size and its bandwidth.
constexpr double kNameShare = 0.3;
constexpr double kSizeShare = 0.27;
constexpr double kRateShare = 1 - kNameShare - kSizeShare;
constexpr double kGapLetters = 10;

/// Cuts boxes for one core out of the page.
class CoreWriter {
 public:
  CoreWriter(const Accelerator& accelerator, CoreId id, QPointF at, const MachineSizes& sizes)
      : core_(accelerator.core(id)), sizes_(sizes), left_(at.x()), y_(at.y()) {
    const bool offChip = id == accelerator.offChip;
    owner_ = offChip ? "offchip" : fmt::format("core{}", id.value);
    box_.core = id;
    box_.name = QString::fromStdString(core_.name);
    const double width = kCoreLetters * sizes.letter;
    box_.nameBox = QRectF(left_ + 4, y_ + 2, width - 8, sizes.lineHeight);
    y_ += sizes.lineHeight + 4;
    for (auto memory = core_.memories.rbegin(); memory != core_.memories.rend(); ++memory) addMemory(*memory, offChip);
    if (!offChip) addArray();
    box_.box = QRectF(at, QPointF(left_ + width, y_ + 4));
  }

  [[nodiscard]] MachineBox take() { return std::move(box_); }

 private:
  MachineRow& addRow(const QString& name) {
    const QRectF box(left_ + 4, y_, kCoreLetters * sizes_.letter - 8, sizes_.lineHeight);
    y_ += sizes_.lineHeight + 2;
    box_.rows.push_back({.box = box, .name = name, .values = {}, .isArray = false});
    return box_.rows.back();
  }

  /// Values fill the right part of a row: in `share` of it from `from`, both of its width.
  static void addValue(MachineRow& row, const std::string& parameter, const QString& text, double from, double share) {
    const QRectF box(row.box.left() + row.box.width() * from, row.box.top(), row.box.width() * share - 3,
                     row.box.height());
    row.values.push_back({.box = box, .parameter = parameter, .text = text});
  }

  void addMemory(const MemoryLevel& memory, bool offChip) {
    MachineRow& row = addRow(QString::fromStdString(memory.name));
    const std::string prefix = owner_ + "." + memory.name + ".";
    addValue(row, prefix + "size_bits", formatBits(memory.capacity).brief, kNameShare, kSizeShare);
    std::int64_t width = 0;
    for (const MemoryPort& port : memory.ports)
      if (port.kind != PortKind::Write && (width == 0 || port.bandwidth.value < width)) width = port.bandwidth.value;
    if (width == 0) return;
    const std::string id = offChip ? std::string("dram_bits_per_cycle") : prefix + "read_bits_per_cycle";
    addValue(row, id, formatRate(BitsPerCycle{width}).brief, kNameShare + kSizeShare, kRateShare);
  }

  void addArray() {
    QStringList sides;
    for (const ArrayDim& dim : core_.array.dims) sides << QString::number(dim.size);
    MachineRow& row = addRow(QStringLiteral("array"));
    row.isArray = true;
    addValue(row, owner_ + ".array", sides.join(QLatin1Char('x')), kNameShare, 1 - kNameShare);
  }

  const Core& core_;
  const MachineSizes& sizes_;
  std::string owner_;
  double left_;
  double y_;
  MachineBox box_;
};

double heightOf(const Core& core, const MachineSizes& sizes) {
  const auto rows = static_cast<double>(core.memories.size() + (core.array.dims.empty() ? 0 : 1));
  return sizes.lineHeight + 8 + rows * (sizes.lineHeight + 2);
}

MachineValue bandwidthOf(const Link& link, const QRectF& box) {
  return {.box = box,
          .parameter = fmt::format("link.{}.bits_per_cycle", link.name),
          .text = formatRate(link.bandwidth).brief};
}

/// Where the line between the centres of two boxes leaves the first one.
QPointF edgeOf(const QRectF& box, QPointF towards) {
  const QPointF centre = box.center();
  const QPointF away = towards - centre;
  const double x = away.x() != 0 ? box.width() / 2 / std::abs(away.x()) : 1e9;
  const double y = away.y() != 0 ? box.height() / 2 / std::abs(away.y()) : 1e9;
  return centre + away * std::min(x, y);
}

/// Links of one pair lie side by side, each way on its own side.
MachineArrow arrowOf(const MachinePicture& picture, const Link& link, LinkId id, int lane, const MachineSizes& sizes) {
  const QRectF& from = picture.boxes[link.senders[0].index()].box;
  const QRectF& to = picture.boxes[link.receivers[0].index()].box;
  QLineF line(edgeOf(from, to.center()), edgeOf(to, from.center()));
  if (line.length() > 0) {
    const QLineF normal = line.normalVector().unitVector();
    const double shift = sizes.lineHeight * (0.5 + lane);
    line.translate(normal.dx() * shift, normal.dy() * shift);
  }
  // Beside steep lines there is no room for two numbers: each lies nearer to its sender.
  const bool steep = std::abs(line.dy()) > std::abs(line.dx());
  const QPointF middle = line.pointAt(steep ? 0.3 : 0.5);
  const double width = sizes.letter * (kGapLetters - 1);
  MachineArrow arrow{.link = id,
                     .line = line,
                     .nameBox = {},
                     .name = QString::fromStdString(link.name),
                     .values = {bandwidthOf(link, QRectF(middle.x() - width, middle.y() - sizes.lineHeight / 2,
                                                         2 * width, sizes.lineHeight))}};
  arrow.nameBox = arrow.values.front().box;
  return arrow;
}

/// Places cores in a grid; returns the bottom of it.
double placeCores(MachinePicture& picture, const Accelerator& accelerator, const MachineSizes& sizes) {
  const auto count = static_cast<int>(accelerator.offChip.index());
  const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count)))));
  const double stepX = (kCoreLetters + 2 * kGapLetters) * sizes.letter;
  double y = sizes.lineHeight;
  for (int first = 0; first < count; first += columns) {
    double highest = 0;
    for (int core = first; core < std::min(first + columns, count); ++core) {
      const QPointF at(2 * kGapLetters * sizes.letter + (core - first) * stepX, y);
      picture.boxes.push_back(CoreWriter(accelerator, CoreId(core), at, sizes).take());
      highest = std::max(highest, heightOf(accelerator.core(CoreId(core)), sizes));
    }
    y += highest + 3 * sizes.lineHeight;
  }
  return y;
}

/// Bars of the shared links, one below the other; returns the bottom of them.
double placeBuses(MachinePicture& picture, const Accelerator& accelerator, double y, double right,
                  const MachineSizes& sizes) {
  for (std::size_t index = 0; index < accelerator.links.size(); ++index) {
    const Link& link = accelerator.links[index];
    if (isArrow(accelerator, link)) continue;
    const QRectF bar(sizes.letter, y, right - sizes.letter, sizes.lineHeight);
    const double half = std::min(bar.width() / 2, sizes.letter * 24);
    const QRectF nameBox(bar.left() + 4, y, half - 4, bar.height());
    picture.buses.push_back({.link = LinkId(index),
                             .bar = bar,
                             .nameBox = nameBox,
                             .name = QString::fromStdString(link.name),
                             .values = {bandwidthOf(link, QRectF(nameBox.right(), y, half - 4, bar.height()))},
                             .taps = {}});
    y += bar.height() + sizes.lineHeight * 0.7;
  }
  return y;
}

/// From each end straight to the bar where nothing is in the way: down a rail left of its column.
void connectBuses(MachinePicture& picture, const Accelerator& accelerator, const MachineSizes& sizes) {
  double lane = 0;
  for (MachineBus& bus : picture.buses) {
    lane += 1;
    const Link& link = accelerator.link(bus.link);
    std::vector<CoreId> ends = link.senders;
    for (const CoreId core : link.receivers)
      if (std::ranges::find(ends, core) == ends.end()) ends.push_back(core);
    for (const CoreId core : ends) {
      const QRectF& box = picture.boxes[core.index()].box;
      if (core == accelerator.offChip) {
        const double x = box.left() + lane * sizes.letter * 2;
        bus.taps.emplace_back(x, bus.bar.bottom(), x, box.top());
        continue;
      }
      const double rail = box.left() - std::min(lane * sizes.letter * 0.6, kGapLetters * sizes.letter);
      const double side = box.top() + sizes.lineHeight * (0.5 + 0.4 * lane);
      const double at = std::min(side, box.bottom() - 2);
      bus.taps.emplace_back(box.left(), at, rail, at);
      bus.taps.emplace_back(rail, at, rail, bus.bar.top());
    }
  }
}

}  // namespace

bool isArrow(const Accelerator& accelerator, const Link& link) {
  return link.senders.size() == 1 && link.receivers.size() == 1 && link.senders[0] != accelerator.offChip &&
         link.receivers[0] != accelerator.offChip;
}

MachinePicture layOutMachine(const Accelerator& accelerator, const MachineSizes& sizes) {
  MachinePicture picture;
  double y = placeCores(picture, accelerator, sizes);
  double right = 0;
  for (const MachineBox& box : picture.boxes) right = std::max(right, box.box.right());
  right += sizes.letter;
  y = placeBuses(picture, accelerator, y, right, sizes);
  const QPointF offChipAt((right - kCoreLetters * sizes.letter) / 2, y);
  picture.boxes.push_back(CoreWriter(accelerator, accelerator.offChip, offChipAt, sizes).take());
  connectBuses(picture, accelerator, sizes);
  for (std::size_t index = 0; index < accelerator.links.size(); ++index) {
    const Link& link = accelerator.links[index];
    if (!isArrow(accelerator, link)) continue;
    const auto twins = std::ranges::count_if(picture.arrows, [&](const MachineArrow& arrow) {
      return accelerator.link(arrow.link).senders == link.senders &&
             accelerator.link(arrow.link).receivers == link.receivers;
    });
    picture.arrows.push_back(arrowOf(picture, link, LinkId(index), static_cast<int>(twins), sizes));
  }
  picture.size = QSizeF(right + sizes.letter, picture.boxes.back().box.bottom() + sizes.lineHeight);
  return picture;
}

}  // namespace fusewright
