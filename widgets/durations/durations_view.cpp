#include "widgets/durations/durations_view.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include "widgets/common/format.h"

namespace fusewright {
namespace {

constexpr std::size_t kBins = 60;

QString cyclesText(double cycles) {
  return formatCycles(Cycles(std::round(cycles))).exact;
}

}  // namespace

DurationCanvas::DurationCanvas(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(160, 90);
  setAccessibleName(tr("Durations of tiles"));
  setAccessibleDescription(tr("How many tiles took how long; the table beside holds the same as text"));
}

void DurationCanvas::setHistogram(DurationHistogram histogram, const QString& what, const QColor& colour) {
  histogram_ = std::move(histogram);
  what_ = what;
  colour_ = colour;
  brush(std::nullopt);
  update();
}

DrawStyle DurationCanvas::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

void DurationCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle drawn = style();
  painter.fillRect(rect(), drawn.theme.background);
  painter.setRenderHint(QPainter::Antialiasing);
  if (histogram_.bins.empty()) {
    painter.setPen(drawn.theme.mutedText);
    painter.drawText(rect(), Qt::AlignCenter, tr("No tile starts in this range."));
    return;
  }
  renderDurations(painter, rect(), histogram_, what_, colour_, brushed_, drawn);
}

std::optional<std::size_t> DurationCanvas::binUnder(QPointF position) const {
  return binAt(histogram_, layOutDurations(histogram_, rect()), position.x());
}

void DurationCanvas::brush(std::optional<BinRange> bins) {
  if (bins == brushed_) return;
  brushed_ = bins;
  update();
  Q_EMIT brushChanged();
}

void DurationCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const auto bin = binUnder(event->position());
  anchor_ = bin.value_or(0);
  brush(bin ? std::optional(BinRange{*bin, *bin}) : std::nullopt);
}

void DurationCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton)) return;
  if (const auto bin = binUnder(event->position())) brush(BinRange{std::min(anchor_, *bin), std::max(anchor_, *bin)});
}

void DurationCanvas::mouseDoubleClickEvent(QMouseEvent*) {
  if (brushed_) Q_EMIT goRequested();
}

void DurationCanvas::keyPressEvent(QKeyEvent* event) {
  const auto last = static_cast<std::ptrdiff_t>(histogram_.bins.size()) - 1;
  const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  if (event->key() == Qt::Key_Escape) return brush(std::nullopt);
  if (event->key() == Qt::Key_Return && brushed_) return goRequested();
  if (step == 0 || last < 0) return QWidget::keyPressEvent(event);
  const bool extends = event->modifiers().testFlag(Qt::ShiftModifier) && brushed_;
  const std::ptrdiff_t from =
      !brushed_ ? (step > 0 ? -1 : last + 1)
                : static_cast<std::ptrdiff_t>(anchor_ == brushed_->first ? brushed_->second : brushed_->first);
  const auto to = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from + step, 0, last));
  if (!extends) anchor_ = to;
  brush(BinRange{std::min(anchor_, to), std::max(anchor_, to)});
}

bool DurationCanvas::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const auto bin = binUnder(help->pos())) {
    const DurationBin& shown = histogram_.bins[*bin];
    QToolTip::showText(
        help->globalPos(),
        (shown.count == 1 ? tr("%1 to %2: %3 tile") : tr("%1 to %2: %3 tiles"))
            .arg(cyclesText(shown.from), cyclesText(shown.to), exactNumber(static_cast<double>(shown.count))),
        this);
  } else {
    QToolTip::hideText();
  }
  return true;
}

