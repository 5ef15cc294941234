#pragma once

#include <memory>
#include <optional>

#include <QComboBox>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/breakdown/bar_canvas.h"
#include "widgets/breakdown/breakdown_data.h"
#include "widgets/common/exportable.h"
#include "widgets/common/picture_or_table.h"

namespace fusewright {

/// Latency, energy, traffic and operators divided among layers, places and causes: bars, or the same as a table. A
/// click on a layer selects it.
class BreakdownView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit BreakdownView(QWidget* parent = nullptr);

  void setData(std::shared_ptr<const BreakdownData> shown);
  void setSelection(const Selection& selection);
  void showBreakdown(Breakdown breakdown);
  [[nodiscard]] Breakdown breakdown() const;
  [[nodiscard]] const BarCanvas& canvas() const { return *canvas_; }

  [[nodiscard]] QSize sizeHint() const override { return {420, 320}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("breakdown"); }
  [[nodiscard]] QString exportTitle() const override { return titleOf(breakdown()); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 private:
  void createTop();
  void showRows();
  void choose(std::size_t row);

  std::shared_ptr<const BreakdownData> data_;
  QComboBox* choice_;
  BarCanvas* canvas_;
  PictureOrTable* pages_;
};

}  // namespace fusewright
