#include "widgets/fusion/layer_mapping_view.h"

#include <algorithm>
#include <tuple>

#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/fusion/tiling_text.h"

namespace fusewright {
namespace {

constexpr int kMostUnits = 1 << 26;

/// Whether the fields for `layer` are the same for both designs.
bool looksAlike(const Evaluation& a, const Evaluation& b, LayerId layer) {
  if (a.workload != b.workload || a.design.mapping.rules != b.design.mapping.rules) return false;
  if (layer.index() >= a.workload->layers.size()) return true;
  const LayerMapping& mapping = a.mapping->layers[layer.index()];
  const auto looks = [](const Core& core) { return std::tie(core.name, core.array.dims); };
  return mapping == b.mapping->layers[layer.index()] &&
         std::ranges::equal(a.design.accelerator->cores, b.design.accelerator->cores, {}, looks, looks);
}

/// An empty field cuts nothing.
Result<Tiling> cutsIn(const QLineEdit& field) {
  return field.text().trimmed().isEmpty() ? Tiling() : parseTilingText(field.text());
}

/// "D along D1 (64), N along D2 (4)" of the first tile of a layer; empty if there is no cost of one.
QString unrolledOf(const Evaluation& evaluation, LayerId layer) {
  const auto& tiles = evaluation.graph->tilesOfLayer[layer.index()];
  const auto& cores = evaluation.mapping->layers[layer.index()].cores;
  if (tiles.empty() || cores.empty()) return {};
  const auto index = static_cast<std::size_t>(evaluation.costs->ofTile[tiles.front().index()]);
  const auto& sides = evaluation.design.accelerator->core(cores.front()).array.dims;
  const auto& loops = evaluation.workload->layer(layer).dims;
  QStringList texts;
  for (const SpatialLoop& loop : evaluation.costs->distinct[index].spatial) {
    const auto side = static_cast<std::size_t>(loop.arrayDim);
    const auto dim = static_cast<std::size_t>(loop.dim);
    if (side >= sides.size() || dim >= loops.size()) continue;
    texts << LayerMappingView::tr("%1 along %2 (%3 at once)")
                 .arg(QString::fromStdString(loops[dim].name), QString::fromStdString(sides[side].name),
                      shortNumber(loop.size));
  }
  return texts.isEmpty() ? LayerMappingView::tr("nothing") : texts.join(QStringLiteral(", "));
}

}  // namespace

LayerMappingView::LayerMappingView(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(tr("Select a layer"), this)),
      fields_(new QWidget(this)),
      form_(new QFormLayout(fields_)),
      cores_(new QListWidget(fields_)),
      across_(new QLineEdit(fields_)),
      inTime_(new QLineEdit(fields_)),
      unrolled_(new QLabel(fields_)),
      reset_(new QToolButton(this)),
      message_(new QLabel(this)) {
  setObjectName(QStringLiteral("layerMappingView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  QFont bold = font();
  bold.setBold(true);
  title_->setFont(bold);
  layout->addWidget(title_);
  createFields();
  layout->addWidget(fields_);
  reset_->setText(tr("&Back to the proposal"));
  reset_->setToolTip(tr("Forget what is set for this layer"));
  layout->addWidget(reset_);
  message_->setWordWrap(true);
  layout->addWidget(message_);
  layout->addStretch(1);
  connect(reset_, &QToolButton::clicked, this, &LayerMappingView::backToProposal);
  fields_->hide();
  reset_->hide();
}

void LayerMappingView::createFields() {
  cores_->setAccessibleName(tr("Cores that run the layer"));
  cores_->setToolTip(tr("Cores that may run the layer; with cuts across cores part i runs on core i of these"));
  cores_->setMaximumHeight(fontMetrics().height() * 7);
  across_->setAccessibleName(tr("Cuts across cores"));
  across_->setPlaceholderText(tr("none, or as D=4"));
  across_->setToolTip(tr("DIM=PARTS: how the layer is split across its cores; empty: not at all"));
  inTime_->setAccessibleName(tr("Cuts in time"));
  inTime_->setPlaceholderText(tr("none, or as L=all, D=2"));
  inTime_->setToolTip(
      tr("DIM=PARTS: the tiles of the layer inside a fusion group; all = one part per iteration; "
         "empty: not cut"));
  unrolled_->setWordWrap(true);
  unrolled_->setAccessibleName(tr("Unrolled now"));
  unrolled_->setToolTip(
      tr("Which loops the tiles of this layer are unrolled by, whether you said so or it was found to use most units"));
  form_->setContentsMargins(0, 0, 0, 0);
  form_->addRow(tr("&Cores"), cores_);
  form_->addRow(tr("&Across cores"), across_);
  form_->addRow(tr("In &time"), inTime_);
  form_->addRow(tr("Unrolled now"), unrolled_);
  connect(cores_, &QListWidget::itemChanged, this, &LayerMappingView::changed);
  connect(across_, &QLineEdit::editingFinished, this, &LayerMappingView::changed);
  connect(inTime_, &QLineEdit::editingFinished, this, &LayerMappingView::changed);
}

void LayerMappingView::setSnapshot(const Snapshot& snapshot) {
  design_ = snapshot.design;
  if (!snapshot.evaluation || snapshot.stale || snapshot.evaluation == evaluation_) return;
  const bool alike = evaluation_ && (!layer_ || looksAlike(*evaluation_, *snapshot.evaluation, *layer_));
  evaluation_ = snapshot.evaluation;
  if (!alike) {
    showLayer();
  } else {
    showUnitsUsed();
  }
}

void LayerMappingView::setSelection(const Selection& selection) {
  std::optional<LayerId> layer;
  if (const auto* chosen = std::get_if<LayerId>(&selection)) layer = *chosen;
  if (const auto* tile = std::get_if<TileKey>(&selection)) layer = tile->layer;
  if (layer == layer_) return;
  layer_ = layer;
  showLayer();
}

void LayerMappingView::showLayer() {
  const QScopedValueRollback showing(showing_, true);
  const bool known = layer_ && evaluation_ && layer_->index() < evaluation_->workload->layers.size() &&
                     evaluation_->workload->layer(*layer_).kind == LayerKind::Compute;
  fields_->setVisible(known);
  reset_->setVisible(known);
  message_->clear();
  if (!known) {
    title_->setText(tr("Select a layer that takes time"));
    return;
  }
  const Layer& layer = evaluation_->workload->layer(*layer_);
  const LayerMapping& mapping = evaluation_->mapping->layers[layer_->index()];
  const QString name = familyText(*evaluation_->workload, *layer_);
  title_->setText(layer.recurrence ? tr("%1, all steps").arg(name) : name);
  showCores(mapping);
  showSpatial(layer, mapping);
  showUnitsUsed();
  across_->setText(tilingText(mapping.interCore));
  inTime_->setText(tilingText(mapping.intraCore));
  const std::string rule = ruleName(*evaluation_->workload, *layer_);
  reset_->setEnabled(std::ranges::find(design_.mapping.rules, rule, &MappingRule::name) != design_.mapping.rules.end());
}

void LayerMappingView::showCores(const LayerMapping& mapping) {
  cores_->clear();
  const Accelerator& accelerator = *evaluation_->design.accelerator;
  for (std::size_t core = 0; core < accelerator.offChip.index(); ++core) {
    auto* item = new QListWidgetItem(QString::fromStdString(accelerator.cores[core].name), cores_);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
    const bool used = std::ranges::find(mapping.cores, CoreId(core)) != mapping.cores.end();
    item->setCheckState(used ? Qt::Checked : Qt::Unchecked);
  }
}

void LayerMappingView::showSpatial(const Layer& layer, const LayerMapping& mapping) {
  // Rows of array dimensions come and go with the core.
  for (const Unrolling& unrolling : unrollings_) form_->removeRow(unrolling.loop->parentWidget());
  unrollings_.clear();
  if (mapping.cores.empty()) return;
  const OperationalArray& array = evaluation_->design.accelerator->core(mapping.cores.front()).array;
  for (const ArrayDim& dim : array.dims) addUnrolling(layer, dim);
  showUnrolled(mapping);
}

void LayerMappingView::addUnrolling(const Layer& layer, const ArrayDim& dim) {
  auto* row = new QWidget(fields_);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  const Unrolling made{.arrayDim = dim.name, .loop = new QComboBox(row), .factor = new QSpinBox(row)};
  const QString name = QStringLiteral("%1 (%2)").arg(QString::fromStdString(made.arrayDim)).arg(dim.size);
  made.loop->addItem(tr("nothing said"));
  for (const LoopDim& loop : layer.dims) made.loop->addItem(QString::fromStdString(loop.name));
  made.loop->setAccessibleName(tr("Loop unrolled along %1").arg(name));
  made.loop->setToolTip(
      tr("The loop of the layer that is unrolled along this side of the array; nothing said along all "
         "sides: the best use of the units is looked for"));
  made.factor->setRange(0, kMostUnits);
  made.factor->setSpecialValueText(tr("all that fit"));
  made.factor->setAccessibleName(tr("Iterations unrolled along %1").arg(name));
  layout->addWidget(made.loop, 1);
  layout->addWidget(made.factor, 1);
  form_->addRow(name, row);
  connect(made.loop, &QComboBox::activated, this, &LayerMappingView::changed);
  connect(made.factor, &QSpinBox::editingFinished, this, &LayerMappingView::changed);
  unrollings_.push_back(made);
}

void LayerMappingView::showUnrolled(const LayerMapping& mapping) {
  for (std::size_t dim = 0; dim < unrollings_.size(); ++dim) {
    const auto unrolled =
        std::ranges::find(mapping.spatial.unrollings, static_cast<int>(dim), &SpatialUnrolling::arrayDim);
    const bool isSaid = unrolled != mapping.spatial.unrollings.end();
    const bool isBounded = isSaid && unrolled->factor < kMostUnits;
    unrollings_[dim].loop->setCurrentIndex(
        isSaid ? unrollings_[dim].loop->findText(QString::fromStdString(unrolled->loopDim)) : 0);
    unrollings_[dim].factor->setValue(isBounded ? static_cast<int>(unrolled->factor) : 0);
  }
}

void LayerMappingView::showUnitsUsed() {
  const bool known = layer_ && evaluation_ && layer_->index() < evaluation_->workload->layers.size();
  unrolled_->setText(known ? unrolledOf(*evaluation_, *layer_) : QString());
}

Result<MappingRule> LayerMappingView::rule() const {
  MappingRule rule = ruleOf(*evaluation_->workload, *evaluation_->design.accelerator, *evaluation_->mapping, *layer_);
  rule.cores.emplace();
  for (int core = 0; core < cores_->count(); ++core)
    if (cores_->item(core)->checkState() == Qt::Checked) rule.cores->emplace_back(core);
  rule.spatial.reset();
  for (std::size_t dim = 0; dim < unrollings_.size(); ++dim) {
    const Unrolling& unrolling = unrollings_[dim];
    if (unrolling.loop->currentIndex() <= 0) continue;
    if (!rule.spatial) rule.spatial.emplace();
    const std::int64_t factor = unrolling.factor->value() == 0 ? kUnrollAll : unrolling.factor->value();
    rule.spatial->emplace_back(unrolling.arrayDim,
                               SpatialUnrolling{.arrayDim = static_cast<int>(dim),
                                                .loopDim = unrolling.loop->currentText().toStdString(),
                                                .factor = factor});
  }
  const auto across = cutsIn(*across_);
  if (!across) return tl::make_unexpected(across.error());
  const auto inTime = cutsIn(*inTime_);
  if (!inTime) return tl::make_unexpected(inTime.error());
  rule.interCore = *across;
  rule.intraCore = *inTime;
  return rule;
}

void LayerMappingView::changed() {
  if (showing_ || !layer_ || !evaluation_) return;
  const auto asked = rule();
  if (!asked) {
    refuse(asked.error());
    return;
  }
  message_->clear();
  const MappingRule present =
      ruleOf(*evaluation_->workload, *evaluation_->design.accelerator, *evaluation_->mapping, *layer_);
  if (*asked != present) request(withRule(design_.mapping.rules, *asked));
}

void LayerMappingView::refuse(const Error& error) {
  message_->setText(QString::fromStdString(fusewright::message(error)));
  const QScopedValueRollback showing(showing_, true);
  const LayerMapping& mapping = evaluation_->mapping->layers[layer_->index()];
  for (int core = 0; core < cores_->count(); ++core) {
    const bool used = std::ranges::find(mapping.cores, CoreId(core)) != mapping.cores.end();
    cores_->item(core)->setCheckState(used ? Qt::Checked : Qt::Unchecked);
  }
  showUnrolled(mapping);
}

void LayerMappingView::backToProposal() {
  if (layer_ && evaluation_) request(withoutRule(design_.mapping.rules, ruleName(*evaluation_->workload, *layer_)));
}

void LayerMappingView::request(std::vector<MappingRule> rules) {
  MappingRequest wanted = design_.mapping;
  wanted.rules = std::move(rules);
  const auto mapping = makeMapping(*evaluation_->workload, *design_.accelerator, wanted, design_.assumptions);
  if (!mapping) {
    refuse(mapping.error());
    return;
  }
  message_->clear();
  if (wanted != design_.mapping) Q_EMIT editRequested(SetMapping{wanted});
}

}  // namespace fusewright
