// What the user does in GraphView: clicks, keys, menus, search, tables; its state is in graph_view.cpp.
#include <algorithm>

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QShortcut>

#include "widgets/graph/graph_view.h"

namespace fusewright {
namespace {

QString fromText(const std::string& text) {
  return QString::fromStdString(text);
}

/// The layer that stands for a block: its first one that takes time.
LayerId layerOf(const Workload& workload, const Block& block) {
  for (std::int32_t layer = block.first; layer < block.last; ++layer)
    if (workload.layer(LayerId(layer)).kind == LayerKind::Compute) return LayerId(layer);
  return LayerId(block.first);
}

}  // namespace

void GraphView::createShortcuts() {
  auto* find = new QShortcut(QKeySequence::Find, this);
  find->setContext(Qt::WidgetWithChildrenShortcut);
  connect(find, &QShortcut::activated, this, &GraphView::beginSearch);
  connect(search_, &QLineEdit::textChanged, this, &GraphView::find);
  search_->installEventFilter(this);
}

void GraphView::beginSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

bool GraphView::eventFilter(QObject* watched, QEvent* event) {
  if (watched != search_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
    showNextHit(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    return true;
  }
  if (key->key() != Qt::Key_Escape) return false;
  search_->clear();
  canvas_->setFocus(Qt::OtherFocusReason);
  return true;
}

void GraphView::keyPressEvent(QKeyEvent* event) {
  const auto selected = canvas_->emphasis().selected;
  if (event->matches(QKeySequence::Copy)) {
    copyName();
    return;
  }
  switch (event->key()) {
    case Qt::Key_Slash:
      beginSearch();
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (selected) activate(*selected);
      break;
    case Qt::Key_Backspace:
      if (selected)
        if (const auto around = foldable(*tree_, scene_->boxes[*selected].block)) foldBlock(*around);
      break;
    case Qt::Key_BracketLeft:
      stepToNeighbour(Neighbour::Producer);
      break;
    case Qt::Key_BracketRight:
      stepToNeighbour(Neighbour::Consumer);
      break;
    case Qt::Key_Escape:
      Q_EMIT selectionRequested(Selection{});
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

void GraphView::select(std::optional<std::size_t> box) {
  canvas_->setFocus(Qt::MouseFocusReason);
  const QScopedValueRollback selecting(selecting_, true);
  if (box) {
    Q_EMIT selectionRequested(layerOf(*workload_, tree_->block(scene_->boxes[*box].block)));
  } else {
    Q_EMIT selectionRequested(Selection{});
  }
}

void GraphView::activate(std::size_t box) {
  const BlockId block = scene_->boxes[box].block;
  if (scene_->boxes[box].canOpen()) {
    openBlock(block);
  } else if (const auto around = foldable(*tree_, block)) {
    foldBlock(*around);
  }
}

void GraphView::stepToNeighbour(Neighbour neighbour) {
  const auto selected = canvas_->emphasis().selected;
  if (!selected) return;
  const bool producer = neighbour == Neighbour::Producer;
  for (const ShownEdge& edge : scene_->shown.edges) {
    if ((producer ? edge.to : edge.from) != *selected) continue;
    const std::size_t next = producer ? edge.from : edge.to;
    Q_EMIT selectionRequested(layerOf(*workload_, tree_->block(scene_->boxes[next].block)));
    return;
  }
}

void GraphView::copyName() const {
  const auto selected = canvas_->emphasis().selected;
  if (selected) QApplication::clipboard()->setText(blockName(*workload_, *tree_, scene_->boxes[*selected].block));
}

void GraphView::addBoxActions(QMenu& menu, std::size_t box) {
  const BlockId block = scene_->boxes[box].block;
  const QString name = blockName(*workload_, *tree_, block);
  menu.addAction(tr("Copy name"), this, [name] { QApplication::clipboard()->setText(name); });
  if (scene_->boxes[box].canOpen()) menu.addAction(tr("Expand"), this, [this, block] { openBlock(block); });
  if (const auto around = foldable(*tree_, block))
    menu.addAction(tr("Fold the block around it"), this, [this, around] { foldBlock(*around); });
  if (evaluationOnShow() != nullptr) {
    const Block& layers = tree_->block(block);
    menu.addAction(tr("Fuse with the next group"), this,
                   [this, last = LayerId(layers.last - 1)] { Q_EMIT fuseRequested(last); });
    menu.addAction(tr("Split its group here"), this,
                   [this, first = LayerId(layers.first)] { Q_EMIT splitRequested(first); });
    menu.addAction(tr("Choose the cuts of its group…"), this,
                   [this, layer = layerOf(*workload_, layers)] { Q_EMIT cutsRequested(layer); });
  }
  menu.addSeparator();
}

void GraphView::showMenu(QPoint globalPosition, std::optional<std::size_t> box) {
  if (!scene_) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (box) addBoxActions(*menu, *box);
  menu->addAction(tr("Fold all"), this, &GraphView::foldAll);
  menu->addAction(tr("Expand all"), this, &GraphView::openAll);
  menu->addAction(tr("Show all"), canvas_, &GraphCanvas::fitAll);
  const auto add = [this](QMenu& choices, QActionGroup& group, const QString& text, bool chosen, auto run) {
    QAction* action = choices.addAction(text, this, run);
    action->setCheckable(true);
    action->setChecked(chosen);
    group.addAction(action);
  };
  QMenu& colours = *menu->addMenu(tr("Colour by"));
  auto* colourGroup = new QActionGroup(menu);
  for (const GraphColour colour : kGraphColours)
    add(colours, *colourGroup, colourText(colour), colour == colour_, [this, colour] { setColour(colour); });
  QMenu& flows = *menu->addMenu(tr("Direction"));
  auto* flowGroup = new QActionGroup(menu);
  add(flows, *flowGroup, tr("As the view is shaped"), flow_ == GraphFlow::Automatic,
      [this] { setFlow(GraphFlow::Automatic); });
  add(flows, *flowGroup, tr("Down"), flow_ == GraphFlow::Down, [this] { setFlow(GraphFlow::Down); });
  add(flows, *flowGroup, tr("To the right"), flow_ == GraphFlow::Right, [this] { setFlow(GraphFlow::Right); });
  menu->addSeparator();
  menu->addAction(tr("Export…"), this, &GraphView::exportRequested);
  menu->popup(globalPosition);
}

void GraphView::find(const QString& text) {
  hits_.clear();
  if (workload_ && !text.isEmpty()) {
    for (std::size_t index = 0; index < workload_->layers.size(); ++index) {
      const Layer& layer = workload_->layers[index];
      for (const std::string* named : {&layer.name, &layer.operation, &layer.node}) {
        if (!fromText(*named).contains(text, Qt::CaseInsensitive)) continue;
        hits_.push_back(LayerId(index));
        break;
      }
    }
  }
  count_->setText(text.isEmpty() ? QString() : tr("%1 found").arg(hits_.size()));
  showEmphasis();
}

void GraphView::showNextHit(int step) {
  const std::vector<std::size_t> boxes = canvas_->emphasis().hits;
  if (boxes.empty()) return;
  const auto count = static_cast<int>(boxes.size());
  const auto selected = canvas_->emphasis().selected;
  const auto at = selected ? std::ranges::find(boxes, *selected) : boxes.end();
  const int before = at == boxes.end() ? (step > 0 ? -1 : 0) : static_cast<int>(at - boxes.begin());
  const int next = (before + step + count) % count;
  const std::size_t box = boxes[static_cast<std::size_t>(next)];
  count_->setText(tr("%1 of %2 boxes").arg(next + 1).arg(count));
  const auto hit = std::ranges::find_if(hits_, [&](LayerId layer) { return boxOf(*scene_, layer) == box; });
  Q_EMIT selectionRequested(*hit);
}

TextTable GraphView::exportTable() const {
  TextTable table{.headings = {"box", "operation", "name", "shape", "class", "first_layer", "layers", "operations",
                               "busy[cycles]", "energy[pJ]", "reads_boxes"},
                  .rows = {}};
  if (!scene_) return table;
  const auto costs = [&](GraphColour colour) {
    return boxCosts(*scene_, *tree_, *workload_, evaluationOnShow(), colour);
  };
  const auto busy = costs(GraphColour::Latency);
  const auto energy = costs(GraphColour::Energy);
  const auto operations = costs(GraphColour::Operations);
  std::vector<QStringList> reads(scene_->boxes.size());
  for (const ShownEdge& edge : scene_->shown.edges) reads[edge.to] << QString::number(edge.from);
  for (std::size_t box = 0; box < scene_->boxes.size(); ++box) {
    const GraphBox& shown = scene_->boxes[box];
    const Block& block = tree_->block(shown.block);
    table.rows.push_back({QString::number(box), shown.label.title, blockName(*workload_, *tree_, shown.block),
                          shown.label.shape, classText(shown.operatorClass), QString::number(block.first),
                          QString::number(block.layers()), plainNumber((*operations)[box]),
                          busy ? plainNumber((*busy)[box]) : QString(),
                          energy ? plainNumber((*energy)[box]) : QString(), reads[box].join(QLatin1Char(' '))});
  }
  return table;
}

}  // namespace fusewright
