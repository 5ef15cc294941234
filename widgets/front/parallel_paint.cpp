#include "widgets/front/parallel_paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>
#include <utility>

#include <QFontMetricsF>
#include <QPolygonF>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/front/column_choice.h"
#include "widgets/front/front_paint.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostDrawn = 60;   ///< lines of a gap; more are added up pixel by pixel
constexpr std::size_t kMostFine = 5000;  ///< of those, before every other level is left out
constexpr std::size_t kMostFrontLines = 100;

/// How strong the lines of a gap are.
class LineStrengths {
 public:
  explicit LineStrengths(std::span<const std::uint32_t> pairs)
      : most_(*std::ranges::max_element(pairs)), lines_(pairs.size() - std::ranges::count(pairs, 0U)) {
    faint_ = std::clamp(60 / std::max(static_cast<double>(lines_), 1.0), 0.03, 0.5);  // many lines add up
    perDoubling_ = 0.25 / std::log2(1.0 + most_);
  }

  [[nodiscard]] std::size_t lines() const { return lines_; }
  [[nodiscard]] double of(std::uint32_t designs) const {
    return std::min(0.9, faint_ + perDoubling_ * std::log2(1.0 + designs));
  }

 private:
  std::uint32_t most_;
  std::size_t lines_;
  double faint_ = 0;
  double perDoubling_ = 0;  ///< of the designs on a line
};

QColor lineInk(const Theme& theme) {
  return theme.mode == ThemeMode::Dark ? theme.text : theme.axis;
}

void drawPairs(QPainter& painter, std::span<const std::uint32_t> pairs, double from, double to, const QRectF& plot,
               const Theme& theme) {
  const LineStrengths strengths(pairs);
  const auto up = [&](std::size_t level) {
    return plot.bottom() - static_cast<double>(level) / (ParallelCounts::kLevels - 1) * plot.height();
  };
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
    if (pairs[pair] == 0) continue;
    QColor ink = lineInk(theme);
    ink.setAlphaF(static_cast<float>(strengths.of(pairs[pair])));
    painter.setPen(QPen(ink, 0));
    painter.drawLine(QPointF(from, up(pair / ParallelCounts::kLevels)),
                     QPointF(to, up(pair % ParallelCounts::kLevels)));
  }
}

/// How many designs go from each level of one axis to each of the next.
struct LevelPairs {
  std::vector<std::uint32_t> designs;  ///< by level on the left, then on the right
  std::size_t levels = 0;              ///< of an axis
};

/// The same with every other level, if there are more lines than anybody can tell apart.
LevelPairs pairsToAdd(std::span<const std::uint32_t> pairs, std::size_t lines) {
  constexpr std::size_t kLevels = ParallelCounts::kLevels;
  if (lines <= kMostFine) return {.designs = {pairs.begin(), pairs.end()}, .levels = kLevels};
  LevelPairs coarse{.designs = std::vector<std::uint32_t>(kLevels * kLevels / 4, 0), .levels = kLevels / 2};
  for (std::size_t pair = 0; pair < pairs.size(); ++pair)
    coarse.designs[pair / kLevels / 2 * coarse.levels + pair % kLevels / 2] += pairs[pair];
  return coarse;
}

/// How much ink lies on a pixel, in parts of 2^18: a gap's lines, fewer than 5,000 of 2.3 each, fit into 32 bits.
constexpr int kInkFraction = 18;
/// Ink is told apart in steps of a 256th.
constexpr int kInkStep = kInkFraction - 8;

/// What a pixel with so many steps of ink looks like; with the last one or more it lets nothing through.
std::vector<QRgb> inkColours(const QColor& colour) {
  constexpr int kMost = 7 * 256;
  std::vector<QRgb> colours(kMost + 1);
  for (int steps = 0; steps <= kMost; ++steps) {
    const auto alpha = static_cast<int>(255 * (1 - std::exp(-(steps + 0.5) / 256)));
    colours[static_cast<std::size_t>(steps)] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), alpha));
  }
  return colours;
}

