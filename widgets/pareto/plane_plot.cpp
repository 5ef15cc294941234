#include "widgets/pareto/plane_plot.h"

#include "widgets/common/format.h"

namespace fusewright {
namespace {

/// Length for which ticks are spaced, about that of the docked plot.
constexpr double kTickPixels = 260;

class PlaneTicker : public QCPAxisTicker {
 public:
  PlaneTicker(AxisScale scale, double pixels) : scale_(scale), pixels_(pixels) {}

 protected:
  QVector<double> createTickVector(double, const QCPRange& range) override {
    const PlotAxis axis{.from = range.lower, .to = range.upper, .start = 0, .length = pixels_, .scale = scale_};
    QVector<double> ticks;
    for (const double value : axisTicks(axis)) ticks << value;
    return ticks;
  }
  QVector<double> createSubTickVector(int, const QVector<double>&) override { return {}; }
  QString getTickLabel(double tick, const QLocale&, QChar, int) override { return shortNumber(tick); }

 private:
  AxisScale scale_;
  double pixels_;
};

}  // namespace

QCPGraph* addScatter(QCustomPlot& plot, QCPScatterStyle::ScatterShape shape, double size) {
  QCPGraph* graph = plot.addGraph();
  graph->setLineStyle(QCPGraph::lsNone);
  graph->setScatterStyle(QCPScatterStyle(shape, size));
  return graph;
}

BandGraphs addBand(QCustomPlot& plot) {
  const BandGraphs graphs{.least = plot.addGraph(), .most = plot.addGraph()};
  for (QCPGraph* graph : {graphs.least, graphs.most}) {
    graph->setLineStyle(QCPGraph::lsStepLeft);
    graph->setPen(Qt::NoPen);
  }
  graphs.most->setChannelFillGraph(graphs.least);
  return graphs;
}

void setBand(const BandGraphs& graphs, const std::vector<BandStep>& band) {
  std::vector<QPointF> least, most;
  for (const BandStep& step : band) {
    least.emplace_back(step.areaMm2, step.leastMs);
    most.emplace_back(step.areaMm2, step.mostMs);
  }
  setPoints(*graphs.least, least);
  setPoints(*graphs.most, most);
}

void setPoints(QCPGraph& graph, const std::vector<QPointF>& points) {
  QVector<double> x;
  QVector<double> y;
  for (const QPointF& point : points) {
    x << point.x();
    y << point.y();
  }
  graph.setData(x, y);
}

void setAxisScales(QCustomPlot& plot, AxisScale scale) {
  for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
    axis->setScaleType(scale == AxisScale::Logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(QSharedPointer<PlaneTicker>::create(scale, kTickPixels));
    axis->setSubTicks(false);
  }
}

void setAxisTheme(QCustomPlot& plot, const Theme& theme, const QFont& font) {
  plot.setBackground(theme.background);
  for (QCPAxis* axis : {plot.xAxis, plot.yAxis, plot.xAxis2, plot.yAxis2}) {
    axis->setBasePen(QPen(theme.axis));
    axis->setTickPen(QPen(theme.axis));
    axis->setSubTickPen(QPen(theme.axis));
    axis->setTickLabelColor(theme.text);
    axis->setLabelColor(theme.text);
    axis->setLabelFont(font);
    axis->setTickLabelFont(font);
    axis->grid()->setPen(QPen(theme.grid));
    axis->grid()->setZeroLinePen(Qt::NoPen);
  }
}

}  // namespace fusewright
