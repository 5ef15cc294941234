#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QBasicTimer>
#include <QPixmap>
#include <QWidget>

#include "widgets/graph/graph_drop_paint.h"
#include "widgets/graph/graph_paint.h"

namespace fusewright {

/// The drawing of a graph and the gestures on it: the wheel zooms at the cursor, Shift+wheel pans along the graph;
/// dragging a box moves its layers to another group, dragging the ground, or anything with the middle button, pans; W S
/// + - zoom, A D and the arrow keys pan, F fits the selection or all, Home and 0 fit all. The picture is cached;
/// outlines are painted over it.
class GraphCanvas : public QWidget {
  Q_OBJECT

 public:
  using Tip = std::function<QString(std::size_t box)>;

  /// What boxes can be dragged, and what is said of dropping one at a point of the scene; none: nothing would happen.
  struct LayerDrag {
    std::function<bool(std::size_t box)> canStart;
    std::function<std::optional<GraphDrop>(std::size_t box, QPointF point)> over;
  };

  explicit GraphCanvas(QWidget* parent = nullptr);

  void setScene(std::shared_ptr<const GraphScene> scene, GraphShade shade, std::vector<GraphHull> hulls);
  void setShade(GraphShade shade, std::vector<GraphHull> hulls);
  void setEmphasis(GraphEmphasis emphasis);
  void setTip(Tip tip) { tip_ = std::move(tip); }
  void setLayerDrag(LayerDrag drag) { drag_ = std::move(drag); }
  /// What is said of the drop at hand has changed.
  void judgeDragAgain();
  /// Nothing is dropped; the rest of the gesture does nothing.
  void cancelDrag();
  /// What is said while a box is held over something it could be dropped on.
  [[nodiscard]] std::optional<GraphDrop> heldOver() const { return dragged_ ? dragged_->over : std::nullopt; }
  /// Shown while there is no scene.
  void setMessage(const QString& message);

  [[nodiscard]] const std::vector<GraphHull>& hulls() const { return hulls_; }
  [[nodiscard]] const GraphCamera& camera() const { return camera_; }
  [[nodiscard]] const GraphEmphasis& emphasis() const { return emphasis_; }
  void setCamera(const GraphCamera& camera);
  /// Everything, or the beginning if labels could not be read otherwise.
  void showBeginning(FlowDirection flow);
  /// Whether the beginning is on show and nobody has moved away from it since.
  [[nodiscard]] bool isAtBeginning() const { return beginning_.has_value(); }
  void fitAll();
  void fitSelection();
  /// Moves the picture so that the box is in it, with some room around.
  void reveal(std::size_t box);
  /// Puts the box in the middle, near enough to read its label.
  void centre(std::size_t box);
  /// Whether all of the graph was asked for and nothing else since.
  [[nodiscard]] bool isFitted() const { return fitted_; }

 Q_SIGNALS:
  void clicked(std::optional<std::size_t> box);
  void activated(std::size_t box);
  /// A box was dropped at a point of the scene where heldOver() said that it is possible.
  void dropped(std::size_t box, QPointF point);
  void menuRequested(QPoint globalPosition, std::optional<std::size_t> box);

 protected:
  bool event(QEvent* event) override;
  void timerEvent(QTimerEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  [[nodiscard]] std::optional<std::size_t> boxUnder(QPointF position) const;
  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] QPointF middle() const;
  /// Where boxes are seen well: above the key, if that leaves them about half of the height.
  [[nodiscard]] QRectF room() const;
  void paintCached(QPainter& painter);
  void hover(std::optional<std::size_t> box, QPoint globalPosition);
  void panBy(QPointF pixels);
  void beginDrag();
  void dragOver(QPointF position);
  void endGesture();
  void invalidate();

  std::shared_ptr<const GraphScene> scene_;
  GraphShade shade_;
  std::vector<GraphHull> hulls_;
  GraphEmphasis emphasis_;
  GraphCamera camera_;
  Tip tip_;
  QString message_;
  QPixmap content_;
  bool fitted_ = true;
  std::optional<FlowDirection> beginning_;  ///< nobody moved the view since its beginning was shown
  enum class Gesture { None, Pressed, Panning, Dragging, GivenUp };
  Gesture gesture_ = Gesture::None;
  Qt::MouseButton button_ = Qt::NoButton;  ///< that the gesture is made with
  QPointF pressedAt_;
  QPointF lastPosition_;
  LayerDrag drag_;
  std::optional<DraggedBox> dragged_;
  QBasicTimer edgeTimer_;  ///< moves the picture while a box is held at its edge
};

}  // namespace fusewright
