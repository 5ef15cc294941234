#pragma once

#include <memory>
#include <optional>

#include <QLineEdit>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/common/picture_or_table.h"
#include "widgets/roofline/roofline_paint.h"

namespace fusewright {

/// The plot of a RooflineView: hover says what part of the roof a layer reaches, a click selects it, arrow keys go
/// from layer to layer by descending weight.
class RooflineCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit RooflineCanvas(QWidget* parent = nullptr);

  void setRoofline(std::shared_ptr<const Evaluation> evaluation, Roofline roofline);
  void setEmphasis(RooflineEmphasis emphasis);
  [[nodiscard]] const Roofline& roofline() const { return roofline_; }
  [[nodiscard]] const RooflineEmphasis& emphasis() const { return emphasis_; }
  [[nodiscard]] const Evaluation* evaluation() const { return evaluation_.get(); }
  /// Of all families of the evaluation.
  [[nodiscard]] const std::vector<QString>& names() const { return names_; }
  /// Where the layers lie now.
  [[nodiscard]] std::vector<RooflineMark> marks() const;
  /// "<name>: 12 % of the roof ...", as the tooltip has it.
  [[nodiscard]] QString tipOf(LayerId family) const;

 Q_SIGNALS:
  void layerChosen(LayerId family);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  std::shared_ptr<const Evaluation> evaluation_;
  std::vector<QString> names_;
  Roofline roofline_;
  RooflineEmphasis emphasis_;
};

/// Layers under the compute roof and the bandwidth slope, with a filter by name or operator, or as a table.
class RooflineView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit RooflineView(QWidget* parent = nullptr);

  void setData(std::shared_ptr<const Evaluation> evaluation, const std::vector<LayerRow>& rows);
  void setSelection(const Selection& selection);
  void setFilter(const QString& text) { filter_->setText(text); }
  [[nodiscard]] RooflineCanvas& canvas() const { return *canvas_; }

  [[nodiscard]] QSize sizeHint() const override { return {420, 320}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("roofline"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Roofline"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 private:
  void createTop();
  void applyFilter();
  [[nodiscard]] std::vector<RooflinePoint> listed() const;

  QLineEdit* filter_;
  RooflineCanvas* canvas_;
  PictureOrTable* pages_;
};

}  // namespace fusewright
