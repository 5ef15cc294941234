#include "widgets/compare/pinned_view.h"

#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QImage>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/gantt/gantt_colours.h"
#include "widgets/gantt/gantt_paint.h"

namespace fusewright {
namespace {

constexpr double kColumnsPerUnitInFiles = 4;

void paintStrip(QPainter& painter, const Lane& lane, const TimeAxis& axis, const QRectF& box,
                const GanttColours& colours, const DrawStyle& style) {
  painter.fillRect(box, style.theme.lane);
  const bool file = style.medium == Medium::File;
  const double perUnit = file ? kColumnsPerUnitInFiles : style.pixelRatio;
  const auto strip = stripOf(lane, axis, std::max(1, static_cast<int>(box.width() * perUnit)));
  for (const Run& run : runsOf(strip, axis))
    painter.fillRect(QRectF(run.left, box.top(), run.right - run.left, box.height()),
                     blended(colours.bars[run.colour], style.theme.lane, run.busy));
}

}  // namespace

PinnedView::PinnedView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("pinnedView"));
  setAccessibleName(tr("Pinned designs"));
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(200, 80);
}

void PinnedView::setCurrent(PinnedDesign design) {
  current_ = std::move(design);
  update();
}

void PinnedView::pin() {
  if (!current_) return;
  if (pinned_.size() == kMostPinned) pinned_.erase(pinned_.begin());
  pinned_.push_back(*current_);
  update();
}

void PinnedView::unpin(std::size_t index) {
  if (index >= pinned_.size()) return;
  pinned_.erase(pinned_.begin() + static_cast<std::ptrdiff_t>(index));
  update();
}

void PinnedView::open(std::size_t index) {
  if (index >= pinned_.size()) return;
  Q_EMIT editRequested(SetDesign{.design = pinned_[index].evaluation->design,
                                 .text = tr("Pinned design %1").arg(pinned_[index].name).toStdString()});
}

std::vector<PinnedDesign> PinnedView::designs() const {
  std::vector<PinnedDesign> all = pinned_;
  if (!all.empty() && current_) {
    all.push_back(*current_);
    all.back().name = tr("now: %1").arg(current_->name);
  }
  return all;
}

PinnedPicture PinnedView::picture(const QRectF& area, const DrawStyle& style) const {
  const QFontMetricsF metrics(style.smallFont);
  double name = 0;
  for (const PinnedDesign& design : designs())
    for (const TimelineRow& row : design.timeline->rows)
      if (!row.isPort()) name = std::max(name, metrics.horizontalAdvance(QString::fromStdString(row.name)));
  return layOutPinned(designs(), area, metrics.height() + 3, std::min(name + 12, area.width() / 4));
}

void PinnedView::paintDesigns(QPainter& painter, const PinnedPicture& shown, const DrawStyle& style) const {
  const auto all = designs();
  paintRuler(painter, shown.axis,
             {.labelTop = shown.ruler.top(),
              .labelHeight = shown.ruler.height(),
              .top = shown.blocks.front().title.top(),
              .bottom = shown.ruler.top()},
             style);
  for (std::size_t index = 0; index < all.size(); ++index) {
    const PinnedBlock& block = shown.blocks[index];
    const Evaluation& evaluation = *all[index].evaluation;
    QFont bold = style.smallFont;
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(style.theme.text);
    const QString title = tr("%1 · %2").arg(formatCycles(evaluation.metrics->latency).brief, all[index].name);
    painter.drawText(block.title, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(title, Qt::ElideRight, block.title.width()));
    const GanttColours colours = coloursOf(evaluation, *all[index].timeline, ColourBy::Layer, style.theme.mode);
    painter.setFont(style.smallFont);
    for (std::size_t row = 0; row < block.rows.size(); ++row) {
      const QRectF& strip = block.strips[row];
      const TimelineRow& source = all[index].timeline->rows[block.rows[row]];
      paintStrip(painter, source.lanes.front(), shown.axis, strip, colours, style);
      if (strip.height() < QFontMetricsF(style.smallFont).height() * 0.6) continue;
      painter.setPen(style.theme.mutedText);
      painter.drawText(
          QRectF(block.title.left(), strip.top() - 3, strip.left() - block.title.left() - 6, strip.height() + 6),
          Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(source.name));
    }
    const double end = shown.axis.toPixel(evaluation.schedule->makespan.value);
    painter.setPen(QPen(style.theme.danger, 1));
    if (!block.strips.empty())
      painter.drawLine(QPointF(end, block.strips.front().top()), QPointF(end, block.strips.back().bottom()));
  }
}

void PinnedView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  painter.fillRect(rect(), style.theme.background);
  if (pinned_.empty()) {
    painter.setPen(style.theme.mutedText);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Pin up to four designs (Schedule ▸ Pin this design) to see them below each other."));
    return;
  }
  const PinnedPicture shown = picture(QRectF(rect()).adjusted(8, 4, -8, -2), style);
  paintDesigns(painter, shown, style);
  if (!hasFocus() || cursor_ >= pinned_.size()) return;
  painter.setPen(QPen(style.theme.accent, 1, Qt::DotLine));
  painter.drawRect(shown.blocks[cursor_].title.adjusted(-2, 0, 2, 0));
}

std::optional<std::size_t> PinnedView::pinnedAt(QPointF position) const {
  if (pinned_.empty()) return std::nullopt;
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  const auto design = designAt(picture(QRectF(rect()).adjusted(8, 4, -8, -2), style), position);
  return design && *design < pinned_.size() ? design : std::nullopt;
}

void PinnedView::mousePressEvent(QMouseEvent* event) {
  if (const auto index = pinnedAt(event->position())) cursor_ = *index;
  update();
}

void PinnedView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (const auto index = pinnedAt(event->position())) open(*index);
}

void PinnedView::contextMenuEvent(QContextMenuEvent* event) {
  const auto index = pinnedAt(event->pos());
  if (!index) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  connect(menu->addAction(tr("&Take up this design")), &QAction::triggered, this, [this, index] { open(*index); });
  connect(menu->addAction(tr("&Unpin")), &QAction::triggered, this, [this, index] { unpin(*index); });
  menu->popup(event->globalPos());
}

void PinnedView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up:
      cursor_ -= cursor_ > 0 ? 1 : 0;
      break;
    case Qt::Key_Down:
      cursor_ += cursor_ + 1 < pinned_.size() ? 1 : 0;
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      open(cursor_);
      break;
    case Qt::Key_Delete:
      unpin(cursor_);
      break;
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  update();
}

std::optional<QSizeF> PinnedView::figureSize() const {
  if (pinned_.empty()) return std::nullopt;
  return QSizeF(180, 12 + 26 * static_cast<double>(designs().size()));
}

void PinnedView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  if (!pinned_.empty()) paintDesigns(painter, picture(area, style), style);
}

TextTable PinnedView::exportTable() const {
  TextTable table{.headings = {"design", "latency[cycles]", "energy[pJ]", "area[mm2]", "utilisation"}, .rows = {}};
  for (const PinnedDesign& design : designs()) {
    const Metrics& metrics = *design.evaluation->metrics;
    table.rows.push_back({design.name, plainNumber(metrics.latency.value), plainNumber(metrics.energy.value),
                          plainNumber(metrics.areaMm2), plainNumber(metrics.utilisation)});
  }
  return table;
}

}  // namespace fusewright
