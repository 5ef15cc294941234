#pragma once

#include <memory>

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QWidget>

#include "widgets/common/exportable.h"
#include "widgets/study/study_canvas.h"
#include "widgets/study/study_charts.h"

namespace fusewright {

/// A figure of the study to look into: values under the mouse, a click asks for the design behind a mark; while it is
/// being made, how far it is and a way to stop.
class StudyView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit StudyView(QWidget* parent = nullptr);

  /// A figure is being made: `done` of `total` designs.
  void showProgress(StudyFigure figure, std::size_t done, std::size_t total);
  /// Nothing is being made any more; what was on show stays.
  void endProgress();
  void setStudy(std::shared_ptr<const Study> study, StudyFigure figure);
  [[nodiscard]] bool hasStudy() const { return study_ != nullptr; }
  [[nodiscard]] const StudyCanvas& canvas() const { return *canvas_; }

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QString exportTitle() const override { return figureTitle(figure_); }
  [[nodiscard]] std::optional<QString> provenance() const override;
  [[nodiscard]] std::optional<QSizeF> figureSize() const override { return canvas_->chart().sizeMm; }
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void designRequested(const StudyDesign& design);
  void cancelRequested();
  void exportRequested();

 private:
  void createControls();
  void fillLengths();
  void showChart();
  void copyTable() const;

  StudyCanvas* canvas_;
  QLabel* title_;
  QComboBox* lengths_;
  QToolButton* copy_;
  QToolButton* export_;
  QProgressBar* progress_;
  QToolButton* cancel_;
  std::shared_ptr<const Study> study_;
  StudyFigure figure_ = StudyFigure::OperationCounts;
};

}  // namespace fusewright
