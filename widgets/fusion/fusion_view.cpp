#include "widgets/fusion/fusion_view.h"

#include <array>

#include <QFormLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/fusion/cut_rows.h"
#include "widgets/fusion/tiling_text.h"
#include "widgets/inspector/property.h"

namespace fusewright {
namespace {

constexpr std::array<const char*, 9> kStudyPlans{"unfused", "A", "B", "A-B", "AS", "BS", "AS-B", "A-BS", "all"};

QString planToolTip() {
  return FusionView::tr(
      "Groups of the study: A = {mul_delta_A, Exp}, B = {mul_delta_B, mul_dBx}, S = the steps of the scan; letters "
      "without a dash run as one group. auto: whatever is sound for this model and this hardware.");
}

}  // namespace

FusionView::FusionView(QWidget* parent)
    : QWidget(parent),
      fusion_(new QComboBox(this)),
      tiling_(new QComboBox(this)),
      entries_(new QLineEdit(this)),
      entriesLabel_(new QLabel(tr("&Cuts"), this)),
      entriesMessage_(new QLabel(this)),
      assumptions_(new AssumptionsBox(this)),
      groups_(new GroupTree(this)) {
  setObjectName(QStringLiteral("fusionView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  createForm();
  createGroups();
}

void FusionView::createForm() {
  fusion_->setAccessibleName(tr("Fusion plan"));
  fusion_->setToolTip(planToolTip());
  tiling_->setAccessibleName(tr("Tiling"));
  tiling_->addItem(tr("one step a tile"), static_cast<int>(TilingMode::PerStep));
  tiling_->addItem(tr("memory-aware"), static_cast<int>(TilingMode::MemoryAware));
  tiling_->addItem(tr("whole layers"), static_cast<int>(TilingMode::None));
  tiling_->addItem(tr("own cuts"), static_cast<int>(TilingMode::Explicit));
  tiling_->setToolTip(
      tr("How fused layers are cut into tiles. Memory-aware also splits the channels so that a step fits the memory."));
  entries_->setAccessibleName(tr("Cuts"));
  entries_->setPlaceholderText(QStringLiteral("L=64, D=2"));
  entries_->setToolTip(
      tr("DIM=PARTS for each loop dimension to cut; the first runs fastest; all = one part per iteration"));
  entriesLabel_->setBuddy(entries_);
  auto* form = new QFormLayout;
  form->addRow(tr("&Plan"), fusion_);
  form->addRow(tr("&Tiling"), tiling_);
  form->addRow(entriesLabel_, entries_);
  entriesMessage_->setWordWrap(true);
  entriesMessage_->hide();
  form->addRow(entriesMessage_);
  auto* label = new QLabel(tr("&Assumptions"), this);
  label->setBuddy(assumptions_->firstField());
  form->addRow(label, assumptions_);
  static_cast<QVBoxLayout*>(layout())->addLayout(form);
  connect(fusion_, &QComboBox::activated, this, &FusionView::fusionChosen);
  connect(tiling_, &QComboBox::activated, this, &FusionView::tilingChosen);
  connect(assumptions_, &AssumptionsBox::editRequested, this, &FusionView::editRequested);
  connect(entries_, &QLineEdit::editingFinished, this, &FusionView::entriesTyped);
}

void FusionView::createGroups() {
  layout()->addWidget(groups_);
  connect(groups_, &GroupTree::layerChosen, this, [this](LayerId layer) { Q_EMIT selectionRequested(layer); });
  connect(groups_, &GroupTree::mappingRequested, this, &FusionView::take);
  connect(groups_, &GroupTree::refused, this, &FusionView::refused);
}

void FusionView::take(const MappingRequest& request) {
  if (request != request_) Q_EMIT editRequested(SetMapping{request});
}

void FusionView::regroup(const Regrouping& change) {
  groups_->ask(change);
}

std::optional<std::size_t> FusionView::groupOf(LayerId layer) const {
  return evaluation_ ? groupOfLayer(evaluation_->mapping->fusion, layer) : std::nullopt;
}

void FusionView::fuseWithNext(LayerId layer) {
  if (const auto group = groupOf(layer)) groups_->ask(MergeGroups{.first = *group, .last = *group + 1});
}

void FusionView::splitBefore(LayerId layer) {
  if (const auto group = groupOf(layer)) groups_->ask(SplitGroup{.group = *group, .first = layer});
}

void FusionView::offerPlans(const Workload& workload) {
  const QSignalBlocker quiet(fusion_);
  fusion_->clear();
  for (const char* name : kStudyPlans) {
    // A model without a Mamba block has no such groups; only what can be asked for is offered.
    if (studyPlan(workload, name)) fusion_->addItem(QLatin1String(name), QLatin1String(name));
  }
  fusion_->addItem(QStringLiteral("auto"), QStringLiteral("auto"));
}

void FusionView::showRequest(const MappingRequest& request) {
  const QSignalBlocker quiet(fusion_);
  const int own = fusion_->findData(QVariant());
  if (own >= 0) fusion_->removeItem(own);
  if (const auto* named = std::get_if<NamedFusion>(&request.fusion)) {
    fusion_->setCurrentIndex(fusion_->findData(QString::fromStdString(named->name)));
  } else {
    fusion_->addItem(tr("own plan"), QVariant());
    fusion_->setCurrentIndex(fusion_->count() - 1);
  }
  // Cuts that were refused stay, to be mended; only another tiling, as by undo, puts them away.
  const bool sameCuts = request.tiling == request_.tiling && request.entries == request_.entries;
  if (!typesCuts_ || !sameCuts) {
    tiling_->setCurrentIndex(tiling_->findData(static_cast<int>(request.tiling)));
    showCuts(request.tiling == TilingMode::Explicit);
    if (!entries_->hasFocus() || request != request_) entries_->setText(tilingText(request.entries));
    if (!sameCuts) markCuts(std::nullopt);
  }
  request_ = request;
}

void FusionView::showCuts(bool shown) {
  entries_->setVisible(shown);
  entriesLabel_->setVisible(shown);
}

void FusionView::markCuts(const std::optional<Error>& error) {
  typesCuts_ = error.has_value();
  const QString text = error ? QString::fromStdString(message(*error)) : QString();
  entriesMessage_->setText(text);
  entriesMessage_->setVisible(error.has_value());
  entries_->setAccessibleDescription(text);
  QPalette colours = palette();
  if (error) colours.setColor(QPalette::Text, themeOf(colours).danger);
  entries_->setPalette(colours);
}

void FusionView::setSnapshot(const Snapshot& snapshot) {
  if (!snapshot.design.workload) return;
  if (snapshot.design.workload != workload_) {
    workload_ = snapshot.design.workload;
    offerPlans(*workload_);
  }
  accelerator_ = snapshot.design.accelerator;
  assumptionsInUse_ = snapshot.design.assumptions;
  showRequest(snapshot.design.mapping);
  groups_->setRequest(request_);
  assumptions_->setAssumptions(snapshot.design.assumptions);
  if (!snapshot.evaluation || snapshot.evaluation == evaluation_) return;
  evaluation_ = snapshot.evaluation;
  groups_->setEvaluation(evaluation_);
}

void FusionView::fusionChosen(int index) {
  const QVariant name = fusion_->itemData(index);
  if (!name.isValid()) return;
  MappingRequest request = request_;
  request.fusion = NamedFusion{.name = name.toString().toStdString()};
  if (request != request_) Q_EMIT editRequested(SetMapping{request});
}

void FusionView::tilingChosen(int index) {
  MappingRequest request = request_;
  request.tiling = static_cast<TilingMode>(tiling_->itemData(index).toInt());
  if (request.tiling == TilingMode::Explicit && request.entries.empty()) {
    // Nothing to cut yet: ask for the cuts first, edit when they are typed.
    typesCuts_ = true;
    showCuts(true);
    entries_->setFocus();
    return;
  }
  markCuts(std::nullopt);
  showCuts(request.tiling == TilingMode::Explicit);
  entries_->setText(tilingText(request.entries));
  if (request != request_) Q_EMIT editRequested(SetMapping{request});
}

void FusionView::entriesTyped() {
  if (!entries_->isModified()) return;
  entries_->setModified(false);
  auto parsed = parseTilingText(entries_->text());
  if (!parsed) {
    markCuts(parsed.error());
    return;
  }
  MappingRequest request = request_;
  request.tiling = TilingMode::Explicit;
  request.entries = *std::move(parsed);
  const auto mapping = workload_ && accelerator_ ? makeMapping(*workload_, *accelerator_, request, assumptionsInUse_)
                                                 : Result<Mapping>();
  if (!mapping) {
    markCuts(mapping.error());
    return;
  }
  markCuts(std::nullopt);
  if (request != request_) Q_EMIT editRequested(SetMapping{request});
}

TextTable FusionView::exportTable() const {
  TextTable table{.headings = {"group", "layer", "name", "halos", "cuts"}, .rows = {}};
  if (!evaluation_) return table;
  const auto& groups = evaluation_->mapping->fusion.groups;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const QString cuts = tilingText(presentCuts(*evaluation_->workload, *evaluation_->mapping, groups[group].layers));
    for (const LayerId layer : groups[group].layers) {
      table.rows.push_back({QString::number(group), QString::number(layer.value),
                            QString::fromStdString(evaluation_->workload->layer(layer).name),
                            groups[group].halos == HaloRule::Recomputed ? "recomputed" : "stored", cuts});
    }
  }
  return table;
}

}  // namespace fusewright
