#pragma once

#include <cstdint>
#include <optional>

#include <QWidget>

#include "widgets/common/gesture.h"
#include "widgets/front/cloud_raster.h"
#include "widgets/front/front_paint.h"

namespace fusewright {

/// The plot of a FrontView. Hover says what a point is; a click asks for its design; a drag along the front asks for
/// one design after the other, as one gesture; elsewhere a drag marks a rectangle. Arrow keys go along the front.
class FrontCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit FrontCanvas(QWidget* parent = nullptr);

  /// Shows something else; what is in view stays if `scene.window` says so.
  void setScene(FrontScene scene);
  [[nodiscard]] const FrontScene& scene() const { return scene_; }
  void setCurrent(std::optional<std::size_t> row);
  void fit();
  /// Brings a place of the cloud into view as much larger.
  void zoom(QPointF around, double factor);
  /// Where a row lies now; none if it has no place.
  [[nodiscard]] std::optional<QPointF> pixelOf(std::size_t row) const;
  /// The row under a pixel, those of the front first.
  [[nodiscard]] std::optional<std::size_t> rowAt(QPointF pixel) const;

 Q_SIGNALS:
  /// The design of that row; those of one gesture are undone as one.
  void designRequested(std::size_t row, std::uint64_t gesture);
  /// A rectangle of places was marked; none: the mark was taken away.
  void brushed(std::optional<QRectF> places);
  /// The mouse rests on a row; what to say of it is up to the receiver.
  void tipRequested(std::size_t row, QPoint screen);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  enum class Drag : std::uint8_t { None, Follow, Brush, Pan };

  [[nodiscard]] FrontLayout frontLayout() const;
  [[nodiscard]] DrawStyle drawStyle() const;
  [[nodiscard]] bool isEmpty() const { return !scene_.table || !scene_.cloud || scene_.cloud->size() == 0; }
  /// All of the cloud is to be counted anew.
  void redraw();
  void drawCloud(const DrawStyle& style);
  void hover(QPointF pixel);
  void follow(QPointF pixel);
  void markTo(QPointF pixel);
  void pan(QPointF pixel);
  /// Goes along the front from the present design.
  void step(int places);
  bool stepByKey(int key);

  FrontScene scene_;
  std::optional<CloudRaster> raster_;  ///< none: to be counted
  QImage cloud_;                       ///< null: to be drawn
  QImage front_;                       ///< its line and dots; null: to be drawn
  std::optional<std::size_t> hovered_;
  Drag drag_ = Drag::None;
  QPointF pressedAt_;
  QPoint panned_;       ///< pixels of the device, since the press
  bool moved_ = false;  ///< since the press: it is no click
  std::uint64_t gesture_ = 0;
  std::optional<std::size_t> asked_;  ///< row last asked for
  KeyGesture keys_;
};

}  // namespace fusewright
