#include "widgets/compare/pinned_view.h"

#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QImage>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

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
  setWhatsThis(
      tr("Designs that were pinned, and the one on show, on one time scale. The cross at the right, Delete or "
         "the menu let go of one; a double click takes it up again."));
}

void PinnedView::setCurrent(PinnedDesign design) {
  current_ = std::move(design);
  arrange();
}

void PinnedView::pin() {
  if (!current_) return;
  if (pinned_.size() == kMostPinned) pinned_.erase(pinned_.begin());
  pinned_.push_back(*current_);
  arrange();
}

/// What is shown, and what its titles say.
void PinnedView::arrange() {
  shown_ = pinned_;
  if (!shown_.empty() && current_) shown_.push_back(*current_);
  std::vector<std::shared_ptr<const Evaluation>> evaluations;
  for (const PinnedDesign& design : shown_) evaluations.push_back(design.evaluation);
  titles_ = titlesOf(evaluations);
  cursor_ = std::min(cursor_, pinned_.empty() ? 0 : pinned_.size() - 1);
  update();
}

QString PinnedView::titleOf(std::size_t index) const {
  const bool isCurrent = index >= pinned_.size();
  const QString own = titles_.own[index].isEmpty() ? tr("as the others") : titles_.own[index];
  return tr("%1 · %2").arg(formatCycles(shown_[index].evaluation->metrics->latency).brief,
                           isCurrent ? tr("now: %1").arg(own) : own);
}

void PinnedView::unpin(std::size_t index) {
  if (index >= pinned_.size()) return;
  pinned_.erase(pinned_.begin() + static_cast<std::ptrdiff_t>(index));
  arrange();
}

void PinnedView::open(std::size_t index) {
  if (index >= pinned_.size()) return;
  Q_EMIT editRequested(SetDesign{.design = pinned_[index].evaluation->design,
                                 .text = tr("Pinned design %1").arg(pinned_[index].name).toStdString()});
}

PinnedPicture PinnedView::picture(const QRectF& area, const DrawStyle& style) const {
  const QFontMetricsF metrics(style.smallFont);
  double name = 0;
  for (const PinnedDesign& design : shown_)
    for (const TimelineRow& row : design.timeline->rows)
      if (!row.isPort()) name = std::max(name, metrics.horizontalAdvance(QString::fromStdString(row.name)));
  return layOutPinned(shown_, area, metrics.height() + 3, std::min(name + 12, area.width() / 4));
}

void PinnedView::paintDesigns(QPainter& painter, const PinnedPicture& shown, const DrawStyle& style) const {
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.mutedText);
  painter.drawText(shown.common, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(style.smallFont).elidedText(titles_.common, Qt::ElideRight, shown.common.width()));
  paintRuler(painter, shown.axis,
             {.labelTop = shown.ruler.top(),
              .labelHeight = shown.ruler.height(),
              .top = shown.blocks.front().title.top(),
              .bottom = shown.ruler.top()},
             style);
  for (std::size_t index = 0; index < shown_.size(); ++index) paintDesign(painter, shown, index, style);
}

void PinnedView::paintDesign(QPainter& painter, const PinnedPicture& shown, std::size_t index,
                             const DrawStyle& style) const {
  const PinnedBlock& block = shown.blocks[index];
  const Evaluation& evaluation = *shown_[index].evaluation;
  QFont bold = style.smallFont;
  bold.setBold(true);
  painter.setFont(bold);
  painter.setPen(style.theme.text);
  painter.drawText(block.title, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(bold).elidedText(titleOf(index), Qt::ElideRight, block.title.width()));
  const GanttColours colours = coloursOf(evaluation, *shown_[index].timeline, ColourBy::Layer, style.theme.mode);
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  for (std::size_t row = 0; row < block.rows.size(); ++row) {
    const QRectF& strip = block.strips[row];
    const TimelineRow& source = shown_[index].timeline->rows[block.rows[row]];
    paintStrip(painter, source.lanes.front(), shown.axis, strip, colours, style);
    if (row % shown.namedEvery != 0) continue;
    QRectF name(block.title.left(), 0, strip.left() - block.title.left() - 6, metrics.height());
    name.moveTop(shown.namedEvery > 1 ? strip.top() - 1 : strip.center().y() - metrics.height() / 2);
    if (name.bottom() > shown.ruler.top() + metrics.descent()) continue;
    painter.setPen(style.theme.mutedText);
    painter.drawText(name, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(QString::fromStdString(source.name), Qt::ElideMiddle, name.width()));
  }
  const double end = shown.axis.toPixel(evaluation.schedule->makespan.value);
  painter.setPen(QPen(style.theme.danger, 1));
  if (!block.strips.empty())
    painter.drawLine(QPointF(end, block.strips.front().top()), QPointF(end, block.strips.back().bottom()));
}

