#include "widgets/memory/lifetime_paint.h"

#include <algorithm>

namespace fusewright {

std::vector<LifetimeBox> layOutLifetimes(const std::vector<Lifetime>& lifetimes, MemoryId memory,
                                         const MemoryPanel& panel, const TimeAxis& axis) {
  constexpr double kLowest = 2;
  constexpr double kNarrowest = 3;
  std::vector<LifetimeBox> boxes;
  std::vector<double> tops;  // by box: pixels above the panel's foot
  for (std::size_t index = 0; index < lifetimes.size(); ++index) {
    const Lifetime& stay = lifetimes[index];
    if (stay.memory != memory || stay.to.value < axis.from || stay.from.value > axis.to) continue;
    double foot = 0;
    for (std::size_t before = 0; before < boxes.size(); ++before) {
      const Lifetime& other = lifetimes[boxes[before].lifetime];
      if (other.from < stay.to && stay.from < other.to) foot = std::max(foot, tops[before]);
    }
    const double height = std::max(kLowest, static_cast<double>(stay.bits.value) / panel.topBits * panel.box.height());
    const double left = std::clamp(axis.toPixel(stay.from.value), panel.box.left(), panel.box.right() - kNarrowest);
    const double right = std::clamp(axis.toPixel(stay.to.value), left + kNarrowest, panel.box.right());
    const double top = std::max(panel.box.top(), panel.box.bottom() - foot - height);
    boxes.push_back({.box = QRectF(QPointF(left, top), QPointF(right, std::max(top, panel.box.bottom() - foot))),
                     .lifetime = index});
    tops.push_back(foot + height);
  }
  return boxes;
}

void paintLifetimes(QPainter& painter, const std::vector<Lifetime>& lifetimes,
                    const std::vector<MemoryPicture>& memories, const std::vector<MemoryPanel>& panels,
                    const TimeAxis& axis, const DrawStyle& style) {
  for (std::size_t memory = 0; memory < memories.size(); ++memory)
    for (const LifetimeBox& shown : layOutLifetimes(lifetimes, memories[memory].memory, panels[memory], axis)) {
      QColor fill = lifetimes[shown.lifetime].isWritten ? style.theme.danger : style.theme.selection;
      painter.setPen(QPen(fill, 1));
      fill.setAlphaF(0.45F);
      painter.setBrush(fill);
      painter.drawRect(shown.box.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

}  // namespace fusewright
