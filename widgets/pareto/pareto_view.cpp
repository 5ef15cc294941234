#include "widgets/pareto/pareto_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include "widgets/common/format.h"
#include "widgets/pareto/pareto_export.h"
#include "widgets/pareto/plane_plot.h"

namespace fusewright {
namespace {

constexpr double kReachPixels = 10;
}  // namespace

ParetoView::ParetoView(QWidget* parent)
    : QWidget(parent),
      plot_(new QCustomPlot(this)),
      sweepButton_(new QToolButton(this)),
      scaleButton_(new QToolButton(this)),
      resetButton_(new QToolButton(this)),
      progress_(new QProgressBar(this)),
      state_(new QLabel(this)),
      exchange_(new QLabel(this)),
      outside_(new QToolButton(plot_)) {
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
  band_ = addBand(*plot_);
  sweptGraph_ = addScatter(*plot_, QCPScatterStyle::ssDisc, 5);
  unfitGraph_ = addScatter(*plot_, QCPScatterStyle::ssCross, 5);
  frontGraph_ = plot_->addGraph();
  visitedGraph_ = addScatter(*plot_, QCPScatterStyle::ssCircle, 7);
  currentGraph_ = addScatter(*plot_, QCPScatterStyle::ssDiamond, 13);
  outside_->setObjectName(QStringLiteral("designOutside"));
  outside_->hide();
  connect(outside_, &QToolButton::clicked, this, &ParetoView::resetZoom);
  connect(plot_, &QCustomPlot::afterReplot, this, &ParetoView::showOutside);
}

void ParetoView::showOutside() {
  const QRectF inside(plot_->axisRect()->rect());
  const auto hint = current_ ? edgeHint(inside, QPointF(plot_->xAxis->coordToPixel(current_->areaMm2),
                                                        plot_->yAxis->coordToPixel(current_->latencyMs)))
                             : std::nullopt;
  outside_->setVisible(hint.has_value());
  if (!hint) return;
  const QString latency = formatMilliseconds(current_->latencyMs).brief;
  const QString area = formatArea(current_->areaMm2).brief;
  outside_->setText(QStringLiteral("%1 %2").arg(hint->arrow).arg(latency));
  outside_->setToolTip(tr("The present design, %1 and %2, lies outside: click to show all points").arg(area, latency));
  outside_->setAccessibleName(outside_->toolTip());
  outside_->adjustSize();
  const QRectF room = inside.adjusted(0, 0, -outside_->width(), -outside_->height());
  const QPointF corner = hint->place - QPointF(outside_->width(), outside_->height()) / 2;
  outside_->move(qRound(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right()))),
                 qRound(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom()))));
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
  auto* column = static_cast<QVBoxLayout*>(layout());
  exchange_->setWordWrap(true);
  exchange_->setContentsMargins(4, 0, 4, 0);
  exchange_->setAccessibleName(tr("What an operational unit trades for"));
  exchange_->setToolTip(
      tr("The ratio decides the best split of an area (METHOD A7). Choose a calibration under Hardware, "
         "Area; the shaded band is the front over all published ones, areas counted anew so that "
         "the present design keeps its own"));
  column->addWidget(exchange_);
  column->addLayout(row);
  connect(sweepButton_, &QToolButton::toggled, this, &ParetoView::sweepToggled);
  connect(scaleButton_, &QToolButton::toggled, this,
          [this](bool log) { setScale(log ? AxisScale::Logarithmic : AxisScale::Linear); });
  connect(resetButton_, &QToolButton::clicked, this, &ParetoView::resetZoom);
}

void ParetoView::applyTheme() {
  const Theme theme = themeOf(palette());
  setAxisTheme(*plot_, theme, font());
  QColor band = theme.accent;
  band.setAlphaF(0.22F);
  band_.most->setBrush(band);
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
  setAxisScales(*plot_, scale);
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

void ParetoView::showBand(const std::vector<DesignPoint>& points) {
  std::vector<BandStep> band = current_ ? calibrationBand(points, *current_) : std::vector<BandStep>{};
  if (!band.empty()) {  // the last step goes on to the largest area
    band.push_back(band.back());
    for (const DesignPoint& point : points) band.back().areaMm2 = std::max(band.back().areaMm2, point.areaMm2);
  }
  setBand(band_, band);
  exchange_->setText(current_ ? exchangeNote(*current_) : QString());
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
  setPoints(*frontGraph_, staircase(points, frontOf(points)));
  showBand(points);
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

void ParetoView::hover(QPointF position) {
  const auto index = pointAt(position);
  plot_->setCursor(index ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (!index) {
    QToolTip::hideText();
    return;
  }
  QToolTip::showText(plot_->mapToGlobal(position.toPoint()) + QPoint(6, 10), pointToolTip(allPoints()[*index]), plot_);
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