/// A cross that lets go of the design.
void PinnedView::paintClose(QPainter& painter, const QRectF& box, const DrawStyle& style) const {
  const QRectF cross = box.adjusted(box.width() * 0.3, box.height() * 0.3, -box.width() * 0.3, -box.height() * 0.3);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(style.theme.mutedText, 1.5));
  painter.drawLine(cross.topLeft(), cross.bottomRight());
  painter.drawLine(cross.topRight(), cross.bottomLeft());
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
  for (std::size_t index = 0; index < pinned_.size(); ++index) paintClose(painter, shown.blocks[index].close, style);
  if (!hasFocus() || cursor_ >= pinned_.size()) return;
  painter.setPen(QPen(style.theme.accent, 1, Qt::DotLine));
  painter.drawRect(shown.blocks[cursor_].title.adjusted(-2, 0, 2, 0));
}

PinnedPicture PinnedView::picture() const {
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  return picture(QRectF(rect()).adjusted(8, 4, -8, -2), style);
}

std::optional<std::size_t> PinnedView::pinnedAt(QPointF position) const {
  if (pinned_.empty()) return std::nullopt;
  const auto design = designAt(picture(), position);
  return design && *design < pinned_.size() ? design : std::nullopt;
}

std::optional<std::size_t> PinnedView::closeAt(QPointF position) const {
  const auto index = pinnedAt(position);
  return index && picture().blocks[*index].close.contains(position) ? index : std::nullopt;
}

void PinnedView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  setFocus(Qt::MouseFocusReason);
  if (const auto index = closeAt(event->position())) return unpin(*index);
  if (const auto index = pinnedAt(event->position())) cursor_ = *index;
  update();
}

/// The whole title; which core or link a strip is.
bool PinnedView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || shown_.empty()) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const PinnedPicture shown = picture();
  const auto index = designAt(shown, help->pos());
  if (!index) {
    QToolTip::hideText();
    return true;
  }
  QString text = closeAt(help->pos()) ? tr("Let go of this design (Delete)") : shown_[*index].name;
  const PinnedBlock& block = shown.blocks[*index];
  for (std::size_t row = 0; row < block.strips.size(); ++row)
    if (block.strips[row].contains(help->pos()))
      text.prepend(QString::fromStdString(shown_[*index].timeline->rows[block.rows[row]].name) + QLatin1Char('\n'));
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

void PinnedView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (const auto index = pinnedAt(event->position())) open(*index);
}

void PinnedView::contextMenuEvent(QContextMenuEvent* event) {
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  const auto index = byKey && !pinned_.empty() ? std::optional(cursor_) : pinnedAt(event->pos());
  if (!index) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  connect(menu->addAction(tr("&Take up this design")), &QAction::triggered, this, [this, index] { open(*index); });
  QAction* remove = menu->addAction(tr("&Unpin this design"));
  remove->setShortcut(Qt::Key_Delete);
  remove->setShortcutContext(Qt::WidgetShortcut);
  connect(remove, &QAction::triggered, this, [this, index] { unpin(*index); });
  connect(menu->addAction(tr("Unpin &all")), &QAction::triggered, this, [this] {
    pinned_.clear();
    arrange();
  });
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
    case Qt::Key_Backspace:
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
  return QSizeF(180, 12 + 26 * static_cast<double>(shown_.size()));
}

void PinnedView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  if (!pinned_.empty()) paintDesigns(painter, picture(area, style), style);
}

TextTable PinnedView::exportTable() const {
  TextTable table{.headings = {"design", "latency[cycles]", "energy[pJ]", "area[mm2]", "utilisation"}, .rows = {}};
  for (const PinnedDesign& design : shown_) {
    const Metrics& metrics = *design.evaluation->metrics;
    table.rows.push_back({design.name, plainNumber(metrics.latency.value), plainNumber(metrics.energy.value),
                          plainNumber(metrics.areaMm2), plainNumber(metrics.utilisation)});
  }
  return table;
}

}  // namespace fusewright
