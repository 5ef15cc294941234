#include "widgets/fusion/fusion_view.h"

#include <algorithm>
#include <array>

#include <QFormLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/fusion/tiling_text.h"
#include "widgets/inspector/property.h"

namespace fusewright {
namespace {

constexpr std::array<const char*, 9> kStudyPlans{"unfused", "A", "B", "A-B", "AS", "BS", "AS-B", "A-BS", "all"};
constexpr int kLayerRole = Qt::UserRole;

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
      assumptions_(new AssumptionsBox(this)),
      groups_(new QTreeWidget(this)) {
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
  groups_->setAccessibleName(tr("Fusion groups in order of execution"));
  groups_->setColumnCount(2);
  groups_->setHeaderLabels({tr("Group"), tr("Time")});
  groups_->setFrameShape(QFrame::NoFrame);
  groups_->setIndentation(fontMetrics().averageCharWidth() * 2);
  groups_->setUniformRowHeights(true);
  groups_->header()->setStretchLastSection(false);
  groups_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  groups_->header()->setSectionResizeMode(1, QHeaderView::Interactive);
  groups_->header()->resizeSection(1, fontMetrics().averageCharWidth() * 14);
  layout()->addWidget(groups_);
  connect(groups_, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) {
    const QVariant layer = item->data(0, kLayerRole);
    if (layer.isValid()) Q_EMIT selectionRequested(LayerId(layer.toInt()));
  });
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
  tiling_->setCurrentIndex(tiling_->findData(static_cast<int>(request.tiling)));
  const bool explicitCuts = request.tiling == TilingMode::Explicit;
  entries_->setVisible(explicitCuts);
  entriesLabel_->setVisible(explicitCuts);
  if (!entries_->hasFocus() || request != request_) entries_->setText(tilingText(request.entries));
  request_ = request;
}

void FusionView::showGroups(const Evaluation& evaluation) {
  const auto rows = buildFusionRows(evaluation);
  const auto plan = [](const FusionRow& row) { return std::pair(row.title, row.families); };
  if (!std::ranges::equal(rows, rows_, {}, plan, plan) ||
      groups_->topLevelItemCount() != static_cast<int>(rows.size())) {
    groups_->clear();
    for (const FusionRow& row : rows) addGroup(row, *evaluation.workload);
  }
  rows_ = rows;
  for (std::size_t index = 0; index < rows.size(); ++index) {
    auto* item = groups_->topLevelItem(static_cast<int>(index));
    item->setText(1, formatCycles(Cycles(rows[index].end - rows[index].start)).brief);
    item->setToolTip(
        1,
        tr("%1 to %2").arg(formatCycles(Cycles(rows[index].start)).exact, formatCycles(Cycles(rows[index].end)).exact));
  }
}

void FusionView::addGroup(const FusionRow& row, const Workload& workload) {
  const auto colours = colourKeys(workload);
  const ThemeMode mode = themeOf(palette()).mode;
  auto* item = new QTreeWidgetItem(groups_, {row.title});
  item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
  item->setData(0, kLayerRole, row.layer.value);
  if (row.families.empty()) item->setData(0, Qt::DecorationRole, layerColour(colours[row.layer.index()], mode));
  if (row.fused) {
    QFont bold = font();
    bold.setBold(true);
    item->setFont(0, bold);
  }
  for (const LayerId family : row.families) {
    auto* child = new QTreeWidgetItem(item, {familyText(workload, family)});
    child->setData(0, kLayerRole, family.value);
    child->setData(0, Qt::DecorationRole, layerColour(colours[family.index()], mode));
  }
  item->setExpanded(row.fused);
}

void FusionView::setSnapshot(const Snapshot& snapshot) {
  if (!snapshot.design.workload) return;
  if (snapshot.design.workload != workload_) {
    workload_ = snapshot.design.workload;
    offerPlans(*workload_);
  }
  showRequest(snapshot.design.mapping);
  assumptions_->setAssumptions(snapshot.design.assumptions);
  if (!snapshot.evaluation || snapshot.evaluation == evaluation_) return;
  evaluation_ = snapshot.evaluation;
  showGroups(*evaluation_);
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
    entries_->setVisible(true);
    entriesLabel_->setVisible(true);
    entries_->setFocus();
    return;
  }
  if (request != request_) Q_EMIT editRequested(SetMapping{request});
}

void FusionView::entriesTyped() {
  if (!entries_->isModified()) return;
  entries_->setModified(false);
  const auto parsed = parseTilingText(entries_->text());
  entries_->setToolTip(parsed ? tr("DIM=PARTS for each loop dimension to cut")
                              : QString::fromStdString(message(parsed.error())));
  QPalette colours = palette();
  if (!parsed) colours.setColor(QPalette::Text, themeOf(colours).danger);
  entries_->setPalette(colours);
  if (!parsed) return;
  MappingRequest request = request_;
  request.tiling = TilingMode::Explicit;
  request.entries = *parsed;
  if (request != request_) Q_EMIT editRequested(SetMapping{request});
}

TextTable FusionView::exportTable() const {
  TextTable table{.headings = {"group", "layer", "name"}, .rows = {}};
  if (!evaluation_) return table;
  const auto& groups = evaluation_->mapping->fusion.groups;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const LayerId layer : groups[group].layers) {
      table.rows.push_back({QString::number(group), QString::number(layer.value),
                            QString::fromStdString(evaluation_->workload->layer(layer).name)});
    }
  }
  return table;
}

}  // namespace fusewright
