#include "widgets/pareto/pareto_view.h"

#include <qcustomplot.h>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include "widgets/common/format.h"
#include "widgets/pareto/pareto_export.h"

namespace fusewright {
namespace {

constexpr double kReachPixels = 10;
/// Length for which ticks are spaced, about that of the docked plot.
constexpr double kTickPixels = 260;

/// Labels where axisTicks says: few enough not to run into each other.
class PlaneTicker : public QCPAxisTicker {
 public:
  PlaneTicker(AxisScale scale, double pixels) : scale_(scale), pixels_(pixels) {}

 protected:
  QVector<double> createTickVector(double, const QCPRange& range) override {
    QVector<double> ticks;
    for (const double value : axisTicks({.from = range.lower, .to = range.upper, .start = 0, .length = pixels_, .scale = scale_})) ticks << value;
    return ticks;
  }
  QVector<double> createSubTickVector(int, const QVector<double>&) override { return {}; }
  QString getTickLabel(double tick, const QLocale&, QChar, int) override { return shortNumber(tick); }

 private:
  AxisScale scale_;
  double pixels_;
};

QCPGraph* scatter(QCustomPlot& plot, QCPScatterStyle::ScatterShape shape, double size) {
  QCPGraph* graph = plot.addGraph();
  graph->setLineStyle(QCPGraph::lsNone);
  graph->setScatterStyle(QCPScatterStyle(shape, size));
  return graph;
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

}  // namespace

ParetoView::ParetoView(QWidget* parent)
    : QWidget(parent),
      plot_(new QCustomPlot(this)),
      sweepButton_(new QToolButton(this)),
      scaleButton_(new QToolButton(this)),
      resetButton_(new QToolButton(this)),
      progress_(new QProgressBar(this)),
      state_(new QLabel(this)) {
  setObjectName(QStringLiteral("paretoView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2, 2, 2, 2);
  layout->setSpacing(2);
  layout->addWidget(plot_, 1);
  createPlot();
  createControls();
  setScale(AxisScale::Logarithmic);
  applyTheme();
}

void ParetoView::createPlot() {
  plot_->setAccessibleName(tr("Area against latency"));
  plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  plot_->setMouseTracking(true);
  plot_->installEventFilter(this);
  plot_->setMinimumSize(160, 120);
  plot_->axisRect()->setupFullAxesBox(true);
  for (QCPAxis* axis : {plot_->xAxis2, plot_->yAxis2}) {
    axis->setTicks(false);
    axis->setTickLabels(false);
  }
  plot_->xAxis->setLabel(tr("chip area (mm²)"));
  plot_->yAxis->setLabel(tr("latency (ms)"));
  sweptGraph_ = scatter(*plot_, QCPScatterStyle::ssDisc, 5);
  unfitGraph_ = scatter(*plot_, QCPScatterStyle::ssCross, 5);
  frontGraph_ = plot_->addGraph();
  visitedGraph_ = scatter(*plot_, QCPScatterStyle::ssCircle, 7);
  currentGraph_ = scatter(*plot_, QCPScatterStyle::ssDiamond, 13);
}

void ParetoView::createControls() {
  sweepButton_->setText(tr("Sweep"));
  sweepButton_->setCheckable(true);
  sweepButton_->setChecked(true);
  sweepButton_->setToolTip(tr("Sweep area and memory fraction in the background (METHOD A7)"));
  scaleButton_->setText(tr("Log"));
  scaleButton_->setCheckable(true);
  scaleButton_->setChecked(true);
  scaleButton_->setToolTip(tr("Logarithmic axes"));
  resetButton_->setText(tr("Fit"));
  resetButton_->setToolTip(tr("Show all points (double click)"));
  progress_->setMaximumHeight(fontMetrics().height() / 2);
  progress_->setTextVisible(false);
  progress_->setAccessibleName(tr("Progress of the sweep"));
  state_->setForegroundRole(QPalette::PlaceholderText);
  state_->setAccessibleName(tr("State of the sweep"));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(4, 0, 4, 2);
  for (QToolButton* button : {sweepButton_, scaleButton_, resetButton_}) {
    button->setAutoRaise(true);
    row->addWidget(button);
  }
  row->addWidget(progress_, 1);
  row->addWidget(state_);
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
  connect(sweepButton_, &QToolButton::toggled, this, &ParetoView::sweepToggled);
  connect(scaleButton_, &QToolButton::toggled, this,
          [this](bool log) { setScale(log ? AxisScale::Logarithmic : AxisScale::Linear); });
  connect(resetButton_, &QToolButton::clicked, this, &ParetoView::resetZoom);
}

void ParetoView::applyTheme() {
  const Theme theme = themeOf(palette());
  plot_->setBackground(theme.background);
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis, plot_->xAxis2, plot_->yAxis2}) {
    axis->setBasePen(QPen(theme.axis));
    axis->setTickPen(QPen(theme.axis));
    axis->setSubTickPen(QPen(theme.axis));
    axis->setTickLabelColor(theme.text);
    axis->setLabelColor(theme.text);
    axis->setLabelFont(font());
    axis->setTickLabelFont(font());
    axis->grid()->setPen(QPen(theme.grid));
    axis->grid()->setZeroLinePen(Qt::NoPen);
  }
  QColor faint = theme.axis;
  faint.setAlphaF(0.75F);
  sweptGraph_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, faint, faint, 5));
  unfitGraph_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCross, theme.danger, 5));
  frontGraph_->setPen(QPen(theme.accent, 1.6));
  visitedGraph_->setScatterStyle(
      QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(QColor(0xE69F00), 1.6), QBrush(theme.background), 7));
  currentGraph_->setScatterStyle(
      QCPScatterStyle(QCPScatterStyle::ssDiamond, QPen(theme.text, 1.4), QBrush(QColor(0xD55E00)), 13));
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ParetoView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) applyTheme();
  QWidget::changeEvent(event);
}

