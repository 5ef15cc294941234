#include "widgets/common/time_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QPainter>

#include "widgets/common/format.h"
#include "widgets/common/playhead.h"

namespace fusewright {
namespace {

constexpr int kStaleAfterMs = 250;
constexpr int kProgressFrameMs = 40;
constexpr double kProgressStep = 0.02;

/// How long a range is, in the middle of its upper edge as far as it is on show.
void paintLength(QPainter& painter, TimeRange range, const QRectF& plot, const TimeAxis& along,
                 const DrawStyle& style) {
  painter.save();
  painter.setClipRect(plot);
  painter.setFont(style.font);
  const double middle = (along.toPixel(range.from) + along.toPixel(range.to)) / 2;
  const QString text = QStringLiteral("Δ ") + formatCycles(Cycles(std::round(range.length()))).exact;
  const QFontMetricsF metrics(painter.font());
  QRectF label(0, plot.top() + 2, metrics.horizontalAdvance(text) + 12, metrics.height() + 4);
  label.moveLeft(std::clamp(middle - label.width() / 2, plot.left(), plot.right() - label.width()));
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.theme.accent);
  painter.drawRoundedRect(label, 3, 3);
  painter.setPen(Qt::white);
  painter.drawText(label, Qt::AlignCenter, text);
  painter.restore();
}

}  // namespace

TimeView::TimeView(TimeNavigator& navigator, QWidget* parent) : QWidget(parent), navigator_(navigator) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(kHeaderWidth + 120, 60);
  staleTimer_.setSingleShot(true);
  staleTimer_.setInterval(kStaleAfterMs);
  progressTimer_.setInterval(kProgressFrameMs);
  connect(&staleTimer_, &QTimer::timeout, this, [this] {
    progress_ = 0;
    progressTimer_.start();
    update();
  });
  connect(&progressTimer_, &QTimer::timeout, this, [this] {
    progress_ = std::fmod(progress_ + kProgressStep, 1.0);
    update();
  });
  connect(&navigator_, &TimeNavigator::visibleChanged, this, [this] { invalidate(); });
  connect(&navigator_, &TimeNavigator::cursorChanged, this, [this] { update(); });
  connect(&navigator_, &TimeNavigator::markedChanged, this, [this] { update(); });
  connect(&navigator_, &TimeNavigator::marksChanged, this, [this] { update(); });
  connect(&navigator_, &TimeNavigator::playheadChanged, this, [this] { update(); });
}

void TimeView::setFreshness(Freshness freshness) {
  if (freshness == Freshness::Stale) {
    if (!staleTimer_.isActive() && !progressTimer_.isActive()) staleTimer_.start();
    return;
  }
  staleTimer_.stop();
  if (progressTimer_.isActive()) {
    progressTimer_.stop();
    update();
  }
}

QRectF TimeView::plotArea() const {
  return {static_cast<double>(kHeaderWidth), static_cast<double>(kRulerHeight),
          std::max(1.0, static_cast<double>(width() - kHeaderWidth - kRightMargin)),
          std::max(1.0, static_cast<double>(height() - kRulerHeight))};
}

TimeAxis TimeView::axis() const {
  const QRectF plot = plotArea();
  const TimeRange visible = navigator_.visible();
  return {
      .from = visible.from, .to = visible.to, .left = plot.left(), .length = plot.width(), .fold = navigator_.fold()};
}

DrawStyle TimeView::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

void TimeView::invalidate() {
  outdated_ = true;
  update();
}

void TimeView::paintCached(QPainter& painter) {
  const double ratio = devicePixelRatioF();
  const QSize pixels = size() * ratio;
  if (outdated_ || content_.size() != pixels) {
    // A pixmap of that size is kept: asking for as much memory anew for each frame costs more than some frames.
    if (content_.size() != pixels) content_ = QPixmap(pixels);
    content_.setDevicePixelRatio(ratio);
    outdated_ = false;
    content_.fill(style().theme.background);
    QPainter cached(&content_);
    cached.setFont(font());
    paintContent(cached);
  }
  painter.drawPixmap(0, 0, content_);
}

