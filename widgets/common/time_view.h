#pragma once

#include <optional>

#include <QPixmap>
#include <QPointF>
#include <QTimer>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/theme.h"
#include "widgets/common/time_axis.h"
#include "widgets/common/time_navigator.h"

namespace fusewright {

/// Whether a view shows the evaluation of the design as it is, or still that of an earlier one.
enum class Freshness { Fresh, Stale };

/// A drawing over time with the gestures that all of them share: Ctrl+wheel, and the wheel over the ruler, zoom at the
/// cursor (without Ctrl everywhere, if the navigator says that the wheel zooms); Shift+wheel, Shift+drag and middle
/// drag pan; left drag marks a range, and its ends can be dragged after; Alt+drag and drag on the ruler zoom to it; a
/// click on the ruler puts the playhead there, and its handle can be dragged;
/// keys as the navigator's TimeKeys say, digits go to marks, Esc drops. Keys work only while the view has the focus.
/// The content is cached; cursor, marks and hover are painted over it.
class TimeView : public QWidget {
  Q_OBJECT

 public:
  /// Widths that every time view keeps free at its sides, so that views above each other line up.
  static constexpr int kHeaderWidth = 128;
  static constexpr int kRightMargin = 14;
  static constexpr int kRulerHeight = 24;

  /// `navigator` must outlive the view.
  explicit TimeView(TimeNavigator& navigator, QWidget* parent = nullptr);

  /// Dims the picture and shows a progress line when it has been stale for 250 ms.
  void setFreshness(Freshness freshness);

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);
  /// The key for finding was pressed.
  void findRequested();

 protected:
  enum class Step { NextTile, PreviousTile, Producer, Consumer, OtherProducer, OtherConsumer };

  virtual void paintContent(QPainter& painter) = 0;
  virtual void paintOverlay(QPainter&) {}
  virtual void clickedAt(QPointF position) = 0;
  /// Called on every move of the mouse without a button; shows tooltips and outlines.
  virtual void hoveredAt(QPointF) {}
  virtual void hoverLeft() {}
  virtual void stepSelection(Step) {}
  virtual void scrollRows(double) {}
  /// The time of the nearest start or end of something within reach of `cycle`, for the ends of a marked range.
  [[nodiscard]] virtual double snapped(double cycle, QPointF) const { return cycle; }
  /// Where the selected thing lies in time, for F.
  [[nodiscard]] virtual std::optional<TimeRange> selectedRange() const { return std::nullopt; }

  [[nodiscard]] TimeNavigator& navigator() const { return navigator_; }
  [[nodiscard]] QRectF plotArea() const;
  [[nodiscard]] TimeAxis axis() const;
  [[nodiscard]] DrawStyle style() const;
  /// The content has to be painted anew.
  void invalidate();

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

 private:
  enum class Drag { None, Pressed, Mark, ZoomTo, Pan, Playhead };

  [[nodiscard]] TimeRange draggedRange() const;
  void beginDrag(QPointF position);
  void finishDrag(QPointF position);
  [[nodiscard]] bool grabRangeEnd(QPointF position);
  [[nodiscard]] bool isOnPlayhead(QPointF position) const;
  void dragPlayhead(QPointF position);
  void perform(TimeAction action, double strength);
  void markAtCursor(bool temporary);
  void cancelInnermost();
  void fitSelection();
  void paintCached(QPainter& painter);
  void paintRange(QPainter& painter, TimeRange range) const;
  void paintProgress(QPainter& painter) const;

  TimeNavigator& navigator_;
  QPixmap content_;
  bool outdated_ = true;  ///< content_ has to be painted anew
  Drag drag_ = Drag::None;
  Drag wanted_ = Drag::Mark;
  QPointF pressedAt_;
  QPointF lastPosition_;
  TimeRange pannedFrom_;
  QTimer staleTimer_;
  QTimer progressTimer_;
  double progress_ = 0;
};

}  // namespace fusewright
