#pragma once

#include <optional>

#include <QWidget>

#include "widgets/study/chart_layout.h"

namespace fusewright {

/// A chart on the screen: tooltips with values, a hand over what can be opened, clicks. As wide as it is given, and as
/// high as that makes it in print.
class StudyCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit StudyCanvas(QWidget* parent = nullptr);

  void setChart(StudyChart chart);
  [[nodiscard]] const StudyChart& chart() const { return chart_; }
  /// Where a mark is drawn, for keyboards and tests.
  [[nodiscard]] QPointF placeOf(const MarkPlace& mark) const;

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 Q_SIGNALS:
  void designRequested(const StudyDesign& design);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  [[nodiscard]] QRectF area() const;
  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] PlacedChart placed() const;
  [[nodiscard]] const ChartMark& markOf(const MarkPlace& place) const;
  void hover(std::optional<MarkPlace> place, QPoint at);

  StudyChart chart_;
  std::optional<MarkPlace> hovered_;
};

}  // namespace fusewright
