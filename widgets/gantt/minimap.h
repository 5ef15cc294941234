#pragma once

#include <memory>

#include <QPixmap>
#include <QWidget>

#include "core/evaluate/evaluation.h"
#include "widgets/common/time_navigator.h"
#include "widgets/gantt/gantt_colours.h"

namespace fusewright {

/// The whole run in a few pixels with a window around what is on show: drag it, click to go there, wheel to zoom.
class Minimap : public QWidget {
  Q_OBJECT

 public:
  /// `navigator` must outlive the map.
  explicit Minimap(TimeNavigator& navigator, QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline);
  void setColouring(ColourBy by);

  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  [[nodiscard]] TimeAxis axis() const;
  void paintLanes(QPainter& painter) const;

  TimeNavigator& navigator_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const Timeline> timeline_;
  ColourBy colouring_ = ColourBy::Layer;
  QPixmap lanes_;
  double grabbed_ = 0;  ///< cycles from the left edge of the window to where it was grabbed
};

}  // namespace fusewright