void ParetoView::setScale(AxisScale scale) {
  scale_ = scale;
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
    axis->setScaleType(scale == AxisScale::Logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(QSharedPointer<PlaneTicker>::create(scale, kTickPixels));
    axis->setSubTicks(false);
  }
  resetZoom();
}

void ParetoView::resetZoom() {
  atFit_ = true;
  requestRefresh();
}

void ParetoView::setCurrent(const DesignPoint& point) {
  current_ = point;
  requestRefresh();
}

void ParetoView::setVisited(std::vector<DesignPoint> points) {
  visited_ = std::move(points);
  requestRefresh();
}

void ParetoView::setSwept(std::vector<DesignPoint> points) {
  swept_ = std::move(points);
  requestRefresh();
}

void ParetoView::setProgress(SweepProgress progress) {
  progress_->setVisible(progress.running);
  progress_->setRange(0, std::max(progress.total, 1));
  progress_->setValue(progress.done);
  state_->setText(progress.total == 0 ? QString() : tr("%1 of %2 designs").arg(progress.done).arg(progress.total));
}

std::vector<DesignPoint> ParetoView::allPoints() const {
  std::vector<DesignPoint> points = swept_;
  points.insert(points.end(), visited_.begin(), visited_.end());
  if (current_) points.push_back(*current_);
  return points;
}

void ParetoView::requestRefresh() {
  if (refreshPending_) return;
  refreshPending_ = true;
  QMetaObject::invokeMethod(this, &ParetoView::refresh, Qt::QueuedConnection);
}