/// Ink between two axes, column by column, with a pixel more below each.
class InkColumns {
 public:
  InkColumns(int width, int height)
      : width_(width),
        stride_(static_cast<std::size_t>(height) + 1),
        ink_(static_cast<std::size_t>(width) * stride_, 0) {}

  /// A line between two heights, spread over the two pixels that it lies between in each column.
  void add(double from, double to, double weight) {
    constexpr int kFraction = 16;
    const double slope = (to - from) / width_;
    const auto whole = static_cast<std::uint64_t>(std::lround(weight * (1 << kInkFraction)));
    auto at = static_cast<std::int64_t>((from + 0.5 * slope) * (1 << kFraction));
    const auto step = static_cast<std::int64_t>(slope * (1 << kFraction));  // cut off: it never leads beyond the end
    std::uint32_t* column = ink_.data();
    for (int x = 0; x < width_; ++x, at += step, column += stride_) {
      const std::uint64_t below = (static_cast<std::uint64_t>(at & ((1 << kFraction) - 1)) * whole) >> kFraction;
      std::uint32_t* pixel = column + (at >> kFraction);
      pixel[0] += static_cast<std::uint32_t>(whole - below);
      pixel[1] += static_cast<std::uint32_t>(below);
    }
  }

  [[nodiscard]] const std::uint32_t* row(int y) const { return ink_.data() + y; }
  [[nodiscard]] std::size_t stride() const { return stride_; }

 private:
  int width_;
  std::size_t stride_;
  std::vector<std::uint32_t> ink_;
};

/// The same for thousands of lines, pixel by pixel into columns [from, to) of an image. Lines over each other let
/// through the product of what each lets through: its logarithms are added up.
void addPairs(QImage& image, const LevelPairs& pairs, int from, int to, const Theme& theme) {
  const int height = image.height();
  const int width = to - from;
  if (width < 1 || height < 2) return;
  const LineStrengths strengths(pairs.designs);
  InkColumns ink(width, height);
  // Most lines stand for few designs.
  const auto weightOf = [&](std::uint32_t designs) { return -std::log1p(-strengths.of(designs)); };
  std::array<double, 256> weights{};
  for (std::uint32_t designs = 1; designs < weights.size(); ++designs) weights[designs] = weightOf(designs);
  const auto last = static_cast<double>(pairs.levels - 1);
  const auto up = [&](std::size_t level) { return (1 - static_cast<double>(level) / last) * (height - 1); };
  for (std::size_t pair = 0; pair < pairs.designs.size(); ++pair) {
    const std::uint32_t designs = pairs.designs[pair];
    if (designs == 0) continue;
    const double weight = designs < weights.size() ? weights[designs] : weightOf(designs);
    ink.add(up(pair / pairs.levels), up(pair % pairs.levels), weight);
  }
  const std::vector<QRgb> colours = inkColours(lineInk(theme));
  const auto most = static_cast<std::uint32_t>(colours.size() - 1);
  for (int y = 0; y < height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y)) + from;
    const std::uint32_t* pixel = ink.row(y);
    for (int x = 0; x < width; ++x, pixel += ink.stride())
      if (*pixel > 0) line[x] = colours[std::min(*pixel >> kInkStep, most)];
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
    painter.drawText(box, Qt::AlignCenter, shareWithin(axis.shares[index], box.width(), metrics));
  }
}

