#include "widgets/blocks/block_map_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "widgets/blocks/lifetimes.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"

namespace fusewright {

BlockMapView::BlockMapView(TimeNavigator& navigator, QWidget* parent)
    : QWidget(parent),
      navigator_(navigator),
      play_(nullptr),
      clear_(new QToolButton(this)),
      instant_(new QLabel(this)),
      colour_(new QComboBox(this)),
      canvas_(new BlockCanvas(this)),
      pages_(new PictureOrTable(canvas_, tr("Blocks in memory as a table"), this)) {
  setObjectName(QStringLiteral("blockMapView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  createTop();
  layout->addWidget(pages_, 1);
  setWhatsThis(
      tr("What every memory holds at the playhead: each bit is as wide as any other, whatever place it has. Put the "
         "playhead with a click on the ruler of the timeline, drag it, or step it from event to event."));
  connect(canvas_, &BlockCanvas::blockChosen, this, &BlockMapView::choose);
  connect(canvas_, &BlockCanvas::blockHovered, this, [this](std::optional<BlockPlace> place) {
    Q_EMIT hoverChanged(place && map_ ? Hover(map_->memories[place->memory].blocks[place->block].piece) : Hover());
  });
  connect(&pages_->table(), &TextTableView::rowChosen, this, &BlockMapView::chooseRow);
  connect(&navigator_, &TimeNavigator::playheadChanged, this, &BlockMapView::showInstant);
  showInstant();
}

QToolButton* BlockMapView::addButton(const QString& text, const QString& tip, PlayheadMove move) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  button->setAutoRaise(true);
  connect(button, &QToolButton::clicked, this, [this, move] { navigator_.askPlayhead(move); });
  return button;
}

void BlockMapView::createTop() {
  auto* top = new QHBoxLayout;
  top->addWidget(addButton(QStringLiteral("|◀"), tr("Playhead to the event before it (J)"), PlayheadMove::Back));
  play_ =
      addButton(QStringLiteral("▶"), tr("Let the playhead run over what the timeline shows (K)"), PlayheadMove::Play);
  play_->setCheckable(true);
  top->addWidget(play_);
  top->addWidget(addButton(QStringLiteral("▶|"), tr("Playhead to the next event (L)"), PlayheadMove::On));
  instant_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  instant_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  top->addWidget(instant_, 1);
  clear_->setText(tr("To the &peak"));
  clear_->setToolTip(tr("Take the playhead away, and show the fullest instant"));
  connect(clear_, &QToolButton::clicked, this, [this] { navigator_.setPlayhead(std::nullopt); });
  top->addWidget(clear_);
  colour_->setAccessibleName(tr("What colours of blocks tell"));
  colour_->setToolTip(
      tr("What the colour of a block tells: what its tensor is, the layer that made it, how long it has "
         "been there, or how soon it is read"));
  for (std::size_t by = 0; by < kBlockColours; ++by) colour_->addItem(blockColourText(static_cast<BlockColour>(by)));
  connect(colour_, &QComboBox::currentIndexChanged, this,
          [this](int by) { canvas_->setColour(static_cast<BlockColour>(by)); });
  top->addWidget(colour_);
  top->addWidget(pages_->button());
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
}

void BlockMapView::setMap(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const BlockMap> map) {
  evaluation_ = std::move(evaluation);
  map_ = std::move(map);
  canvas_->setMap(evaluation_, map_);
  pages_->setRows([this] { return exportTable(); });
  showInstant();
}

void BlockMapView::showInstant() {
  clear_->setEnabled(navigator_.playhead().has_value());
  if (!map_) return instant_->setText({});
  const QString at = formatCycles(map_->at).exact;
  instant_->setText(navigator_.playhead() ? tr("at %1").arg(at) : tr("fullest, at %1").arg(at));
  instant_->setToolTip(navigator_.playhead()
                           ? tr("The playhead is at %1").arg(at)
                           : tr("There is no playhead: this is the instant at which a memory is fullest. Click on the "
                                "ruler of the timeline, or press P there, to look at another one."));
}

void BlockMapView::setPlaying(bool playing) {
  play_->setChecked(playing);
  play_->setText(playing ? QStringLiteral("■") : QStringLiteral("▶"));
}

void BlockMapView::setHover(const Hover& hover) {
  if (!map_) return;
  if (const auto* piece = std::get_if<PieceId>(&hover)) return canvas_->setEmphasis({*piece});
  std::vector<PieceId> pieces;
  const auto* tile = std::get_if<TileId>(&hover);
  for (const MemoryBlocks& memory : map_->memories)
    for (const HeldBlock& block : memory.blocks)
      if (tile != nullptr && touches(*evaluation_, *tile, block.piece)) pieces.push_back(block.piece);
  canvas_->setEmphasis(std::move(pieces));
}

void BlockMapView::choose(BlockPlace place) {
  const HeldBlock& block = map_->memories[place.memory].blocks[place.block];
  const Piece& piece = evaluation_->schedule->pieces[block.piece.index()];
  if (piece.kind != Piece::Kind::Constant && piece.tile) {
    Q_EMIT selectionRequested(keyOf(*evaluation_->graph, *piece.tile));
  } else {
    Q_EMIT selectionRequested(block.layer);
  }
}

void BlockMapView::chooseRow(int row) {
  auto left = static_cast<std::size_t>(std::max(row, 0));
  for (std::size_t memory = 0; map_ && memory < map_->memories.size(); ++memory) {
    const std::size_t here = map_->memories[memory].blocks.size();
    if (left < here) return choose({.memory = memory, .block = left});
    left -= here;
  }
}

void BlockMapView::keyPressEvent(QKeyEvent* event) {
  const auto action = navigator_.keys().actionFor(*event);
  if (action == TimeAction::PlayheadBack) return navigator_.askPlayhead(PlayheadMove::Back);
  if (action == TimeAction::PlayheadOn) return navigator_.askPlayhead(PlayheadMove::On);
  if (action == TimeAction::Play) return navigator_.askPlayhead(PlayheadMove::Play);
  QWidget::keyPressEvent(event);
}

QString BlockMapView::exportTitle() const {
  return map_ ? tr("Contents of memories at %1").arg(formatCycles(map_->at).exact) : tr("Contents of memories");
}

std::optional<QSizeF> BlockMapView::figureSize() const {
  if (!map_) return std::nullopt;
  const double onChip = static_cast<double>(std::min<std::size_t>(map_->memories.size(), 6));
  return QSizeF(180, 26 + 26 * onChip);
}

void BlockMapView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  if (map_) renderBlocks(painter, area, {.map = *map_, .evaluation = *evaluation_, .by = canvas_->colour()}, style);
}

TextTable BlockMapView::exportTable() const {
  return map_ ? blockTable(*map_, *evaluation_) : TextTable{};
}

}  // namespace fusewright
