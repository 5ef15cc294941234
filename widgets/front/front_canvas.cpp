#include "widgets/front/front_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

namespace fusewright {
namespace {

constexpr double kPointReach = 8;  ///< pixels from a point that still mean it
constexpr double kClickReach = 4;  ///< a drag is longer

}  // namespace

FrontCanvas::FrontCanvas(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Designs of a sweep"));
  setAccessibleDescription(tr("Left and right go along the front; each design is opened. Escape takes the mark away."));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(220, 160);
}

void FrontCanvas::setScene(FrontScene scene) {
  if (scene.front != scene_.front || scene.isStaircase != scene_.isStaircase || scene.contours != scene_.contours)
    front_ = QImage();
  scene_ = std::move(scene);
  hovered_.reset();
  const bool sameCloud = raster_ && raster_->points().cloud == scene_.cloud &&
                         raster_->points().shades == scene_.shades && raster_->picture().window == scene_.window &&
                         raster_->picture().pixels == cloudPicture(frontLayout(), drawStyle()).pixels;
  if (!sameCloud) {
    redraw();
    return;
  }
  update();
  if (raster_->points().states == scene_.states) return;
  raster_->setStates(scene_.states);
  cloud_ = QImage();
}

void FrontCanvas::setCurrent(std::optional<std::size_t> row) {
  scene_.current = row;
  asked_ = row;
  update();
}

FrontLayout FrontCanvas::frontLayout() const {
  return fusewright::frontLayout(QRectF(rect()), scene_, drawStyle());
}

DrawStyle FrontCanvas::drawStyle() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

void FrontCanvas::redraw() {
  raster_.reset();
  cloud_ = front_ = QImage();
  update();
}

void FrontCanvas::fit() {
  scene_.window = wholeWindow();
  redraw();
}

void FrontCanvas::zoom(QPointF around, double factor) {
  scene_.window = zoomed(scene_.window, around, factor);
  redraw();
}

std::optional<QPointF> FrontCanvas::pixelOf(std::size_t row) const {
  if (isEmpty()) return std::nullopt;
  const auto place = placeOf(scene_, row);
  return place ? std::optional(frontLayout().pixelOf(*place)) : std::nullopt;
}

std::optional<std::size_t> FrontCanvas::rowAt(QPointF pixel) const {
  if (isEmpty()) return std::nullopt;
  const FrontLayout layout = frontLayout();
  if (!layout.frame.plot.contains(pixel)) return std::nullopt;
  if (const auto index = nearestOnFront(scene_, layout, pixel)) {
    const std::size_t row = scene_.front[*index];
    const auto place = placeOf(scene_, row);
    if (place && QLineF(layout.pixelOf(*place), pixel).length() <= kPointReach) return row;
  }
  const QSizeF reach(kPointReach / layout.frame.plot.width() * layout.window.width(),
                     kPointReach / layout.frame.plot.height() * layout.window.height());
  return scene_.cloud->nearest(layout.placeOf(pixel), reach);
}

void FrontCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle style = drawStyle();
  painter.fillRect(rect(), style.theme.background);
  if (isEmpty()) {
    painter.setPen(style.theme.mutedText);
    painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     scene_.table && scene_.table->rows() > 0
                         ? tr("No design has both values")
                         : tr("No results yet: open a sweep's database (File, Open sweep results), or run a sweep"));
    return;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  if (cloud_.isNull()) drawCloud(style);
  if (front_.isNull()) front_ = frontImage(scene_, frontLayout(), style);
  renderFront(painter, QRectF(rect()), scene_, style, {.cloud = &cloud_, .front = &front_}, {.hovered = hovered_});
}

void FrontCanvas::drawCloud(const DrawStyle& style) {
  const CloudPicture picture = cloudPicture(frontLayout(), style);
  if (picture.pixels.isEmpty()) return;
  if (!raster_) raster_.emplace(CloudRaster::Points{scene_.cloud, scene_.states, scene_.shades}, picture);
  cloud_ = raster_->image(style.theme);
}

void FrontCanvas::resizeEvent(QResizeEvent*) {
  redraw();
}

void FrontCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) redraw();
  QWidget::changeEvent(event);
}