DurationsView::DurationsView(QWidget* parent)
    : QWidget(parent),
      measure_(new QComboBox(this)),
      counts_(new QLabel(this)),
      canvas_(new DurationCanvas(this)),
      pages_(new PictureOrTable(canvas_, tr("Durations as a table"), this)) {
  setObjectName(QStringLiteral("durationsView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  createTop();
  layout->addWidget(pages_, 1);
  setWhatsThis(tr(
      "How long the tiles of the selected layer take, of those that start in the marked range. Drag over bars to see "
      "these tiles in the timeline; a double click goes to the longest one."));
  connect(canvas_, &DurationCanvas::brushChanged, this, [this] {
    showCounts();
    Q_EMIT tilesBrushed(brushedTiles());
  });
  connect(canvas_, &DurationCanvas::goRequested, this, [this] {
    if (const auto tiles = brushedTiles(); !tiles.empty()) Q_EMIT tileRequested(tiles.front());
  });
}

void DurationsView::createTop() {
  auto* top = new QHBoxLayout;
  measure_->addItem(tr("Run time"));
  measure_->setItemData(0, tr("From a tile's start to its end, in cycles"), Qt::ToolTipRole);
  measure_->addItem(tr("Wait before"));
  measure_->setItemData(1, tr("From the end of the tile before it on its core to a tile's start, in cycles"),
                        Qt::ToolTipRole);
  measure_->setAccessibleName(tr("What of a tile is measured"));
  measure_->setToolTip(tr("Whether the run of tiles is measured or the time that their core was idle before them"));
  connect(measure_, &QComboBox::currentIndexChanged, this, &DurationsView::measureChanged);
  top->addWidget(measure_);
  counts_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  counts_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  top->addWidget(counts_, 1);
  top->addWidget(pages_->button());
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
}

DurationOf DurationsView::measured() const {
  return measure_->currentIndex() == 1 ? DurationOf::Wait : DurationOf::Run;
}

void DurationsView::setTiles(std::vector<TimedTile> tiles, const QString& of, const QColor& colour) {
  tiles_ = std::move(tiles);
  of_ = of;
  const QString what = measured() == DurationOf::Run ? tr("run time (cycles)") : tr("idle time before (cycles)");
  canvas_->setHistogram(durationHistogram(tiles_, kBins), what, colour);
  pages_->setRows([this] { return exportTable(); });
  showCounts();
}

void DurationsView::showCounts() {
  const DurationHistogram& histogram = canvas_->histogram();
  const auto brushed = brushedTiles();
  const QString range =
      tr("%1 to %2")
          .arg(formatCycles(Cycles(histogram.all.least)).brief, formatCycles(Cycles(histogram.all.most)).brief);
  const QString all = (histogram.all.count == 1 ? tr("%1: %2 tile") : tr("%1: %2 tiles"))
                          .arg(of_, exactNumber(static_cast<double>(histogram.all.count)));
  counts_->setText(histogram.all.count == 0 ? of_
                   : canvas_->brushed()     ? all + tr(", %1 of them brushed").arg(brushed.size())
                                            : all + QStringLiteral(", ") + range);
  counts_->setToolTip(counts_->text());
}

std::vector<TileId> DurationsView::brushedTiles() const {
  std::vector<TileId> brushed;
  const auto bins = canvas_->brushed();
  if (!bins) return brushed;
  std::size_t first = 0;
  for (std::size_t bin = 0; bin < bins->first; ++bin)
    first += static_cast<std::size_t>(canvas_->histogram().bins[bin].count);
  std::size_t last = first;
  for (std::size_t bin = bins->first; bin <= bins->second; ++bin)
    last += static_cast<std::size_t>(canvas_->histogram().bins[bin].count);
  for (std::size_t tile = last; tile-- > first;) brushed.push_back(tiles_[tile].tile);  // sorted: bins are stretches
  return brushed;
}

QString DurationsView::exportTitle() const {
  return tr("Durations of tiles of %1").arg(of_);
}

std::optional<QSizeF> DurationsView::figureSize() const {
  if (canvas_->histogram().bins.empty()) return std::nullopt;
  return QSizeF(85, 60);
}

void DurationsView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderDurations(painter, area, canvas_->histogram(), canvas_->what(), canvas_->colour(), canvas_->brushed(), style);
}

TextTable DurationsView::exportTable() const {
  TextTable table{.headings = {"from[cycles]", "to[cycles]", "tiles"}, .rows = {}};
  for (const DurationBin& bin : canvas_->histogram().bins)
    table.rows.push_back({plainNumber(bin.from), plainNumber(bin.to), QString::number(bin.count)});
  return table;
}

}  // namespace fusewright
