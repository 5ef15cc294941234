#include "widgets/waterfall/waterfall_view.h"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/waterfall/waterfall_paint.h"

namespace fusewright {

WaterfallView::WaterfallView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("waterfallView"));
  setAccessibleName(tr("What each repair of the published model changes"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(200, 160);
}

void WaterfallView::setRows(std::vector<WaterfallRow> rows) {
  rows_ = std::move(rows);
  cursor_ = std::min(cursor_, kRepairs);
  update();
}

void WaterfallView::setCurrent(const Assumptions& assumptions) {
  if (current_ == assumptions) return;
  current_ = assumptions;
  update();
}

DrawStyle WaterfallView::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

QRectF WaterfallView::area() const {
  return QRectF(rect()).adjusted(6, 4, -6, -4);
}

std::optional<std::size_t> WaterfallView::rowUnder(QPointF position) const {
  return rowAt(layOutWaterfall(rows_, area(), waterfallSizes(rows_, style(), area().width())), position);
}

void WaterfallView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle drawn = style();
  painter.fillRect(rect(), drawn.theme.background);
  if (rows_.empty()) {
    painter.setPen(drawn.theme.mutedText);
    painter.drawText(rect(), Qt::AlignCenter, tr("Evaluating every repair …"));
    return;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  renderWaterfall(painter, area(), rows_, drawn, current_);
  if (!hasFocus() || cursor_ >= rows_.size()) return;
  const auto picture = layOutWaterfall(rows_, area(), waterfallSizes(rows_, drawn, area().width()));
  QPen dots(drawn.theme.accent, 1, Qt::DotLine);
  painter.setPen(dots);
  painter.setBrush(Qt::NoBrush);
  if (cursor_ < picture.lines.size()) painter.drawRect(picture.lines[cursor_].strip.adjusted(2, 1, -2, -1));
}

void WaterfallView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (const auto row = rowUnder(event->position())) choose(*row);
}

void WaterfallView::mouseMoveEvent(QMouseEvent* event) {
  setCursor(rowUnder(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void WaterfallView::keyPressEvent(QKeyEvent* event) {
  const std::size_t last = std::min(kRepairs, rows_.empty() ? 0 : rows_.size() - 1);
  switch (event->key()) {
    case Qt::Key_Up:
      cursor_ -= cursor_ > 0 ? 1 : 0;
      break;
    case Qt::Key_Down:
      cursor_ += cursor_ < last ? 1 : 0;
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (cursor_ < rows_.size()) choose(cursor_);
      break;
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  update();
}

bool WaterfallView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto row = rowUnder(help->pos());
  if (row) {
    QToolTip::showText(help->globalPos(), describeRow(rows_, *row), this);
  } else {
    QToolTip::hideText();
  }
  return true;
}

void WaterfallView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  Q_EMIT shownChanged(true);
}

void WaterfallView::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  Q_EMIT shownChanged(false);
}

void WaterfallView::choose(std::size_t row) {
  if (rows_[row].assumptions != current_) Q_EMIT editRequested(SetAssumptions{rows_[row].assumptions});
}

std::optional<QSizeF> WaterfallView::figureSize() const {
  // There is nothing to draw before the rows are there.
  return rows_.empty() ? std::nullopt : std::optional(waterfallFigureSize());
}

void WaterfallView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderWaterfall(painter, area, rows_, style);
}

TextTable WaterfallView::exportTable() const {
  TextTable table{.headings = {"repair", "step_assumptions", "latency[cycles]", "change[cycles]", "energy[pJ]",
                               "dram_read[bits]", "dram_written[bits]", "peak_memory[bits]", "violations"},
                  .rows = {}};
  for (std::size_t index = 0; index < rows_.size(); ++index) {
    const WaterfallRow& row = rows_[index];
    const auto change = latencyChange(rows_, index);
    const std::string_view id = row.repair ? textOf(*row.repair).id : std::string_view();
    QStringList cells{QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())),
                      QString::fromStdString(nameOf(row.assumptions))};
    if (row.result.metrics) {
      const SweepMetrics& metrics = *row.result.metrics;
      cells << plainNumber(metrics.latency.value) << (change ? plainNumber(change->value) : QString())
            << plainNumber(metrics.energy.value) << QString::number(metrics.dramRead.value)
            << QString::number(metrics.dramWritten.value) << QString::number(metrics.peakMemory.value);
    } else {
      cells << QString() << QString() << QString() << QString() << QString() << QString();
    }
    QStringList violations;
    for (const std::string& violation : row.result.violations) violations << QString::fromStdString(violation);
    table.rows.push_back(cells << violations.join(QStringLiteral("; ")));
  }
  return table;
}

}  // namespace fusewright
