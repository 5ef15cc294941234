#include "widgets/idle/lost_time_view.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/common/format.h"
#include "widgets/common/time_uses.h"
#include "widgets/idle/lost_time_paint.h"

namespace fusewright {

LostTimeView::LostTimeView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("lostTimeView"));
  setAccessibleName(tr("Lost time by cause"));
  setWhatsThis(
      tr("What the time of each core goes to: while it is busy, computing or waiting inside a tile for data; idle "
         "between tiles, by what it waits for."));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(200, 80);
}

void LostTimeView::setSnapshot(std::shared_ptr<const Evaluation> evaluation, const std::vector<CoreBudget>& time) {
  evaluation_ = std::move(evaluation);
  rows_ = lostTimeRows(*evaluation_->design.accelerator, time);
  update();
}

LostTimePicture LostTimeView::picture() const {
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  const QRectF area = QRectF(rect()).adjusted(8, 6, -8, -4);
  return layOutLostTime(rows_, area, lostTimeSizes(rows_, area.width(), style));
}

void LostTimeView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  painter.fillRect(rect(), style.theme.background);
  if (rows_.empty()) return;
  const LostTimePicture shown = picture();
  paintLostTime(painter, rows_, shown, style);
  if (!hasFocus() || cursor_ >= shown.segments.size()) return;
  painter.setPen(QPen(style.theme.selection, 1.5, Qt::DotLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(shown.segments[cursor_].box.adjusted(1, 1, -1, -1));
}

void LostTimeView::choose(const LostTimeSegment& segment) {
  if (!evaluation_) return;
  const auto core = rows_[segment.row].core;
  const auto cause = idleCauseOf(segment.use);
  if (!cause) {
    if (core) Q_EMIT selectionRequested(*core);
    return;
  }
  if (const auto worst = worstIdle(*evaluation_, core, *cause)) Q_EMIT selectionRequested(*worst);
}

void LostTimeView::mousePressEvent(QMouseEvent* event) {
  const LostTimePicture shown = picture();
  const auto under = segmentAt(shown, event->position());
  if (event->button() != Qt::LeftButton || !under) return;
  cursor_ = *under;
  choose(shown.segments[*under]);
  update();
}

void LostTimeView::mouseMoveEvent(QMouseEvent* event) {
  setCursor(segmentAt(picture(), event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void LostTimeView::keyPressEvent(QKeyEvent* event) {
  const LostTimePicture shown = picture();
  if (event->matches(QKeySequence::Copy)) {
    copy();
  } else if (shown.segments.empty()) {
    QWidget::keyPressEvent(event);
  } else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Up) {
    cursor_ -= cursor_ > 0 ? 1 : 0;
  } else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Down) {
    cursor_ = std::min(cursor_ + 1, shown.segments.size() - 1);
  } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && cursor_ < shown.segments.size()) {
    choose(shown.segments[cursor_]);
  } else {
    QWidget::keyPressEvent(event);
  }
  update();
}

bool LostTimeView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const LostTimePicture shown = picture();
  const auto under = segmentAt(shown, help->pos());
  if (!under) {
    QToolTip::hideText();
    return true;
  }
  const LostTimeSegment& segment = shown.segments[*under];
  const TimeBudget& budget = rows_[segment.row].budget;
  const bool busy = !idleCauseOf(segment.use);
  const QString more = busy ? tr("All busy time: %1 of the run").arg(busyPartsText(budget))
                            : tr("Click for the longest wait of this cause");
  QToolTip::showText(help->globalPos(),
                     tr("%1, %2\n%3, %4 of the time\n%5.\n%6")
                         .arg(rows_[segment.row].name, useText(segment.use), formatCycles(Cycles(segment.cycles)).exact,
                              formatShare(segment.share).brief, useMeaning(segment.use), more),
                     this);
  return true;
}

void LostTimeView::copy() const {
  QApplication::clipboard()->setText(toTsv(exportTable()));
}

std::optional<QSizeF> LostTimeView::figureSize() const {
  return rows_.empty() ? std::nullopt : std::optional(lostTimeFigureSize(rows_.size()));
}

void LostTimeView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  paintLostTime(painter, rows_, layOutLostTime(rows_, area, lostTimeSizes(rows_, area.width(), style)), style);
}

}  // namespace fusewright
