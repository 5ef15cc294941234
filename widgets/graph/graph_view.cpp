#include "widgets/graph/graph_view.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/graph/graph_tip.h"

namespace fusewright {
namespace {

/// Shapes between these leave the direction as it is.
constexpr double kWideFrom = 1.5;
constexpr double kTallFrom = 1.2;

}  // namespace

GraphView::GraphView(QWidget* parent)
    : QWidget(parent),
      canvas_(new GraphCanvas(this)),
      colourBox_(new QComboBox(this)),
      search_(new QLineEdit(this)),
      count_(new QLabel(this)),
      note_(new QLabel(this)) {
  setObjectName(QStringLiteral("graphView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  createBar();
  note_->setObjectName(QStringLiteral("graphNote"));
  note_->setMargin(fontMetrics().averageCharWidth());
  note_->setWordWrap(true);
  note_->hide();
  layout->addWidget(note_);
  layout->addWidget(canvas_, 1);
  createShortcuts();
  createDrag();
  canvas_->setMessage(tr("Open a model to see its graph"));
  canvas_->setTip([this](std::size_t box) { return tipOf(box); });
  canvas_->setWhatsThis(
      tr("Boxes are operators, or blocks of them that repeat; double click opens or folds a block. Coloured areas are "
         "fusion groups, the stripe of a box is its colour in the timeline. Drag a box onto a box of another group, or "
         "onto its area, to fuse its layers with that group; Esc gives the drag up. Drag the ground to pan."));
  connect(canvas_, &GraphCanvas::clicked, this, [this](std::optional<std::size_t> box) { select(box); });
  connect(canvas_, &GraphCanvas::activated, this, &GraphView::activate);
  connect(canvas_, &GraphCanvas::menuRequested, this, &GraphView::showMenu);
}

void GraphView::createBar() {
  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(6, 4, 6, 4);
  for (const GraphColour colour : kGraphColours) colourBox_->addItem(colourText(colour));
  colourBox_->setToolTip(tr("What the colours of boxes say"));
  colourBox_->setAccessibleName(tr("Colour by"));
  connect(colourBox_, &QComboBox::activated, this,
          [this](int index) { setColour(kGraphColours[static_cast<std::size_t>(index)]); });
  bar->addWidget(colourBox_);
  const auto button = [&](const QString& text, const QString& tip, auto run) {
    auto* made = new QToolButton(this);
    made->setText(text);
    made->setToolTip(tip);
    made->setAutoRaise(true);
    connect(made, &QToolButton::clicked, this, run);
    bar->addWidget(made);
  };
  button(tr("Fold all"), tr("Show every repeated block as one box"), [this] { foldAll(); });
  button(tr("Expand all"), tr("Show every layer"), [this] { openAll(); });
  button(tr("Fit"), tr("Show the whole graph (Home)"), [this] { canvas_->fitAll(); });
  bar->addStretch();
  bar->addWidget(count_);
  search_->setPlaceholderText(tr("Find (/)"));
  search_->setAccessibleName(tr("Find layers in the graph"));
  search_->setClearButtonEnabled(true);
  search_->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
  bar->addWidget(search_);
  static_cast<QVBoxLayout*>(layout())->addLayout(bar);
}

void GraphView::setModel(std::shared_ptr<const Workload> workload, std::shared_ptr<const BlockTree> tree) {
  const bool sameBlocks = tree_ && tree && tree_->blocks == tree->blocks;
  workload_ = std::move(workload);
  tree_ = std::move(tree);
  target_.reset();
  if (!sameBlocks) {
    open_.clear();
    isNew_ = true;
    // Boxes of another model mean nothing in this one, and its layout takes a while.
    scene_.reset();
    canvas_->setScene(nullptr, {}, {});
    // Models of one node, or of a repeat alone, would show a single box.
    while (shownGraph(*workload_, *tree_, open_).boxes.size() == 1 && open_ != allOpen(*tree_))
      open_ = opened(*tree_, open_, shownGraph(*workload_, *tree_, open_).boxes.front());
  }
  hits_.clear();
  requestLayout(std::nullopt);
}

void GraphView::setSnapshot(std::shared_ptr<const Evaluation> evaluation) {
  if (evaluation != evaluation_) canvas_->cancelDrag();  // what was said of it may not hold any more
  evaluation_ = std::move(evaluation);
  shadeAgain();
}

const Evaluation* GraphView::evaluationOnShow() const {
  return evaluation_ && evaluation_->design.workload == workload_ ? evaluation_.get() : nullptr;
}

FlowDirection GraphView::flowNow() const {
  if (flow_ != GraphFlow::Automatic) return flow_ == GraphFlow::Down ? FlowDirection::Down : FlowDirection::Right;
  const double shape = static_cast<double>(canvas_->width()) / std::max(canvas_->height(), 1);
  const FlowDirection before = asked_ ? asked_->flow : FlowDirection::Down;
  if (shape > kWideFrom) return FlowDirection::Right;
  return shape < kTallFrom ? FlowDirection::Down : before;
}

void GraphView::requestLayout(std::optional<BlockId> anchor) {
  if (!workload_ || !tree_) return;
  anchor_ = anchor;
  shown_ = shownGraph(*workload_, *tree_, open_);
  asked_ = std::make_shared<const LayoutProblem>(layoutProblem(*workload_, *tree_, shown_, flowNow()));
  Q_EMIT layoutRequested(asked_);
}

void GraphView::showLayout(const std::shared_ptr<const LayoutProblem>& problem, const GraphLayout& layout) {
  if (problem != asked_ || !tree_) return;
  const auto before =
      std::exchange(scene_, std::make_shared<const GraphScene>(makeScene(*workload_, *tree_, shown_, *asked_, layout)));
  const bool wasFitted = canvas_->isFitted();
  canvas_->setScene(scene_, shadeGraph(*scene_, *tree_, *workload_, evaluationOnShow(), colour_, themeOf(palette())),
                    hulls());
  // A better layout of the same graph has its beginning elsewhere; what was opened stays under the mouse instead.
  const bool atBeginning = canvas_->isAtBeginning() && !anchor_;
  if (isNew_ || !before || atBeginning) {
    canvas_->showBeginning(asked_->flow);
    isNew_ = false;
  } else if (wasFitted) {
    canvas_->fitAll();
  } else {
    keepAnchor(*before);
  }
  showEmphasis();
  showTarget();
}

void GraphView::goTo(LayerId layer) {
  if (!tree_ || layer.index() >= workload_->layers.size()) return;
  target_ = layer;
  OpenBlocks open = open_;
  for (bool hidden = true; hidden;) {
    const ShownGraph shown = shownGraph(*workload_, *tree_, open);
    const BlockId block = shown.boxes[shown.boxOfLayer[layer.index()]];
    hidden = tree_->block(block).kind != BlockKind::Layer;
    if (hidden) open = opened(*tree_, open, block);
  }
  if (open == open_ && scene_) {
    showTarget();
  } else {
    setOpen(std::move(open), std::nullopt);
  }
}

/// A second layout of the same question (dot's) moves everything: the target stays until something else is asked for.
void GraphView::showTarget() {
  if (!target_ || !scene_) return;
  if (const auto box = boxOf(*scene_, *target_)) canvas_->centre(*box);
}

void GraphView::setNote(const QString& note) {
  note_->setText(note);
  note_->setVisible(!note.isEmpty());
}

/// Puts the first layer of the anchor, or of whatever was in the middle, back where it was on the screen.
void GraphView::keepAnchor(const GraphScene& before) {
  const GraphCamera camera = canvas_->camera();
  std::optional<std::size_t> old = boxAt(before, camera.toScene(QRectF(canvas_->rect()).center()));
  if (anchor_) old = boxOf(before, LayerId(tree_->block(*anchor_).first));
  if (!old && selectedLayer()) old = boxOf(before, *selectedLayer());
  if (!old || before.shown.boxOfLayer.size() != scene_->shown.boxOfLayer.size()) return;
  const auto now = boxOf(*scene_, LayerId(tree_->block(before.boxes[*old].block).first));
  const QPointF shift = before.boxes[*old].rectangle.center() - scene_->boxes[*now].rectangle.center();
  canvas_->setCamera({.scale = camera.scale, .offset = camera.offset + shift * camera.scale});
}

std::vector<GraphHull> GraphView::hulls() const {
  const Evaluation* evaluation = evaluationOnShow();
  if (evaluation == nullptr) return {};
  return graphHulls(*scene_, *tree_, *evaluation->workload, evaluation->mapping->fusion);
}

void GraphView::shadeAgain() {
  if (!scene_) return;
  canvas_->setShade(shadeGraph(*scene_, *tree_, *workload_, evaluationOnShow(), colour_, themeOf(palette())), hulls());
}

void GraphView::setColour(GraphColour colour) {
  colour_ = colour;
  colourBox_->setCurrentIndex(static_cast<int>(colour));
  shadeAgain();
}

void GraphView::setFlow(GraphFlow flow) {
  flow_ = flow;
  isNew_ = true;
  requestLayout(std::nullopt);
}

void GraphView::setOpen(OpenBlocks open, std::optional<BlockId> anchor) {
  if (open == open_) return;
  if (anchor) target_.reset();
  open_ = std::move(open);
  requestLayout(anchor);
}

void GraphView::openBlock(BlockId block) {
  setOpen(opened(*tree_, open_, block), block);
}

void GraphView::foldBlock(BlockId block) {
  setOpen(folded(*tree_, open_, block), block);
}

void GraphView::openAll() {
  if (tree_) setOpen(allOpen(*tree_), std::nullopt);
}

void GraphView::foldAll() {
  setOpen({}, std::nullopt);
}

QString GraphView::tipOf(std::size_t box) const {
  return blockTip(*workload_, *tree_, scene_->boxes[box].block, evaluationOnShow());
}

std::optional<LayerId> GraphView::selectedLayer() const {
  if (const auto* layer = std::get_if<LayerId>(&selection_)) return *layer;
  if (const auto* tile = std::get_if<TileKey>(&selection_)) return tile->layer;
  const auto* transfer = std::get_if<TransferId>(&selection_);
  if (transfer == nullptr || !evaluation_ || transfer->index() >= evaluation_->schedule->transfers.size()) return {};
  const Transfer& moved = evaluation_->schedule->transfers[transfer->index()];
  return evaluation_->schedule->pieces[moved.piece.index()].layer;
}

void GraphView::setSelection(const Selection& selection) {
  selection_ = selection;
  showEmphasis();
  if (!selecting_ && scene_ && canvas_->emphasis().selected) canvas_->reveal(*canvas_->emphasis().selected);
}

void GraphView::showEmphasis() {
  if (!scene_) return;
  GraphEmphasis emphasis;
  if (const auto layer = selectedLayer()) emphasis.selected = boxOf(*scene_, *layer);
  for (const LayerId hit : hits_) {
    const auto box = boxOf(*scene_, hit);
    if (box && (emphasis.hits.empty() || emphasis.hits.back() != *box)) emphasis.hits.push_back(*box);
  }
  canvas_->setEmphasis(std::move(emphasis));
}

void GraphView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  layout()->activate();
  if (!asked_ || flowNow() == asked_->flow) return;
  isNew_ = true;
  requestLayout(std::nullopt);
}

void GraphView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) shadeAgain();
  QWidget::changeEvent(event);
}

std::optional<QSizeF> GraphView::figureSize() const {
  return scene_ ? std::optional(graphFigureSize(*scene_)) : std::nullopt;
}

void GraphView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  if (!scene_) return;
  const GraphShade shade = shadeGraph(*scene_, *tree_, *workload_, evaluationOnShow(), colour_, style.theme);
  renderGraph(painter, area, *scene_, shade, hulls(), style);
}

}  // namespace fusewright
