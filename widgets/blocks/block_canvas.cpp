#include "widgets/blocks/block_canvas.h"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

namespace fusewright {
namespace {

constexpr double kMargin = 6;

}  // namespace

BlockCanvas::BlockCanvas(QWidget* parent) : QAbstractScrollArea(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
  setAccessibleName(tr("Blocks in memory"));
  setAccessibleDescription(tr("What each memory holds at the playhead; the table beside holds the same as text"));
}

void BlockCanvas::setMap(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const BlockMap> map) {
  evaluation_ = std::move(evaluation);
  map_ = std::move(map);
  cursor_.reset();
  hover(std::nullopt);
  updateScrolling();
  viewport()->update();
}

void BlockCanvas::setColour(BlockColour by) {
  by_ = by;
  viewport()->update();
}

void BlockCanvas::setEmphasis(std::vector<PieceId> pieces) {
  if (pieces == emphasis_) return;
  emphasis_ = std::move(pieces);
  viewport()->update();
}

DrawStyle BlockCanvas::style() const {
  return screenStyle(palette(), font(), devicePixelRatioF());
}

QRectF BlockCanvas::mapArea() const {
  const double legend = QFontMetricsF(style().smallFont).height() + 4;
  return QRectF(viewport()->rect()).adjusted(kMargin, 2, -kMargin, -legend - 2);
}

std::vector<BlockPanel> BlockCanvas::panels() const {
  if (!map_) return {};
  auto laidOut = layOutBlockPanels(*map_, mapArea(), blockSizes(style()));
  for (BlockPanel& panel : laidOut) {
    panel.header.translate(0, -verticalScrollBar()->value());
    panel.body.translate(0, -verticalScrollBar()->value());
  }
  return laidOut;
}

BlockPicture BlockCanvas::picture() const {
  return {.map = *map_,
          .evaluation = *evaluation_,
          .by = by_,
          .emphasis = {.pieces = emphasis_, .cursor = hasFocus() ? cursor_ : std::nullopt}};
}

void BlockCanvas::updateScrolling() {
  const auto laidOut = panels();
  const QRectF area = mapArea();
  const double bottom = laidOut.empty() ? 0 : laidOut.back().body.bottom() + verticalScrollBar()->value();
  verticalScrollBar()->setRange(0, static_cast<int>(std::max(0.0, bottom - area.bottom()) + 0.999));
  verticalScrollBar()->setPageStep(static_cast<int>(area.height()));
  verticalScrollBar()->setSingleStep(static_cast<int>(blockSizes(style()).rowHeight));
}

void BlockCanvas::resizeEvent(QResizeEvent*) {
  updateScrolling();
}

void BlockCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) viewport()->update();
  QAbstractScrollArea::changeEvent(event);
}

void BlockCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  const DrawStyle drawn = style();
  painter.fillRect(viewport()->rect(), drawn.theme.background);
  if (!map_) {
    painter.setPen(drawn.theme.mutedText);
    painter.drawText(viewport()->rect(), Qt::AlignCenter,
                     tr("Open a model and an accelerator to see what memories hold."));
    return;
  }
  const QRectF area = mapArea();
  painter.setClipRect(area.adjusted(-2, -2, 2, 1));
  paintBlocks(painter, picture(), panels(), area, drawn);
  painter.setClipping(false);
  paintBlockLegend(painter, picture(), QRectF(area.left(), area.bottom() + 2, area.width(), 1), drawn);
}

void BlockCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !map_) return;
  cursor_ = blockAt(*map_, panels(), event->position());
  viewport()->update();
  if (cursor_) Q_EMIT blockChosen(*cursor_);
}

void BlockCanvas::mouseMoveEvent(QMouseEvent* event) {
  hover(map_ ? blockAt(*map_, panels(), event->position()) : std::nullopt);
}

void BlockCanvas::hover(std::optional<BlockPlace> place) {
  if (place == hovered_) return;
  hovered_ = place;
  Q_EMIT blockHovered(place);
}

void BlockCanvas::moveCursor(int blocks) {
  std::vector<BlockPlace> all;
  for (std::size_t memory = 0; memory < map_->memories.size(); ++memory)
    for (std::size_t block = 0; block < map_->memories[memory].blocks.size(); ++block) all.push_back({memory, block});
  if (all.empty()) return;
  const auto found = cursor_ ? std::ranges::find(all, *cursor_) : all.end();
  const std::ptrdiff_t from = found == all.end() ? (blocks > 0 ? -1 : 0) : found - all.begin();
  const auto to = std::clamp<std::ptrdiff_t>(from + blocks, 0, static_cast<std::ptrdiff_t>(all.size()) - 1);
  cursor_ = all[static_cast<std::size_t>(to)];
  const BlockPanel panel = panels()[cursor_->memory];
  const QRectF area = mapArea();
  auto* bar = verticalScrollBar();
  if (panel.header.top() < area.top()) bar->setValue(bar->value() + static_cast<int>(panel.header.top() - area.top()));
  if (panel.body.bottom() > area.bottom())
    bar->setValue(bar->value() + static_cast<int>(panel.body.bottom() - area.bottom() + 1));
  hover(cursor_);
  viewport()->update();
}

void BlockCanvas::keyPressEvent(QKeyEvent* event) {
  if (!map_) return QAbstractScrollArea::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
      return moveCursor(-1);
    case Qt::Key_Right:
    case Qt::Key_Down:
      return moveCursor(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (cursor_) Q_EMIT blockChosen(*cursor_);
      return;
    default:
      QAbstractScrollArea::keyPressEvent(event);
  }
}

bool BlockCanvas::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) hover(std::nullopt);
  if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto place = map_ ? blockAt(*map_, panels(), help->pos()) : std::nullopt;
  if (place) {
    const MemoryBlocks& memory = map_->memories[place->memory];
    QToolTip::showText(help->globalPos(), blockToolTip(memory.blocks[place->block], memory, map_->at, *evaluation_),
                       viewport());
  } else {
    QToolTip::hideText();
  }
  return true;
}

}  // namespace fusewright
