#include "widgets/front/front_layout.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

PlotAxis axisOf(const CloudAxis& axis, double from, double to, double unit) {
  return {.from = axis.valueAt(from) / unit, .to = axis.valueAt(to) / unit, .scale = axis.scale};
}

}  // namespace

QPointF FrontLayout::pixelOf(QPointF place) const {
  return {frame.plot.left() + (place.x() - window.left()) / window.width() * frame.plot.width(),
          frame.plot.bottom() - (place.y() - window.top()) / window.height() * frame.plot.height()};
}

QPointF FrontLayout::placeOf(QPointF pixel) const {
  return {window.left() + (pixel.x() - frame.plot.left()) / frame.plot.width() * window.width(),
          window.top() + (frame.plot.bottom() - pixel.y()) / frame.plot.height() * window.height()};
}

FrontLayout layOutFront(const QRectF& area, const FrontScene& scene, double beside) {
  const CloudAxis& x = scene.cloud->x();
  const CloudAxis& y = scene.cloud->y();
  FrontLayout layout{.frame = {},
                     .xUnit = axisUnit(scene.x, std::abs(x.high)),
                     .yUnit = axisUnit(scene.y, std::abs(y.high)),
                     .window = scene.window};
  layout.frame = layOutFrame(area.adjusted(0, 0, -beside, 0),
                             axisOf(x, scene.window.left(), scene.window.right(), layout.xUnit.size),
                             axisOf(y, scene.window.top(), scene.window.bottom(), layout.yUnit.size));
  return layout;
}

std::optional<QPointF> placeOf(const FrontScene& scene, std::size_t row) {
  const auto place = [row](const TableColumn* column, const CloudAxis& axis) {
    const double value = column->numbers[row];
    return axis.placeOf(value);
  };
  const QPointF at(place(scene.table->find(scene.x), scene.cloud->x()),
                   place(scene.table->find(scene.y), scene.cloud->y()));
  return std::isfinite(at.x()) && std::isfinite(at.y()) ? std::optional(at) : std::nullopt;
}

std::vector<QLineF> staircaseOf(const FrontScene& scene, const FrontLayout& layout) {
  std::vector<QLineF> lines;
  if (!scene.isStaircase) return lines;
  std::optional<QPointF> last;
  const auto add = [&](QPointF from, QPointF to) {
    const QLineF line = clippedLine(QLineF(from, to), layout.frame.plot);
    if (!line.isNull()) lines.push_back(line);
  };
  for (const std::size_t row : scene.front) {
    const auto place = placeOf(scene, row);
    if (!place) continue;
    const QPointF at = layout.pixelOf(*place);
    if (last) {
      const QPointF corner(at.x(), last->y());
      add(*last, corner);
      add(corner, at);
    }
    last = at;
  }
  return lines;
}

std::optional<std::size_t> nearestOnFront(const FrontScene& scene, const FrontLayout& layout, QPointF pixel) {
  std::optional<std::size_t> nearest;
  double least = 0;
  for (std::size_t index = 0; index < scene.front.size(); ++index) {
    const auto place = placeOf(scene, scene.front[index]);
    if (!place) continue;
    const QPointF away = layout.pixelOf(*place) - pixel;
    const double distance = QPointF::dotProduct(away, away);
    if (nearest && distance >= least) continue;
    least = distance;
    nearest = index;
  }
  return nearest;
}

QRectF wholeWindow() {
  constexpr double kMargin = 0.05;
  return {-kMargin, -kMargin, 1 + 2 * kMargin, 1 + 2 * kMargin};
}

QRectF zoomed(const QRectF& window, QPointF around, double factor) {
  constexpr double kSmallest = 1e-4;
  constexpr double kLargest = 2;
  const auto side = [&](double length) { return std::clamp(length / factor, kSmallest, kLargest); };
  const double width = side(window.width());
  const double height = side(window.height());
  return {around.x() - (around.x() - window.left()) / window.width() * width,
          around.y() - (around.y() - window.top()) / window.height() * height, width, height};
}

}  // namespace fusewright
