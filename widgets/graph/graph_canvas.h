#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QPixmap>
#include <QWidget>

#include "widgets/graph/graph_paint.h"

namespace fusewright {

/// The drawing of a graph and the gestures on it: the wheel zooms at the cursor, Shift+wheel pans along the graph, drag
/// pans; W S + - zoom, A D and the arrow keys pan, F fits the selection or all, Home and 0 fit all. The picture is
/// cached; outlines are painted over it.
class GraphCanvas : public QWidget {
  Q_OBJECT

 public:
  using Tip = std::function<QString(std::size_t box)>;

  explicit GraphCanvas(QWidget* parent = nullptr);

  void setScene(std::shared_ptr<const GraphScene> scene, GraphShade shade, std::vector<GraphHull> hulls);
  void setShade(GraphShade shade, std::vector<GraphHull> hulls);
  void setEmphasis(GraphEmphasis emphasis);
  void setTip(Tip tip) { tip_ = std::move(tip); }
  /// Shown while there is no scene.
  void setMessage(const QString& message);

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
  void menuRequested(QPoint globalPosition, std::optional<std::size_t> box);

 protected:
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
  std::optional<QPointF> pressedAt_;
  bool dragging_ = false;
  QPointF lastPosition_;
};

}  // namespace fusewright
