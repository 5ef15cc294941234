#pragma once

#include <memory>
#include <vector>

#include <QLabel>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/compare/tile_shift_model.h"

namespace fusewright {

/// The steps from the baseline's latency to that of the design on show; a click on one asks for its layer.
class ChangeCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit ChangeCanvas(QWidget* parent = nullptr);
  void setSteps(std::vector<ChangeStep> steps);
  [[nodiscard]] const std::vector<ChangeStep>& steps() const { return steps_; }

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  std::vector<ChangeStep> steps_;
};

/// What differs from the baseline: a waterfall by layer and cause of waiting, and the table of tiles that changed most.
class CompareView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit CompareView(QWidget* parent = nullptr);

  /// Null: there is no baseline, or nothing to compare it with yet.
  void setComparison(std::shared_ptr<const Comparison> comparison);
  [[nodiscard]] bool hasComparison() const { return comparison_ != nullptr; }

  [[nodiscard]] QString exportName() const override { return QStringLiteral("comparison"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Change from the baseline"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override { return table_->wholeTable(); }

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);
  void baselineRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void createTable();
  void showTitle();

  std::shared_ptr<const Comparison> comparison_;
  TileShiftModel model_;
  QLabel* title_;
  ChangeCanvas* canvas_;
  DataTable* table_;
};

}  // namespace fusewright
