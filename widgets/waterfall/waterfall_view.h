#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/explore/insight/waterfall.h"
#include "core/session/edit.h"
#include "widgets/common/exportable.h"

namespace fusewright {

/// What each repair of the published model changes, from `paper` to `physical`. A click, or Return on the line chosen
/// with the arrow keys, asks for the assumptions of that step. Says when it is on show, since its rows take many
/// evaluations.
class WaterfallView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit WaterfallView(QWidget* parent = nullptr);

  /// The rows of the design on show; none while they are being computed.
  void setRows(std::vector<WaterfallRow> rows);
  /// The assumptions in use: their step is outlined.
  void setCurrent(const Assumptions& assumptions);
  [[nodiscard]] const std::vector<WaterfallRow>& rows() const { return rows_; }

  [[nodiscard]] QSize sizeHint() const override { return {360, 300}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("waterfall"); }
  [[nodiscard]] QString exportTitle() const override { return tr("From paper to physical"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  void shownChanged(bool shown);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] QRectF area() const;
  [[nodiscard]] std::optional<std::size_t> rowUnder(QPointF position) const;
  /// Asks for the assumptions of that row, unless they are in use.
  void choose(std::size_t row);

  std::vector<WaterfallRow> rows_;
  std::optional<Assumptions> current_;
  std::size_t cursor_ = 0;  ///< the row that keys move
};

}  // namespace fusewright
