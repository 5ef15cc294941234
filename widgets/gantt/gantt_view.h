#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "widgets/common/exportable.h"
#include "widgets/common/time_view.h"
#include "widgets/gantt/gantt_colours.h"
#include "widgets/gantt/gantt_layout.h"

namespace fusewright {

/// The timeline: one row per core and per link, what each runs or carries, and the selected thing outlined.
class GanttView : public TimeView, public Exportable {
  Q_OBJECT

 public:
  explicit GanttView(TimeNavigator& navigator, QWidget* parent = nullptr);

  /// `timeline` was built from `evaluation`.
  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline);
  void setSelection(const Selection& selection);
  void setColouring(ColourBy by);
  [[nodiscard]] ColourBy colouring() const { return colouring_; }

  [[nodiscard]] QString exportName() const override { return QStringLiteral("timeline"); }
  [[nodiscard]] QString exportTitle() const override;
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 protected:
  void paintContent(QPainter& painter) override;
  void paintOverlay(QPainter& painter) override;
  void clickedAt(QPointF position) override;
  void hoveredAt(QPointF position) override;
  void hoverLeft() override;
  void stepSelection(Step step) override;
  void scrollRows(double pixels) override;
  [[nodiscard]] std::optional<TimeRange> selectedRange() const override;

 private:
  [[nodiscard]] std::vector<RowBox> rows() const;
  [[nodiscard]] double rowsTop() const { return kRulerHeight - scroll_; }
  [[nodiscard]] std::optional<TileId> selectedTile() const;
  [[nodiscard]] std::optional<TileId> neighbour(TileId tile, Step step) const;
  [[nodiscard]] QRectF tileBox(TileId tile, double minWidth) const;
  void paintSelectedTile(QPainter& painter, TileId tile) const;
  void paintEdges(QPainter& painter, TileId tile) const;
  void paintSelectedLayer(QPainter& painter, LayerId layer) const;
  void paintSelectedTransfer(QPainter& painter, TransferId transfer) const;
  void paintSelectedIdle(QPainter& painter, const IdleKey& key) const;
  void paintEmpty(QPainter& painter) const;

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const Timeline> timeline_;
  Selection selection_;
  ColourBy colouring_ = ColourBy::Layer;
  QRectF hovered_;
  double scroll_ = 0;
};

}  // namespace fusewright
