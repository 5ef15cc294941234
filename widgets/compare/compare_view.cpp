#include "widgets/compare/compare_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

#include "widgets/common/filter_bar.h"
#include "widgets/common/format.h"
#include "widgets/compare/change_paint.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostSteps = 10;

}  // namespace

ChangeCanvas::ChangeCanvas(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("From the baseline's latency to this one"));
  setMinimumSize(200, fontMetrics().height() * 4);
}

void ChangeCanvas::setSteps(std::vector<ChangeStep> steps) {
  steps_ = std::move(steps);
  update();
}

void ChangeCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  painter.fillRect(rect(), style.theme.background);
  paintChanges(painter, steps_, changePicture(steps_, QRectF(rect()).adjusted(6, 4, -6, -4), style), style);
}

void ChangeCanvas::mousePressEvent(QMouseEvent* event) {
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  const ChangePicture picture = changePicture(steps_, QRectF(rect()).adjusted(6, 4, -6, -4), style);
  for (std::size_t index = 0; index < picture.lines.size(); ++index)
    if (picture.lines[index].strip.contains(event->position()) &&
        !std::holds_alternative<std::monostate>(steps_[index].target))
      Q_EMIT selectionRequested(steps_[index].target);
}

CompareView::CompareView(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), canvas_(new ChangeCanvas(this)), table_(new DataTable(this)) {
  setObjectName(QStringLiteral("compareView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  title_->setWordWrap(true);
  title_->setTextInteractionFlags(Qt::TextBrowserInteraction);
  connect(title_, &QLabel::linkActivated, this, &CompareView::baselineRequested);
  layout->addWidget(title_);
  auto* parts = new QSplitter(Qt::Horizontal, this);
  createTable();
  parts->addWidget(canvas_);
  parts->addWidget(withFilter(*table_, parts));
  parts->setStretchFactor(0, 2);
  parts->setStretchFactor(1, 3);
  layout->addWidget(parts, 1);
  connect(canvas_, &ChangeCanvas::selectionRequested, this, &CompareView::selectionRequested);
  setComparison(nullptr);
}

void CompareView::createTable() {
  table_->setRows(model_);
  table_->setAccessibleName(tr("Tiles that changed most"));
  const int letter = fontMetrics().averageCharWidth();
  table_->horizontalHeader()->setDefaultSectionSize(letter * 14);
  table_->horizontalHeader()->resizeSection(TileShiftModel::Tile, letter * 26);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
    if (current.isValid()) Q_EMIT selectionRequested(model_.keyAt(current.row()));
  });
}

void CompareView::setComparison(std::shared_ptr<const Comparison> comparison) {
  comparison_ = std::move(comparison);
  model_.setComparison(comparison_);
  canvas_->setSteps(comparison_ ? changeSteps(*comparison_, kMostSteps) : std::vector<ChangeStep>{});
  showTitle();
}

void CompareView::changeEvent(QEvent* event) {
  // A link keeps the colour of when its text was read.
  if (event->type() == QEvent::PaletteChange) {
    title_->clear();
    showTitle();
  }
  QWidget::changeEvent(event);
}

void CompareView::showTitle() {
  if (!comparison_) {
    title_->setText(
        tr("<a href='baseline'>Keep this result as the baseline</a> (B), then change the design: what "
           "differs is shown here."));
    return;
  }
  const ScheduleDiff& diff = comparison_->diff;
  const double share = diff.makespanAfter / diff.makespanBefore - 1;
  QString text = tr("Latency %1 → %2 (%3%4).")
                     .arg(formatCycles(diff.makespanBefore).brief, formatCycles(diff.makespanAfter).brief,
                          share > 0 ? QStringLiteral("+") : QString(), formatShare(share).brief);
  if (diff.onlyBefore > 0 || diff.onlyAfter > 0)
    text += QLatin1Char(' ') + (diff.onlyBefore == 1 ? tr("%1 tile is only in the baseline, %2 only here.")
                                                     : tr("%1 tiles are only in the baseline, %2 only here."))
                                   .arg(diff.onlyBefore)
                                   .arg(diff.onlyAfter);
  if (diff.tiles.size() > TileShiftModel::kMostRows)
    text += QLatin1Char(' ') + tr("The table has the %1 largest changes.").arg(TileShiftModel::kMostRows);
  title_->setText(text);
}

std::optional<QSizeF> CompareView::figureSize() const {
  if (!comparison_) return std::nullopt;
  return QSizeF(85, 14 + 4.5 * static_cast<double>(canvas_->steps().size()));
}

void CompareView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  paintChanges(painter, canvas_->steps(), changePicture(canvas_->steps(), area, style), style);
}

}  // namespace fusewright