void TimeView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintCached(painter);
  const bool stale = progressTimer_.isActive();
  if (stale) {
    QColor veil = style().theme.background;
    veil.setAlphaF(0.35F);
    painter.fillRect(rect(), veil);
  }
  const QRectF plot = plotArea();
  painter.save();
  painter.setClipRect(plot.adjusted(0, -kRulerHeight, 0, 0));
  const bool dragged = drag_ == Drag::Mark || drag_ == Drag::ZoomTo;
  const std::optional<TimeRange> range = dragged ? draggedRange() : navigator_.marked();
  if (range) paintRange(painter, *range);
  paintTimeMarks(painter, axis(), navigator_.marks(), plot, kRulerHeight, style());
  if (navigator_.cursor()) {
    const double x = std::round(axis().toPixel(*navigator_.cursor())) + 0.5;
    QColor line = style().theme.text;
    line.setAlphaF(0.45F);
    painter.setPen(QPen(line, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, 0), QPointF(x, plot.bottom()));
  }
  if (navigator_.playhead()) paintPlayhead(painter, axis(), *navigator_.playhead(), plot, kRulerHeight, style());
  painter.restore();
  paintOverlay(painter);
  if (range) paintLength(painter, *range, plot, axis(), style());  // above arrows, which would cross it out
  if (stale) paintProgress(painter);
  if (hasFocus()) {
    painter.setPen(QPen(style().theme.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

void TimeView::paintRange(QPainter& painter, TimeRange range) const {
  const QRectF plot = plotArea();
  const TimeAxis along = axis();
  const QRectF band(QPointF(along.toPixel(range.from), 0), QPointF(along.toPixel(range.to), plot.bottom()));
  QColor fill = style().theme.accent;
  fill.setAlphaF(0.14F);
  painter.fillRect(band, fill);
  painter.setPen(QPen(style().theme.accent, 1));
  painter.drawLine(band.topLeft(), band.bottomLeft());
  painter.drawLine(band.topRight(), band.bottomRight());
}

void TimeView::paintProgress(QPainter& painter) const {
  const double shown = width() * 0.25;
  const double left = progress_ * (width() + shown) - shown;
  painter.fillRect(QRectF(left, 0, shown, 2.5), style().theme.accent);
}

void TimeView::resizeEvent(QResizeEvent*) {
  invalidate();
}

void TimeView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) invalidate();
  QWidget::changeEvent(event);
}

TimeRange TimeView::draggedRange() const {
  const TimeAxis along = axis();
  const TimeRange visible = navigator_.visible();
  const auto at = [&](QPointF position) {
    const double cycle = std::clamp(along.toCycle(position.x()), visible.from, visible.to);
    return drag_ == Drag::Mark ? snapped(cycle, position) : cycle;
  };
  const double a = at(pressedAt_);
  const double b = at(lastPosition_);
  return {std::min(a, b), std::max(a, b)};
}

void TimeView::beginDrag(QPointF position) {
  drag_ = wanted_;
  lastPosition_ = position;
  if (drag_ == Drag::Playhead) return setCursor(Qt::SizeHorCursor);
  pannedFrom_ = navigator_.visible();
  if (drag_ == Drag::Mark && grabRangeEnd(pressedAt_)) navigator_.mark(std::nullopt);
  setCursor(drag_ == Drag::Pan ? Qt::ClosedHandCursor : Qt::SizeHorCursor);
  hoverLeft();
}

/// A drag that begins at an end of the marked range moves that end: the other one is where it began.
bool TimeView::grabRangeEnd(QPointF position) {
  constexpr double kReach = 5;
  if (!navigator_.marked()) return false;
  const double left = axis().toPixel(navigator_.marked()->from);
  const double right = axis().toPixel(navigator_.marked()->to);
  const bool atLeft = std::abs(position.x() - left) <= kReach;
  if (!atLeft && std::abs(position.x() - right) > kReach) return false;
  pressedAt_.setX(atLeft ? right : left);
  return true;
}

void TimeView::finishDrag(QPointF position) {
  lastPosition_ = position;
  const Drag finished = drag_;
  const TimeRange range = draggedRange();
  drag_ = Drag::None;
  unsetCursor();
  if (finished == Drag::Pressed && position.y() < kRulerHeight) dragPlayhead(position);
  if (finished == Drag::Pressed && position.y() >= kRulerHeight) clickedAt(position);
  if (finished == Drag::Mark && range.length() > 0) navigator_.mark(range);
  if (finished == Drag::ZoomTo && range.length() > 0) navigator_.show(range);
  update();
}

void TimeView::cancelInnermost() {
  if (drag_ != Drag::None) {
    if (drag_ == Drag::Pan) navigator_.show(pannedFrom_);
    drag_ = Drag::None;
    unsetCursor();
    update();
  } else if (navigator_.marked()) {
    navigator_.mark(std::nullopt);
  } else {
    Q_EMIT selectionRequested(Selection{});
  }
}

void TimeView::fitSelection() {
  const auto range = navigator_.marked() ? navigator_.marked() : selectedRange();
  if (!range) {
    navigator_.showAll();
    return;
  }
  const double margin = range->length() * 0.05;
  navigator_.show({range->from - margin, range->to + margin});
}

}  // namespace fusewright
