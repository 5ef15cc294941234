#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/evaluate/evaluation.h"
#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/idle/lost_time.h"

namespace fusewright {

/// Where the time of the whole run and of each core went: bars stacked by cause of idle time. A click on a part, or
/// Return, asks for the longest wait of that cause; arrow keys go from part to part.
class LostTimeView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit LostTimeView(QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, const std::vector<CoreBudget>& time);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("lost_time"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Lost time by cause"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override { return lostTimeTable(rows_); }

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] LostTimePicture picture() const;
  void choose(const LostTimeSegment& segment);
  void copy() const;

  std::shared_ptr<const Evaluation> evaluation_;
  std::vector<LostTimeRow> rows_;
  std::size_t cursor_ = 0;
};

}  // namespace fusewright
