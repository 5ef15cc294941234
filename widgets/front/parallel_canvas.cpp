#include "widgets/front/parallel_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

#include "widgets/common/format.h"

namespace fusewright {
namespace {

constexpr double kAxisReach = 14;     ///< pixels from an axis that still mean it
constexpr double kLeastDrag = 3;  ///< less is a click

}  // namespace

ParallelCanvas::ParallelCanvas(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Parallel coordinates"));
  setAccessibleDescription(tr("A line a design. The same ranges can be written as constraints."));
  setMouseTracking(true);
  setMinimumSize(220, fontMetrics().height() * 8);
}

void ParallelCanvas::setScene(FrontScene scene, std::vector<std::string> columns, std::vector<Effect> effects,
                              std::map<std::string, ColumnRange> brushes) {
  const bool sameAxes = scene.table == scene_.table && columns == columns_;
  const bool sameLines = sameAxes && scene.states == scene_.states;
  const bool sameFront = sameAxes && scene.front == scene_.front;
  scene_ = std::move(scene);
  columns_ = std::move(columns);
  effects_ = std::move(effects);
  brushes_ = std::move(brushes);
  if (!sameAxes) spans_ = parallelSpans(*scene_.table, columns_);
  if (!sameLines) lines_ = QImage();
  if (!sameFront) front_ = QImage();
  update();
}

ParallelLayout ParallelCanvas::parallelLayout() const {
  const QFontMetricsF metrics(screenStyle(palette(), font(), 1).smallFont);
  std::vector<double> names;
  for (const std::string& column : columns_) names.push_back(metrics.horizontalAdvance(columnName(column)));
  const double room = width() / std::max(1.0, static_cast<double>(columns_.size()));
  return layOutParallel(QRectF(rect()), columns_, spans_, effects_, metrics.height(), rowsForNames(names, room));
}

void ParallelCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  painter.fillRect(rect(), style.theme.background);
  if (!scene_.table || !scene_.states || columns_.empty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  const ParallelLayout layout = parallelLayout();
  if (lines_.isNull()) drawLines(layout, style);
  if (front_.isNull()) front_ = parallelFrontImage(layout, scene_, style);
  renderParallel(painter, layout, scene_, brushes_, style, {.lines = &lines_, .front = &front_});
}

void ParallelCanvas::drawLines(const ParallelLayout& layout, const DrawStyle& style) {
  if (!counts_.isOf(scene_.table, columns_)) {
    counts_ = ParallelCounts(scene_.table, columns_, spans_, scene_.states);
  } else if (counts_.states() != scene_.states) {
    counts_.setStates(scene_.states);
  }
  lines_ = parallelImage(layout, counts_, style);
}

void ParallelCanvas::resizeEvent(QResizeEvent*) {
  lines_ = front_ = QImage();
  update();
}

void ParallelCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) lines_ = front_ = QImage();
  QWidget::changeEvent(event);
}

void ParallelCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !scene_.table) return;
  dragged_ = parallelLayout().axisAt(event->position().x(), kAxisReach);
  pressedAt_ = event->position().y();
  moved_ = false;
}

void ParallelCanvas::markTo(double up) {
  const ParallelLayout layout = parallelLayout();
  const ParallelAxis& axis = layout.axes[*dragged_];
  const TableColumn& column = *scene_.table->find(axis.column);
  ColumnRange range{.column = axis.column,
                    .from = layout.valueAt(axis, std::max(up, pressedAt_)),
                    .to = layout.valueAt(axis, std::min(up, pressedAt_))};
  if (!column.labels.empty()) {  // the labels that the range touches
    range.from = std::floor(range.from + 0.35);
    range.to = std::ceil(range.to - 0.35);
  }
  Q_EMIT brushed(axis.column, range);
}

void ParallelCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!scene_.table) return;
  if (!dragged_) {
    setCursor(parallelLayout().axisAt(event->position().x(), kAxisReach) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    return;
  }
  moved_ = moved_ || std::abs(event->position().y() - pressedAt_) > kLeastDrag;
  if (moved_) markTo(event->position().y());
}

void ParallelCanvas::mouseReleaseEvent(QMouseEvent*) {
  const auto axis = std::exchange(dragged_, std::nullopt);
  if (axis && !moved_) Q_EMIT brushed(columns_[*axis], std::nullopt);
}

bool ParallelCanvas::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || !scene_.table) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto axis = parallelLayout().axisAt(help->pos().x(), 3 * kAxisReach);
  if (!axis) {
    QToolTip::hideText();
    return true;
  }
  QString text = QStringLiteral("<b>%1</b>").arg(columnName(columns_[*axis]).toHtmlEscaped());
  for (const Effect& effect : effects_)
    if (effect.parameter == columns_[*axis])
      text += tr("<br>explains %1 of the variance of %2: on average %3 at %4, %5 at %6")
                  .arg(formatShare(effect.effect.varianceShare).brief, columnName(effect.objective),
                       valueText(effect.objective, effect.effect.lowestMean),
                       QString::fromStdString(effect.effect.lowestAt).toHtmlEscaped(),
                       valueText(effect.objective, effect.effect.highestMean),
                       QString::fromStdString(effect.effect.highestAt).toHtmlEscaped());
  QToolTip::showText(help->globalPos(), text + tr("<br>Drag along the axis to keep only a range; click to keep all"),
                     this);
  return true;
}

}  // namespace fusewright
