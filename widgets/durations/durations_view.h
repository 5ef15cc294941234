#pragma once

#include <vector>

#include <QColor>
#include <QComboBox>
#include <QLabel>
#include <QWidget>

#include "core/metrics/duration_histogram.h"
#include "widgets/common/exportable.h"
#include "widgets/common/picture_or_table.h"
#include "widgets/durations/duration_paint.h"

namespace fusewright {

/// Bars that can be brushed: a drag or a click, arrow keys with Shift, Esc.
class DurationCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit DurationCanvas(QWidget* parent = nullptr);

  void setHistogram(DurationHistogram histogram, const QString& what, const QColor& colour);
  [[nodiscard]] const DurationHistogram& histogram() const { return histogram_; }
  [[nodiscard]] std::optional<BinRange> brushed() const { return brushed_; }
  [[nodiscard]] const QString& what() const { return what_; }
  [[nodiscard]] const QColor& colour() const { return colour_; }

 Q_SIGNALS:
  void brushChanged();
  /// The longest one of the brushed tiles is wanted.
  void goRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] std::optional<std::size_t> binUnder(QPointF position) const;
  void brush(std::optional<BinRange> bins);

  DurationHistogram histogram_;
  QString what_;
  QColor colour_;
  std::optional<BinRange> brushed_;
  std::size_t anchor_ = 0;
};

/// How long tiles of the selected layer (or all) run, or wait for, in the marked range; brushed ones are told, to be
/// shown elsewhere.
class DurationsView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit DurationsView(QWidget* parent = nullptr);

  /// `tiles` as durationsOf() gives them; `of` says whose they are.
  void setTiles(std::vector<TimedTile> tiles, const QString& of, const QColor& colour);
  [[nodiscard]] DurationOf measured() const;
  [[nodiscard]] DurationCanvas& canvas() const { return *canvas_; }
  /// Those whose durations are brushed, longest first.
  [[nodiscard]] std::vector<TileId> brushedTiles() const;

  [[nodiscard]] QSize sizeHint() const override { return {420, 260}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("durations"); }
  [[nodiscard]] QString exportTitle() const override;
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void measureChanged();
  void tilesBrushed(const std::vector<TileId>& tiles);
  void tileRequested(TileId tile);

 private:
  void createTop();
  void showCounts();

  std::vector<TimedTile> tiles_;
  QString of_;
  QComboBox* measure_;
  QLabel* counts_;
  DurationCanvas* canvas_;
  PictureOrTable* pages_;
};

}  // namespace fusewright
