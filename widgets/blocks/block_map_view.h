#pragma once

#include <memory>

#include <QComboBox>
#include <QLabel>
#include <QToolButton>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/blocks/block_canvas.h"
#include "widgets/common/exportable.h"
#include "widgets/common/hover.h"
#include "widgets/common/picture_or_table.h"
#include "widgets/common/time_navigator.h"

namespace fusewright {

/// The contents of every memory at the playhead as blocks or as a table, with buttons that move the playhead. A click
/// on a block selects the tile that made it, or the layer that reads a constant.
class BlockMapView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  /// `navigator` must outlive the view.
  explicit BlockMapView(TimeNavigator& navigator, QWidget* parent = nullptr);

  /// `map` was told from `evaluation`.
  void setMap(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const BlockMap> map);
  /// Outlines what the hovered tile reads and writes, or the hovered piece.
  void setHover(const Hover& hover);
  void setPlaying(bool playing);
  [[nodiscard]] const BlockMap* map() const { return canvas_->map(); }
  [[nodiscard]] const BlockCanvas& canvas() const { return *canvas_; }

  [[nodiscard]] QSize sizeHint() const override { return {480, 300}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("memory_blocks"); }
  [[nodiscard]] QString exportTitle() const override;
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);
  void hoverChanged(const Hover& hover);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void createTop();
  QToolButton* addButton(const QString& text, const QString& tip, PlayheadMove move);
  void showInstant();
  void choose(BlockPlace place);
  void chooseRow(int row);

  TimeNavigator& navigator_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const BlockMap> map_;
  QToolButton* play_;
  QToolButton* clear_;
  QLabel* instant_;
  QComboBox* colour_;
  BlockCanvas* canvas_;
  PictureOrTable* pages_;
};

}  // namespace fusewright