void ParetoView::refresh() {
  refreshPending_ = false;
  std::vector<QPointF> fit;
  std::vector<QPointF> unfit;
  for (const DesignPoint& point : swept_) (point.feasible ? fit : unfit).emplace_back(point.areaMm2, point.latencyMs);
  std::vector<QPointF> visited;
  for (const DesignPoint& point : visited_) visited.emplace_back(point.areaMm2, point.latencyMs);
  setPoints(*sweptGraph_, fit);
  setPoints(*unfitGraph_, unfit);
  setPoints(*visitedGraph_, visited);
  const auto points = allPoints();
  // A staircase turns back in neither axis, so it can be drawn as a step line over its corners.
  const auto corners = staircase(points, frontOf(points));
  QVector<double> x;
  QVector<double> y;
  for (const QPointF& corner : corners) {
    x << corner.x();
    y << corner.y();
  }
  frontGraph_->setData(x, y, true);
  setPoints(*currentGraph_,
            current_ ? std::vector{QPointF(current_->areaMm2, current_->latencyMs)} : std::vector<QPointF>{});
  if (atFit_) {
    const PlaneRange range = rangeOf(points, scale_);
    plot_->xAxis->setRange(range.minArea, range.maxArea);
    plot_->yAxis->setRange(range.minLatency, range.maxLatency);
  }
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

bool ParetoView::eventFilter(QObject* watched, QEvent* event) {
  const auto position = [event] { return static_cast<QMouseEvent*>(event)->position(); };
  switch (event->type()) {
    case QEvent::MouseMove:
      hover(position());
      break;
    case QEvent::MouseButtonPress:
      pressedAt_ = position();
      break;
    case QEvent::MouseButtonRelease:
      if ((position() - pressedAt_).manhattanLength() < kReachPixels / 2) {
        click(position());
      } else {
        atFit_ = false;
      }
      break;
    case QEvent::Wheel:
      atFit_ = false;
      break;
    case QEvent::MouseButtonDblClick:
      resetZoom();
      break;
    case QEvent::Leave:
      QToolTip::hideText();
      break;
    default:
      break;
  }
  return QWidget::eventFilter(watched, event);
}

std::optional<std::size_t> ParetoView::pointAt(QPointF position) const {
  std::vector<QPointF> pixels;
  for (const DesignPoint& point : allPoints()) {
    pixels.emplace_back(plot_->xAxis->coordToPixel(point.areaMm2), plot_->yAxis->coordToPixel(point.latencyMs));
  }
  return nearestPoint(pixels, position, kReachPixels);
}

QString ParetoView::describePoint(const DesignPoint& point) const {
  const auto row = [](const QString& name, const QString& value) {
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>").arg(name, value);
  };
  QString text = QStringLiteral("<b>%1</b><table cellspacing='0'>")
                     .arg(point.origin == DesignPoint::Origin::Sweep ? tr("From the sweep") : tr("Visited"));
  text += row(tr("Area"), formatArea(point.areaMm2).brief) +
          row(tr("Latency"), formatCycles(Cycles(point.latencyCycles)).exact);
  text += row(QString(), formatMilliseconds(point.latencyMs).brief);
  text += row(tr("On-chip memory"), formatBits(Bits(point.memoryBits)).brief) +
          row(tr("Memory's part"), formatShare(point.memoryFraction).brief);
  text += row(tr("Units"), formatCount(point.units).exact);
  if (!point.feasible) text += row(tr("Does not fit"), tr("see its violations"));
  return text + QStringLiteral("</table>") + tr("Click to open this design");
}

void ParetoView::hover(QPointF position) {
  const auto index = pointAt(position);
  plot_->setCursor(index ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (!index) {
    QToolTip::hideText();
    return;
  }
  QToolTip::showText(plot_->mapToGlobal(position.toPoint()) + QPoint(6, 10), describePoint(allPoints()[*index]), plot_);
}

void ParetoView::click(QPointF position) {
  const auto index = pointAt(position);
  if (!index) return;
  const DesignPoint point = allPoints()[*index];
  const QString text = point.origin == DesignPoint::Origin::Sweep
                           ? tr("Design of %1 with %2 memory")
                                 .arg(formatArea(point.areaMm2).brief, formatShare(point.memoryFraction).brief)
                           : tr("Visited design of %1").arg(formatArea(point.areaMm2).brief);
  Q_EMIT editRequested(SetDesign{.design = point.design, .text = text.toStdString()});
}

void ParetoView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderPareto(painter, area, allPoints(), current_, scale_, style);
}

TextTable ParetoView::exportTable() const {
  return paretoTable(allPoints());
}

}  // namespace fusewright
