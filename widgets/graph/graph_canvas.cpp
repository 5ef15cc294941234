#include "widgets/graph/graph_canvas.h"

#include <algorithm>

#include <QEvent>
#include <QPainter>
#include <QToolTip>

namespace fusewright {
namespace {

constexpr double kFitMargin = 16;
constexpr double kMostFitScale = 1.2;
constexpr double kReadableFit = 0.5;
constexpr double kRoomAround = 40;

}  // namespace

GraphCanvas::GraphCanvas(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("graphCanvas"));
  setAccessibleName(tr("Graph of the model"));
  setAccessibleDescription(tr("Operators as boxes, tensors between them as arrows; the table of layers says the same"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(120, 80);
}

void GraphCanvas::setScene(std::shared_ptr<const GraphScene> scene, GraphShade shade, std::vector<GraphHull> hulls) {
  cancelDrag();
  scene_ = std::move(scene);
  emphasis_ = {};
  setShade(std::move(shade), std::move(hulls));
}

void GraphCanvas::setShade(GraphShade shade, std::vector<GraphHull> hulls) {
  shade_ = std::move(shade);
  hulls_ = std::move(hulls);
  invalidate();
}

void GraphCanvas::setEmphasis(GraphEmphasis emphasis) {
  emphasis.hovered = emphasis_.hovered;
  emphasis_ = std::move(emphasis);
  update();
}

void GraphCanvas::setMessage(const QString& message) {
  message_ = message;
  update();
}

DrawStyle GraphCanvas::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

QPointF GraphCanvas::middle() const {
  return QRectF(rect()).center();
}

QRectF GraphCanvas::room() const {
  const QRectF all(rect());
  const double key = keyHeight(shade_, all, style());
  return key < height() * 0.55 ? all.adjusted(0, 0, 0, -key) : all;
}

void GraphCanvas::invalidate() {
  content_ = QPixmap();
  update();
}

void GraphCanvas::setCamera(const GraphCamera& camera) {
  fitted_ = false;
  beginning_.reset();
  if (camera == camera_) return;
  camera_ = camera;
  invalidate();
}

void GraphCanvas::fitAll() {
  fitted_ = true;
  beginning_.reset();
  if (!scene_) return;
  const QRectF area = room().adjusted(kFitMargin, kFitMargin, -kFitMargin, -kFitMargin);
  camera_ = GraphCamera::fitting(QRectF(QPointF(0, 0), scene_->size), area, kMostFitScale);
  invalidate();
}

void GraphCanvas::showBeginning(FlowDirection flow) {
  fitAll();
  if (!scene_ || camera_.scale >= kReadableFit) return;
  const bool down = flow == FlowDirection::Down;
  const double across = down ? width() / scene_->size.width() : room().height() / scene_->size.height();
  const double scale = std::clamp(across * 0.94, kReadableScale, 1.0);
  // A graph wider than the view is shown from the middle of its first rank on.
  // Boxes that nothing reads, such as what only decides about a branch, are no beginning.
  const auto& edges = scene_->shown.edges;
  const auto feeding = std::ranges::min_element(edges, {}, &ShownEdge::from);
  const std::size_t beginning = feeding == edges.end() ? 0 : feeding->from;
  const QRectF first = scene_->boxes.empty() ? QRectF() : scene_->boxes[beginning].rectangle;
  const bool fits = across * 0.94 >= scale;
  const double middleX = fits ? scene_->size.width() / 2 : first.center().x();
  const double middleY = fits ? scene_->size.height() / 2 : first.center().y();
  setCamera({.scale = scale,
             .offset = down ? QPointF(width() / 2.0 - middleX * scale, kFitMargin)
                            : QPointF(kFitMargin, room().center().y() - middleY * scale)});
  beginning_ = flow;
}

void GraphCanvas::fitSelection() {
  if (!scene_ || !emphasis_.selected) {
    fitAll();
    return;
  }
  const QRectF area = QRectF(rect()).adjusted(kFitMargin, kFitMargin, -kFitMargin, -kFitMargin);
  const QRectF box = scene_->boxes[*emphasis_.selected].rectangle;
  setCamera(GraphCamera::fitting(box.adjusted(-120, -90, 120, 90), area, kMostFitScale));
}

void GraphCanvas::reveal(std::size_t box) {
  const QRectF place = camera_.toScreen(scene_->boxes[box].rectangle);
  const QRectF inner = QRectF(rect()).adjusted(kRoomAround, kRoomAround, -kRoomAround, -kRoomAround);
  if (inner.contains(place.center())) return;
  const bool wasFitted = fitted_;
  setCamera({.scale = camera_.scale, .offset = camera_.offset + middle() - place.center()});
  fitted_ = wasFitted;
}

void GraphCanvas::centre(std::size_t box) {
  if (!scene_) return;
  const double scale = std::max(camera_.scale, kReadableScale);
  setCamera({.scale = scale, .offset = middle() - scene_->boxes[box].rectangle.center() * scale});
}

void GraphCanvas::panBy(QPointF pixels) {
  setCamera({.scale = camera_.scale, .offset = camera_.offset + pixels});
}

std::optional<std::size_t> GraphCanvas::boxUnder(QPointF position) const {
  return scene_ ? boxAt(*scene_, camera_.toScene(position)) : std::nullopt;
}

void GraphCanvas::hover(std::optional<std::size_t> box, QPoint globalPosition) {
  if (emphasis_.hovered != box) {
    emphasis_.hovered = box;
    update();
  }
  if (box && tip_) {
    QToolTip::showText(globalPosition + QPoint(8, 14), tip_(*box), this);
  } else {
    QToolTip::hideText();
  }
}

void GraphCanvas::paintCached(QPainter& painter) {
  const double ratio = devicePixelRatioF();
  if (content_.isNull() || content_.size() != size() * ratio) {
    content_ = QPixmap(size() * ratio);
    content_.setDevicePixelRatio(ratio);
    content_.fill(style().theme.background);
    QPainter cached(&content_);
    const DrawStyle look = style();
    paintGraph(cached, *scene_, shade_, hulls_, camera_, QRectF(rect()), look);
    paintKey(cached, shade_, QRectF(rect()), look);
  }
  painter.drawPixmap(0, 0, content_);
}

void GraphCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle look = style();
  if (!scene_) {
    painter.fillRect(rect(), look.theme.background);
    painter.setPen(look.theme.mutedText);
    painter.drawText(rect(), Qt::AlignCenter, message_);
    return;
  }
  paintCached(painter);
  paintEmphasis(painter, *scene_, emphasis_, camera_, QRectF(rect()), look);
  if (dragged_) paintDrop(painter, *scene_, *dragged_, camera_, QRectF(rect()), look);
  if (!hasFocus()) return;
  painter.setPen(QPen(look.theme.accent, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void GraphCanvas::resizeEvent(QResizeEvent*) {
  if (beginning_) {
    showBeginning(*beginning_);
  } else if (fitted_) {
    fitAll();
  } else {
    invalidate();
  }
}

void GraphCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) invalidate();
  QWidget::changeEvent(event);
}

}  // namespace fusewright
