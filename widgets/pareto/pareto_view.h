#pragma once

#include <optional>
#include <vector>

#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QWidget>

#include "core/session/edit.h"
#include "widgets/common/exportable.h"
#include "widgets/pareto/plane_plot.h"

namespace fusewright {

/// How far the background sweep is.
struct SweepProgress {
  int done = 0;
  int total = 0;
  bool running = false;
};

/// Area against latency: the present design, those visited in this session, those a sweep in the background found, and
/// the front of them all, as a band over area calibrations. A click on a point asks for its design.
class ParetoView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit ParetoView(QWidget* parent = nullptr);

  void setCurrent(const DesignPoint& point);
  void setVisited(std::vector<DesignPoint> points);
  void setSwept(std::vector<DesignPoint> points);
  void setProgress(SweepProgress progress);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("area-latency"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Area and latency"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override { return QSizeF(85, 72); }
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  void sweepToggled(bool wanted);

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void createPlot();
  void createControls();
  void applyTheme();
  void setScale(AxisScale scale);
  void resetZoom();
  /// Brings the graphs up to date, once per turn of the event loop.
  void requestRefresh();
  void refresh();
  void showBand(const std::vector<DesignPoint>& points);
  /// A mark at the edge while the present design is not in view.
  void showOutside();
  void hover(QPointF position);
  void click(QPointF position);
  [[nodiscard]] std::vector<DesignPoint> allPoints() const;
  [[nodiscard]] std::optional<std::size_t> pointAt(QPointF position) const;

  QCustomPlot* plot_;
  BandGraphs band_;
  QCPGraph* sweptGraph_ = nullptr;
  QCPGraph* unfitGraph_ = nullptr;
  QCPGraph* visitedGraph_ = nullptr;
  QCPGraph* frontGraph_ = nullptr;
  QCPGraph* currentGraph_ = nullptr;
  QToolButton* sweepButton_;
  QToolButton* scaleButton_;
  QToolButton* resetButton_;
  QProgressBar* progress_;
  QLabel* state_;
  QLabel* exchange_;
  QToolButton* outside_;
  std::optional<DesignPoint> current_;
  std::vector<DesignPoint> visited_;
  std::vector<DesignPoint> swept_;
  AxisScale scale_ = AxisScale::Logarithmic;
  QPointF pressedAt_;
  bool atFit_ = true;  ///< the user has not zoomed: ranges follow the points
  bool refreshPending_ = false;
};

}  // namespace fusewright
