#include "widgets/front/parallel_paint.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <QFontMetricsF>
#include <QPolygonF>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"

namespace fusewright {
namespace {

constexpr int kLevels = 128;  ///< of an axis that lines are told apart by
constexpr std::size_t kMostFrontLines = 300;
const QColor kCurrent(0xD55E00);

/// Levels of all rows on an axis, -1 for those without a value.
std::vector<std::int16_t> levelsOf(const ParallelAxis& axis, const TableColumn& column) {
  std::vector<std::int16_t> levels(column.numbers.size(), -1);
  for (std::size_t row = 0; row < levels.size(); ++row) {
    const double place = axis.span.placeOf(column.numbers[row]);
    if (std::isfinite(place))
      levels[row] = static_cast<std::int16_t>(std::lround(std::clamp(place, 0.0, 1.0) * (kLevels - 1)));
  }
  return levels;
}

/// How many chosen designs go from each level of one axis to each of the next.
std::vector<std::uint32_t> pairsOf(const std::vector<std::int16_t>& left, const std::vector<std::int16_t>& right,
                                   const std::vector<PointState>& states) {
  std::vector<std::uint32_t> pairs(static_cast<std::size_t>(kLevels) * kLevels, 0);
  for (std::size_t row = 0; row < states.size(); ++row) {
    if (states[row] != PointState::Chosen || left[row] < 0 || right[row] < 0) continue;
    ++pairs[static_cast<std::size_t>(left[row]) * kLevels + static_cast<std::size_t>(right[row])];
  }
  return pairs;
}

void drawPairs(QPainter& painter, const std::vector<std::uint32_t>& pairs, double from, double to, const QRectF& plot,
               const Theme& theme) {
  const std::uint32_t most = *std::ranges::max_element(pairs);
  if (most == 0) return;
  const double logMost = std::log2(1.0 + most);
  const auto up = [&](std::size_t level) {
    return plot.bottom() - static_cast<double>(level) / (kLevels - 1) * plot.height();
  };
  const auto lines = static_cast<double>(pairs.size() - static_cast<std::size_t>(std::ranges::count(pairs, 0U)));
  const double faint = std::clamp(60 / std::max(lines, 1.0), 0.03, 0.5);  // many lines add up
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
    if (pairs[pair] == 0) continue;
    QColor ink = theme.mode == ThemeMode::Dark ? theme.text : theme.axis;
    ink.setAlphaF(static_cast<float>(std::min(0.9, faint + 0.25 * std::log2(1.0 + pairs[pair]) / logMost)));
    painter.setPen(QPen(ink, 0));
    painter.drawLine(QPointF(from, up(pair / kLevels)), QPointF(to, up(pair % kLevels)));
  }
}

void drawDesign(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene, std::size_t row) {
  QPolygonF line;
  for (const ParallelAxis& axis : layout.axes) {
    const double up = layout.upOf(axis, scene.table->find(axis.column)->numbers[row]);
    if (std::isfinite(up)) line << QPointF(axis.across, up);
  }
  painter.drawPolyline(line);
}

QString endText(const FrontScene& scene, const ParallelAxis& axis, double value) {
  const TableColumn& column = *scene.table->find(axis.column);
  if (column.labels.empty()) return valueText(axis.column, value);
  const auto label =
      std::clamp<std::ptrdiff_t>(std::lround(value), 0, static_cast<std::ptrdiff_t>(column.labels.size()) - 1);
  return QString::fromStdString(column.labels[static_cast<std::size_t>(label)]);
}

/// Labels between the ends of an axis of texts, if there is room.
void paintLabels(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene, const ParallelAxis& axis,
                 double room, const DrawStyle& style) {
  const TableColumn& column = *scene.table->find(axis.column);
  const QFontMetricsF metrics(style.smallFont);
  const double step = layout.plot.height() / std::max<double>(1, static_cast<double>(column.labels.size()) - 1);
  if (column.labels.size() < 3 || step < metrics.height()) return;
  painter.setPen(style.theme.mutedText);
  for (std::size_t label = 1; label + 1 < column.labels.size(); ++label) {
    const double up = layout.upOf(axis, static_cast<double>(label));
    const QString text = metrics.elidedText(QString::fromStdString(column.labels[label]), Qt::ElideRight, room / 2);
    painter.drawText(QRectF(axis.across + 4, up - metrics.height() / 2, room / 2, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
  }
}

/// What part of each objective's variance the parameter explains: a bar and a number an objective.
void paintShares(QPainter& painter, const ParallelLayout& layout, const ParallelAxis& axis, double room,
                 const DrawStyle& style) {
  if (axis.shares.empty()) return;
  const QFontMetricsF metrics(style.smallFont);
  const double top = layout.plot.bottom() + 1.35 * metrics.height();
  const double width = room / static_cast<double>(axis.shares.size());
  for (std::size_t index = 0; index < axis.shares.size(); ++index) {
    const QRectF box(axis.across - room / 2 + static_cast<double>(index) * width + 1, top, width - 2, metrics.height());
    painter.fillRect(box, style.theme.lane);
    QColor ink = style.theme.accent;
    ink.setAlphaF(0.45F);
    painter.fillRect(QRectF(box.left(), box.top(), box.width() * axis.shares[index], box.height()), ink);
    painter.setPen(style.theme.text);
    painter.drawText(box, Qt::AlignCenter,
                     metrics.elidedText(formatShare(axis.shares[index]).brief, Qt::ElideRight, box.width()));
  }
}

void paintAxis(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene, const ParallelAxis& axis,
               const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  const double room = layout.plot.width() / static_cast<double>(layout.axes.size()) - 4;
  painter.setPen(QPen(style.theme.axis, 1.2));
  painter.drawLine(QPointF(axis.across, layout.plot.top()), QPointF(axis.across, layout.plot.bottom()));
  painter.setFont(style.smallFont);
  const auto line = [&](double top, const QString& text, const QColor& ink) {
    painter.setPen(ink);
    painter.drawText(QRectF(axis.across - room / 2, top, room, metrics.height()), Qt::AlignCenter,
                     metrics.elidedText(text, Qt::ElideMiddle, room));
  };
  line(layout.plot.top() - 2.3 * metrics.height(), columnName(axis.column), style.theme.text);
  line(layout.plot.top() - 1.15 * metrics.height(), endText(scene, axis, axis.span.high), style.theme.mutedText);
  line(layout.plot.bottom() + 0.1 * metrics.height(), endText(scene, axis, axis.span.low), style.theme.mutedText);
  paintLabels(painter, layout, scene, axis, room, style);
  paintShares(painter, layout, axis, room, style);
}

void paintBrush(QPainter& painter, const ParallelLayout& layout, const ParallelAxis& axis, const ColumnRange& range,
                const Theme& theme) {
  const auto up = [&](double value, double beyond) {
    const double at = layout.upOf(axis, value);
    return std::isfinite(at) ? std::clamp(at, layout.plot.top(), layout.plot.bottom()) : beyond;
  };
  const double top = up(range.to, layout.plot.top());
  const double bottom = up(range.from, layout.plot.bottom());
  QColor fill = theme.accent;
  fill.setAlphaF(0.3F);
  painter.setPen(QPen(theme.accent, 1));
  painter.setBrush(fill);
  painter.drawRect(QRectF(axis.across - 5, top - 2, 10, std::max(bottom - top, 0.0) + 4));
}

}  // namespace

QImage parallelImage(const ParallelLayout& layout, const FrontScene& scene, const DrawStyle& style) {
  const double ratio = style.medium == Medium::File ? 4 : style.pixelRatio;
  const QRectF all = layout.plot;
  QImage image((all.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) return image;
  image.setDevicePixelRatio(ratio);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(-all.topLeft());
  std::vector<std::int16_t> left;
  for (std::size_t index = 0; index < layout.axes.size(); ++index) {
    std::vector<std::int16_t> right = levelsOf(layout.axes[index], *scene.table->find(layout.axes[index].column));
    if (index > 0)
      drawPairs(painter, pairsOf(left, right, *scene.states), layout.axes[index - 1].across, layout.axes[index].across,
                layout.plot, style.theme);
    left = std::move(right);
  }
  return image;
}

void renderParallel(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene,
                    const std::map<std::string, ColumnRange>& brushes, const DrawStyle& style, const QImage* lines) {
  if (layout.plot.height() < 20 || layout.axes.empty()) return;
  const QImage made = lines == nullptr ? parallelImage(layout, scene, style) : QImage();
  painter.drawImage(layout.plot, lines == nullptr ? made : *lines);
  painter.setBrush(Qt::NoBrush);
  QColor front = style.theme.accent;
  front.setAlphaF(scene.front.size() > 30 ? 0.5F : 0.85F);
  painter.setPen(QPen(front, 1.3));
  const std::size_t step = scene.front.size() / kMostFrontLines + 1;
  for (std::size_t index = 0; index < scene.front.size(); index += step)
    drawDesign(painter, layout, scene, scene.front[index]);
  if (scene.current) {
    painter.setPen(QPen(kCurrent, 2.2));
    drawDesign(painter, layout, scene, *scene.current);
  }
  for (const ParallelAxis& axis : layout.axes) {
    paintAxis(painter, layout, scene, axis, style);
    if (const auto brush = brushes.find(axis.column); brush != brushes.end())
      paintBrush(painter, layout, axis, brush->second, style.theme);
  }
}

}  // namespace fusewright