void paintAxis(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene, std::size_t index,
               const DrawStyle& style) {
  const ParallelAxis& axis = layout.axes[index];
  const QFontMetricsF metrics(style.smallFont);
  const double room = layout.room() - 4;
  painter.setPen(QPen(style.theme.axis, 1.2));
  painter.drawLine(QPointF(axis.across, layout.plot.top()), QPointF(axis.across, layout.plot.bottom()));
  painter.setFont(style.smallFont);
  const auto line = [&](double top, const QString& text, const QColor& ink) {
    painter.setPen(ink);
    painter.drawText(QRectF(axis.across - room / 2, top, room, metrics.height()), Qt::AlignCenter,
                     metrics.elidedText(text, Qt::ElideMiddle, room));
  };
  const QRectF name = layout.nameBox(index, metrics.height());
  painter.setPen(style.theme.text);
  painter.drawText(name, Qt::AlignCenter, metrics.elidedText(columnName(axis.column), Qt::ElideMiddle, name.width()));
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

void drawFront(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene, const DrawStyle& style) {
  QColor ink = style.theme.accent;
  ink.setAlphaF(scene.front.size() > 30 ? 0.5F : 0.85F);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ink, 1.3));
  const std::size_t step = scene.front.size() / kMostFrontLines + 1;
  for (std::size_t index = 0; index < scene.front.size(); index += step)
    drawDesign(painter, layout, scene, scene.front[index]);
}

double ratioOf(const DrawStyle& style) {
  return style.medium == Medium::File ? 4 : style.pixelRatio;
}

/// A transparent picture of that area.
QImage emptyImage(const QRectF& area, double ratio) {
  QImage image((area.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  image.fill(Qt::transparent);
  return image;
}

/// The designs of a scene between the axes, for drawings that are made once.
ParallelCounts countsOf(const ParallelLayout& layout, const FrontScene& scene) {
  std::vector<std::string> columns;
  std::vector<CloudAxis> spans;
  for (const ParallelAxis& axis : layout.axes) {
    columns.push_back(axis.column);
    spans.push_back(axis.span);
  }
  return {scene.table, std::move(columns), spans, scene.states};
}

}  // namespace

QImage parallelImage(const ParallelLayout& layout, const ParallelCounts& counts, const DrawStyle& style) {
  const double ratio = ratioOf(style);
  const QRectF all = layout.plot;
  QImage image = emptyImage(all, ratio);
  if (image.isNull()) return image;
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(-all.topLeft());
  for (std::size_t gap = 0; gap < counts.gaps(); ++gap) {
    const double from = layout.axes[gap].across;
    const double to = layout.axes[gap + 1].across;
    const auto pairs = counts.pairs(gap);
    const std::size_t lines = LineStrengths(pairs).lines();
    if (lines <= kMostDrawn) {
      drawPairs(painter, pairs, from, to, all, style.theme);
    } else {
      const auto column = [&](double across) { return static_cast<int>(std::lround((across - all.left()) * ratio)); };
      addPairs(image, pairsToAdd(pairs, lines), column(from), std::min(column(to), image.width()), style.theme);
    }
  }
  return image;
}

QImage parallelFrontImage(const ParallelLayout& layout, const FrontScene& scene, const DrawStyle& style) {
  QImage image = emptyImage(layout.plot, ratioOf(style));
  if (image.isNull()) return image;
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(-layout.plot.topLeft());
  drawFront(painter, layout, scene, style);
  return image;
}

void renderParallel(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene,
                    const std::map<std::string, ColumnRange>& brushes, const DrawStyle& style,
                    const ParallelPictures& pictures) {
  if (layout.plot.height() < 20 || layout.axes.empty()) return;
  const QImage made = pictures.lines == nullptr ? parallelImage(layout, countsOf(layout, scene), style) : QImage();
  painter.drawImage(layout.plot, pictures.lines == nullptr ? made : *pictures.lines);
  if (pictures.front == nullptr) {
    drawFront(painter, layout, scene, style);
  } else {
    painter.drawImage(layout.plot, *pictures.front);
  }
  painter.setBrush(Qt::NoBrush);
  if (scene.current) {
    painter.setPen(QPen(kPresentDesign, 2.2));
    drawDesign(painter, layout, scene, *scene.current);
  }
  for (std::size_t index = 0; index < layout.axes.size(); ++index) {
    const ParallelAxis& axis = layout.axes[index];
    paintAxis(painter, layout, scene, index, style);
    if (const auto brush = brushes.find(axis.column); brush != brushes.end())
      paintBrush(painter, layout, axis, brush->second, style.theme);
  }
}

}  // namespace fusewright
