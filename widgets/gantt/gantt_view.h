#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "widgets/common/exportable.h"
#include "widgets/common/hover.h"
#include "widgets/common/time_view.h"
#include "widgets/gantt/dependency_edges.h"
#include "widgets/gantt/edge_layout.h"
#include "widgets/gantt/gantt_colours.h"
#include "widgets/gantt/gantt_export.h"
#include "widgets/gantt/gantt_layout.h"
#include "widgets/gantt/row_arrangement.h"
#include "widgets/gantt/tile_search.h"

namespace fusewright {

/// The timeline: one row per core and per link, what each runs or carries, and the selected thing outlined. Rows can be
/// arranged, tiles searched, and an earlier schedule shown below each row.
class GanttView : public TimeView, public Exportable {
  Q_OBJECT

 public:
  explicit GanttView(TimeNavigator& navigator, QWidget* parent = nullptr);

  /// `timeline` was built from `evaluation`.
  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline);
  void setSelection(const Selection& selection);
  void setColouring(ColourBy by);
  [[nodiscard]] ColourBy colouring() const { return colouring_; }
  void setArrangement(const RowArrangement& arrangement);
  [[nodiscard]] const RowArrangement& arrangement() const { return arrangement_; }
  /// How many dependencies away from the selected tile arrows are drawn; at least 1.
  void setDepth(int depth);
  /// The schedule to compare with; null: none. `timeline` was built from `evaluation`.
  void setGhost(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline);

  /// Outlines tiles that have to do with what the mouse is over elsewhere.
  void setTouched(std::vector<TileId> tiles);

  /// Finds tiles (see findTiles); what is found stays found when the schedule changes. Empty: nothing is.
  void find(const QString& text);
  [[nodiscard]] std::size_t hitCount() const { return hits_.count; }
  /// Which hit is selected, from 1, in order of time; 0: none. Of a selected tile that was not found: which one is
  /// next.
  [[nodiscard]] std::size_t hitNumber() const;
  void goToHit(SearchStep step);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("timeline"); }
  [[nodiscard]] QString exportTitle() const override;
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void hitsChanged();
  /// The mouse came over a tile, or left it.
  void hoverChanged(const Hover& hover);
  /// A row's menu was asked for, at this place of the screen.
  void rowMenuRequested(const QString& row, QPoint place);

 protected:
  void paintContent(QPainter& painter) override;
  void paintOverlay(QPainter& painter) override;
  void clickedAt(QPointF position) override;
  void hoveredAt(QPointF position) override;
  void hoverLeft() override;
  void stepSelection(Step step) override;
  void scrollRows(double pixels) override;
  [[nodiscard]] std::optional<TimeRange> selectedRange() const override;
  [[nodiscard]] double snapped(double cycle, QPointF position) const override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  [[nodiscard]] std::vector<RowBox> rows() const;
  /// A range that is folded away, where its like is on show; others as they are.
  [[nodiscard]] TimeRange onShow(TimeRange range) const;
  /// The break under a pixel.
  [[nodiscard]] const TimeFold* foldUnder(QPointF position) const;
  [[nodiscard]] double rowsTop() const { return kRulerHeight - scroll_; }
  [[nodiscard]] std::optional<TileId> selectedTile() const;
  [[nodiscard]] std::optional<TileId> neighbour(TileId tile, Step step) const;
  [[nodiscard]] std::optional<TileId> highlighted(TileId tile, Step direction) const;
  [[nodiscard]] std::optional<TileId> tileInGhost(TileId tile) const;
  void arrangeRows();
  [[nodiscard]] const GanttColours& colours(ThemeMode mode);
  [[nodiscard]] GanttFigure figure() const;
  void setHoveredTile(std::optional<TileId> tile);
  void paintTouched(QPainter& painter) const;
  void paintHits(QPainter& painter) const;
  void paintWasHere(QPainter& painter, TileId tile) const;
  [[nodiscard]] QRectF tileBox(TileId tile, double minWidth) const;
  void paintSelectedTile(QPainter& painter, TileId tile) const;
  void paintImage(QPainter& painter, TileId tile) const;
  void paintEdges(QPainter& painter, TileId tile) const;
  void findEdges();
  void paintSelectedLayer(QPainter& painter) const;
  void findSelectedLayer();
  void paintSelectedTransfer(QPainter& painter, TransferId transfer) const;
  void paintSelectedIdle(QPainter& painter, const IdleKey& key) const;
  void paintEmpty(QPainter& painter) const;

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const Timeline> timeline_;
  Selection selection_;
  ColourBy colouring_ = ColourBy::Layer;
  /// Made when first painted with; dropped when what they depend on changes.
  std::optional<std::pair<ThemeMode, GanttColours>> colours_;
  RowArrangement arrangement_;
  std::vector<ShownRow> shownRows_;
  std::shared_ptr<const Evaluation> ghostEvaluation_;
  std::shared_ptr<const Timeline> ghost_;
  std::vector<std::optional<LayerId>> counterparts_;  ///< by layer: the one of the ghost's workload
  QString searched_;
  SearchHits hits_;
  SearchHits ofSelectedLayer_;
  std::vector<EdgeBundle> edges_;  ///< around the selected tile
  int depth_ = 1;
  struct {
    std::size_t producer = 0;
    std::size_t consumer = 0;
  } edge_;  ///< which of the selected tile's edges are highlighted
  std::optional<TileId> hoveredTile_;
  std::vector<TileId> touched_;
  QRectF hovered_;
  double scroll_ = 0;
};

}  // namespace fusewright