void FrontCanvas::mousePressEvent(QMouseEvent* event) {
  if (isEmpty()) return;
  pressedAt_ = event->position();
  panned_ = QPoint();
  moved_ = false;
  const bool pans = event->button() == Qt::MiddleButton ||
                    (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
  if (pans) {
    drag_ = Drag::Pan;
    setCursor(Qt::ClosedHandCursor);
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  const auto row = rowAt(event->position());
  const bool onFront = row && (std::ranges::find(scene_.front, *row) != scene_.front.end() || row == scene_.current);
  drag_ = onFront ? Drag::Follow : Drag::Brush;
  gesture_ = nextGesture();
}

void FrontCanvas::mouseMoveEvent(QMouseEvent* event) {
  moved_ = moved_ || (event->position() - pressedAt_).manhattanLength() > kClickReach;
  switch (drag_) {
    case Drag::None:
      hover(event->position());
      break;
    case Drag::Pan:
      pan(event->position());
      break;
    case Drag::Follow:
      if (moved_) follow(event->position());
      break;
    case Drag::Brush:
      if (moved_) markTo(event->position());
      break;
  }
}

void FrontCanvas::mouseReleaseEvent(QMouseEvent* event) {
  const Drag ended = std::exchange(drag_, Drag::None);
  unsetCursor();
  if (ended == Drag::None || ended == Drag::Pan || moved_) return;
  if (const auto row = rowAt(event->position())) {
    asked_ = row;
    Q_EMIT designRequested(*row, 0);
  } else if (scene_.brush) {
    Q_EMIT brushed(std::nullopt);
  }
}

void FrontCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (!rowAt(event->position())) fit();
}

void FrontCanvas::hover(QPointF pixel) {
  const auto row = rowAt(pixel);
  if (row) Q_EMIT tipRequested(*row, mapToGlobal(pixel.toPoint()) + QPoint(10, 14));
  if (!row) QToolTip::hideText();
  setCursor(row ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (row == hovered_) return;
  hovered_ = row;
  update();
}

void FrontCanvas::follow(QPointF pixel) {
  setCursor(Qt::SizeAllCursor);
  const auto index = nearestOnFront(scene_, frontLayout(), pixel);
  if (!index || asked_ == scene_.front[*index]) return;
  asked_ = scene_.front[*index];
  hovered_ = asked_;
  update();
  Q_EMIT designRequested(*asked_, gesture_);
}

void FrontCanvas::markTo(QPointF pixel) {
  const FrontLayout layout = frontLayout();
  Q_EMIT brushed(QRectF(layout.placeOf(pressedAt_), layout.placeOf(pixel)).normalized());
}

void FrontCanvas::pan(QPointF pixel) {
  if (!raster_) return;  // nothing has been drawn yet that could move
  // Whole pixels of the device, so that what was counted can move along.
  const QPoint all = ((pixel - pressedAt_) * devicePixelRatioF()).toPoint();
  raster_->pan(all - std::exchange(panned_, all));
  scene_.window = raster_->picture().window;
  cloud_ = front_ = QImage();
  update();
}

void FrontCanvas::wheelEvent(QWheelEvent* event) {
  if (isEmpty()) return;
  constexpr double kTurn = 120.0;
  zoom(frontLayout().placeOf(event->position()), std::pow(1.25, event->angleDelta().y() / kTurn));
  event->accept();
}

void FrontCanvas::leaveEvent(QEvent*) {
  QToolTip::hideText();
  if (!hovered_) return;
  hovered_.reset();
  update();
}

void FrontCanvas::step(int places) {
  if (scene_.front.empty()) return;
  const auto last = static_cast<std::ptrdiff_t>(scene_.front.size()) - 1;
  const std::optional<std::size_t> from = asked_ ? asked_ : scene_.current;
  const auto present = from ? std::ranges::find(scene_.front, *from) : scene_.front.end();
  const bool toEnd = std::abs(places) > last;
  std::ptrdiff_t next = (places > 0) == toEnd ? last : 0;
  if (present != scene_.front.end()) {
    next = std::clamp<std::ptrdiff_t>(present - scene_.front.begin() + places, 0, last);
  } else if (from && !toEnd) {
    if (const auto pixel = pixelOf(*from))
      next = static_cast<std::ptrdiff_t>(nearestOnFront(scene_, frontLayout(), *pixel).value_or(0));
  }
  asked_ = scene_.front[static_cast<std::size_t>(next)];
  hovered_ = asked_;
  update();
  Q_EMIT designRequested(*asked_, keys_.next());
}

bool FrontCanvas::stepByKey(int key) {
  constexpr int kPage = 10;
  const auto all = static_cast<int>(scene_.front.size());
  switch (key) {
    case Qt::Key_Right:
      step(1);
      return true;
    case Qt::Key_Left:
      step(-1);
      return true;
    case Qt::Key_PageDown:
      step(kPage);
      return true;
    case Qt::Key_PageUp:
      step(-kPage);
      return true;
    case Qt::Key_End:
      step(all);
      return true;
    case Qt::Key_Home:
      step(-all);
      return true;
    default:
      return false;
  }
}

void FrontCanvas::keyPressEvent(QKeyEvent* event) {
  if (isEmpty() || stepByKey(event->key())) return;
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(scene_.window.center(), 1.25);
      break;
    case Qt::Key_Minus:
      zoom(scene_.window.center(), 0.8);
      break;
    case Qt::Key_0:
    case Qt::Key_F:
      fit();
      break;
    case Qt::Key_Escape:
      if (scene_.brush) Q_EMIT brushed(std::nullopt);
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace fusewright
