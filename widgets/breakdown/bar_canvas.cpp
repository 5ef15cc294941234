#include "widgets/breakdown/bar_canvas.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "widgets/breakdown/bar_paint.h"
#include "widgets/common/time_uses.h"

namespace fusewright {

BarCanvas::BarCanvas(QWidget* parent) : QAbstractScrollArea(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
}

void BarCanvas::setTable(BarTable table) {
  table_ = std::move(table);
  if (cursor_ && *cursor_ >= table_.rows.size()) cursor_.reset();
  updateScrolling();
  viewport()->update();
}

void BarCanvas::setSelected(std::optional<LayerId> layer) {
  if (selected_ == layer) return;
  selected_ = layer;
  viewport()->update();
}

DrawStyle BarCanvas::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

QRectF BarCanvas::barArea() const {
  const QRectF whole = QRectF(viewport()->rect()).adjusted(4, 2, -4, -2);
  return whole.adjusted(0, paintBarLegend(nullptr, table_, whole, style()), 0, 0);
}

std::vector<BarLine> BarCanvas::lines() const {
  const QRectF area = barArea();
  return layOutBars(table_, area, barSizes(table_, style(), area.width()), verticalScrollBar()->value());
}

void BarCanvas::growWithTable() {
  grows_ = true;
  updateScrolling();
}

void BarCanvas::updateScrolling() {
  const QRectF area = barArea();
  const BarSizes sizes = barSizes(table_, style(), area.width());
  if (grows_) {
    const int wanted = static_cast<int>(std::ceil(area.top() + barsHeight(table_, sizes))) + 3;
    if (wanted != height()) setFixedHeight(wanted);
  }
  const int hidden = static_cast<int>(std::max(barsHeight(table_, sizes) - area.height(), 0.0) + 0.999);
  verticalScrollBar()->setRange(0, hidden);
  verticalScrollBar()->setPageStep(static_cast<int>(area.height()));
  verticalScrollBar()->setSingleStep(static_cast<int>(sizes.rowHeight));
}

void BarCanvas::resizeEvent(QResizeEvent*) {
  updateScrolling();
}

void BarCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  const DrawStyle drawn = style();
  painter.fillRect(viewport()->rect(), drawn.theme.background);
  const auto shown = lines();
  painter.setClipRect(barArea());
  paintBars(painter, table_, shown, drawn, selected_);
  const auto cursor = std::ranges::find_if(shown, [&](const BarLine& line) { return cursor_ == line.row; });
  if (hasFocus() && cursor != shown.end()) {
    painter.setPen(QPen(drawn.theme.accent, 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cursor->strip.adjusted(0.5, 0.5, -0.5, -0.5));
  }
  painter.setClipping(false);
  paintBarLegend(&painter, table_, QRectF(viewport()->rect()).adjusted(4, 2, -4, -2), drawn);
}

void BarCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const auto shown = lines();
  const auto line = lineAt(shown, event->position());
  if (!line) return;
  cursor_ = shown[*line].row;
  viewport()->update();
  Q_EMIT rowChosen(*cursor_);
}

void BarCanvas::moveCursor(int rows) {
  if (table_.rows.empty()) return;
  const auto last = static_cast<std::ptrdiff_t>(table_.rows.size()) - 1;
  const std::ptrdiff_t from = cursor_ ? static_cast<std::ptrdiff_t>(*cursor_) : -1;
  cursor_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from + rows, 0, last));
  const QRectF area = barArea();
  const BarSizes sizes = barSizes(table_, style(), area.width());
  const double height = barsHeight(table_, sizes) / static_cast<double>(table_.rows.size());
  const double top = static_cast<double>(*cursor_) * height;
  auto* bar = verticalScrollBar();
  bar->setValue(static_cast<int>(std::clamp<double>(bar->value(), top + height - area.height(), top)));
  viewport()->update();
}

void BarCanvas::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up:
      moveCursor(-1);
      break;
    case Qt::Key_Down:
      moveCursor(1);
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (cursor_) Q_EMIT rowChosen(*cursor_);
      break;
    default:
      QAbstractScrollArea::keyPressEvent(event);
  }
}

QString BarCanvas::tipOf(std::size_t row) const {
  const BarRow& shown = table_.rows[row];
  QStringList texts{QStringLiteral("<b>%1</b>").arg(shown.name.toHtmlEscaped())};
  for (std::size_t series = 0; series < shown.values.size(); ++series) {
    if (shown.values[series] <= 0) continue;
    const NumberText value = formatValue(table_.unit, shown.values[series]);
    texts << QStringLiteral("%1: %2").arg(table_.series[static_cast<qsizetype>(series)].toHtmlEscaped(), value.exact);
    if (series < table_.seriesUses.size()) texts.back() += QStringLiteral(". ") + useMeaning(table_.seriesUses[series]);
  }
  if (shown.use) texts << useMeaning(*shown.use);
  return texts.join(QStringLiteral("<br>"));
}

/// What each use of time means.
QString BarCanvas::tipOfLegend() const {
  QStringList texts;
  for (const TimeUse use : table_.seriesUses)
    texts << QStringLiteral("<b>%1</b>: %2").arg(useText(use).toHtmlEscaped(), useMeaning(use).toHtmlEscaped());
  return texts.join(QStringLiteral("<br>"));
}

bool BarCanvas::viewportEvent(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto shown = lines();
  const auto line = lineAt(shown, help->pos());
  if (line) {
    QToolTip::showText(help->globalPos(), tipOf(shown[*line].row), viewport());
  } else if (!table_.seriesUses.empty() && help->pos().y() < barArea().top()) {
    QToolTip::showText(help->globalPos(), tipOfLegend(), viewport());
  } else {
    QToolTip::hideText();
  }
  return true;
}

}  // namespace fusewright
