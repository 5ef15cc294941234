#include "widgets/fusion/group_tree.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QSignalBlocker>

#include "core/evaluate/regrouped_request.h"
#include "widgets/common/family_names.h"
#include "widgets/common/format.h"
#include "widgets/common/palette.h"

namespace fusewright {
namespace {

constexpr int kLayerRole = Qt::UserRole;
constexpr int kHaloColumn = 2;
constexpr int kCutsColumn = 3;
/// Long enough for the next line to be reached by a key that is held down.
constexpr int kRestMs = 150;

QString haloTip() {
  return GroupTree::tr(
      "Whether halos are computed again. They are the rows and columns that tiles of two steps both need, as the "
      "windows of convolutions do. Off (the "
      "default): each is computed once, and kept or fetched again for the next step. On: every step computes all that "
      "it needs, which takes more operations but holds nothing from step to step.");
}

}  // namespace

GroupTree::GroupTree(QWidget* parent) : QTreeWidget(parent) {
  setAccessibleName(tr("Fusion groups in order of execution"));
  setToolTip(tr("Drag layers between groups, or groups to another place; more in the context menu"));
  setColumnCount(4);
  setHeaderLabels({tr("Group"), tr("Time"), tr("Halos"), tr("Cuts")});
  headerItem()->setToolTip(kHaloColumn, haloTip());
  headerItem()->setToolTip(
      kCutsColumn,
      tr("Into how many parts each loop of a fused group is cut, fastest first; a double click or Enter chooses"));
  setFrameShape(QFrame::NoFrame);
  setIndentation(fontMetrics().averageCharWidth() * 2);
  setUniformRowHeights(true);
  setDragEnabled(true);
  setAcceptDrops(true);
  setDropIndicatorShown(true);
  setDragDropMode(QAbstractItemView::InternalMove);
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(0, QHeaderView::Stretch);
  header()->setSectionResizeMode(1, QHeaderView::Interactive);
  header()->resizeSection(1, fontMetrics().averageCharWidth() * 15);
  header()->setSectionResizeMode(kCutsColumn, QHeaderView::Interactive);
  header()->resizeSection(kCutsColumn, fontMetrics().averageCharWidth() * 12);
  header()->moveSection(kCutsColumn, 1);
  setExpandsOnDoubleClick(false);
  header()->setSectionResizeMode(kHaloColumn, QHeaderView::Interactive);
  header()->resizeSection(kHaloColumn, header()->sectionSizeHint(kHaloColumn));
  createActions();
  connect(this, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) {
    const QVariant layer = item->data(0, kLayerRole);
    if (layer.isValid()) Q_EMIT layerChosen(LayerId(layer.toInt()));
  });
  connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
    const QVariant layer = item->data(0, kLayerRole);
    if (layer.isValid()) Q_EMIT cutsRequested(LayerId(layer.toInt()));
  });
  connect(this, &QTreeWidget::currentItemChanged, this, &GroupTree::currentChanged);
  judging_.setSingleShot(true);
  connect(&judging_, &QTimer::timeout, this, &GroupTree::judgeNext);
  connect(this, &QTreeWidget::itemChanged, this, &GroupTree::haloBoxChanged);
}

void GroupTree::setEvaluation(std::shared_ptr<const Evaluation> evaluation) {
  evaluation_ = std::move(evaluation);
  auto rows = buildFusionRows(*evaluation_);
  const auto plan = [](const FusionRow& row) { return std::tuple(row.title, row.families, row.group); };
  const bool same =
      std::ranges::equal(rows, rows_, {}, plan, plan) && topLevelItemCount() == static_cast<int>(rows.size());
  rows_ = std::move(rows);
  if (!same) rebuild();
  for (std::size_t index = 0; index < rows_.size(); ++index) {
    const FusionRow& row = rows_[index];
    auto* item = topLevelItem(static_cast<int>(index));
    item->setText(1, formatCycles(Cycles(row.end - row.start)).brief);
    item->setToolTip(1, tr("%1 to %2").arg(formatCycles(Cycles(row.start)).exact, formatCycles(Cycles(row.end)).exact));
    showHalos(*item, row);
    showCuts(*item, row);
  }
}

void GroupTree::showCuts(QTreeWidgetItem& item, const FusionRow& row) {
  if (!row.fused) return;
  item.setText(kCutsColumn, row.cuts.isEmpty() ? tr("whole") : row.cuts);
  item.setToolTip(kCutsColumn, item.text(kCutsColumn));
}

void GroupTree::showHalos(QTreeWidgetItem& item, const FusionRow& row) {
  if (!row.fused) return;
  const QSignalBlocker quiet(this);
  item.setCheckState(kHaloColumn, row.halos == HaloRule::Recomputed ? Qt::Checked : Qt::Unchecked);
  item.setToolTip(kHaloColumn, haloTip());
  item.setData(kHaloColumn, Qt::AccessibleTextRole, tr("Recompute halos"));
}

void GroupTree::haloBoxChanged(const QTreeWidgetItem* item, int column) {
  const auto row = static_cast<std::size_t>(indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item)));
  if (column != kHaloColumn || row >= rows_.size() || !rows_[row].fused) return;
  const bool recompute = item->checkState(kHaloColumn) == Qt::Checked;
  showHalos(*topLevelItem(static_cast<int>(row)), rows_[row]);  // what is so, until what is asked for is evaluated
  if (recompute == (rows_[row].halos == HaloRule::Recomputed)) return;
  if (const auto change = otherHalos(row)) ask(*change);
}

void GroupTree::changeEvent(QEvent* event) {
  QTreeWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange || !evaluation_) return;
  rows_.clear();  // lines have colours of the theme
  setEvaluation(evaluation_);
}

void GroupTree::rebuild() {
  clear();
  const std::vector<QString> names = familyNames(*evaluation_->workload);
  for (std::size_t index = 0; index < rows_.size(); ++index) addRow(index, names);
  for (const int column : {kHaloColumn, kCutsColumn})
    setColumnHidden(column, std::ranges::none_of(rows_, &FusionRow::fused));
  currentChanged();
}

void GroupTree::addRow(std::size_t index, const std::vector<QString>& names) {
  const FusionRow& row = rows_[index];
  const Workload& workload = *evaluation_->workload;
  const auto colours = colourKeys(workload);
  const ThemeMode mode = themeOf(palette()).mode;
  auto* item = new QTreeWidgetItem(this, {row.title});
  item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
  item->setData(0, kLayerRole, row.layer.value);
  if (row.families.empty()) item->setData(0, Qt::DecorationRole, layerColour(colours[row.layer.index()], mode));
  if (row.fused) {
    QFont bold = font();
    bold.setBold(true);
    item->setFont(0, bold);
  }
  for (const LayerId family : row.families) {
    auto* child = new QTreeWidgetItem(item, {names[family.index()]});
    child->setData(0, kLayerRole, family.value);
    child->setData(0, Qt::DecorationRole, layerColour(colours[family.index()], mode));
  }
  item->setExpanded(row.fused);
}

std::optional<DragSource> GroupTree::sourceOf(const QTreeWidgetItem* item) const {
  if (item == nullptr) return std::nullopt;
  const QTreeWidgetItem* top = item->parent() != nullptr ? item->parent() : item;
  DragSource source{.row = static_cast<std::size_t>(indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(top))),
                    .family = {}};
  if (source.row >= rows_.size()) return std::nullopt;
  if (item != top) source.family = static_cast<std::size_t>(top->indexOfChild(const_cast<QTreeWidgetItem*>(item)));
  return source;
}

std::optional<DragSource> GroupTree::current() const {
  return sourceOf(currentItem());
}

void GroupTree::ask(const Regrouping& change) {
  if (!evaluation_) return;
  const auto request = regroupedRequest(*evaluation_, request_, change);
  if (request) {
    Q_EMIT mappingRequested(*request);
  } else {
    Q_EMIT refused(request.error());
  }
}

void GroupTree::contextMenuEvent(QContextMenuEvent* event) {
  updateActions();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setToolTipsVisible(true);
  for (const Step& step : steps_) menu->addAction(step.action);
  if (const auto source = current()) {
    const LayerId layer = rows_[source->row].layer;
    menu->addSeparator();
    menu->addAction(tr("Choose its &cuts…") + QStringLiteral("\tEnter"), this,
                    [this, layer] { Q_EMIT cutsRequested(layer); });
  }
  connect(menu, &QMenu::hovered, this, &GroupTree::menuHovered);
  menu_ = menu;
  menu->popup(event->globalPos());
}

QAction* GroupTree::addStep(const QString& text, const QKeySequence& keys,
                            std::function<std::optional<Regrouping>()> step) {
  auto* action = new QAction(text, this);
  action->setShortcut(keys);
  action->setShortcutContext(Qt::WidgetShortcut);
  addAction(action);
  connect(action, &QAction::triggered, this, [this, step] {
    if (const auto change = step()) ask(*change);
  });
  steps_.push_back({.action = action, .change = std::move(step)});
  return action;
}

void GroupTree::createActions() {
  addStep(tr("&Merge with the next group"), Qt::CTRL | Qt::Key_M, [this] { return mergeWithNext(); });
  addStep(tr("&Split before this layer"), Qt::CTRL | Qt::Key_K, [this] { return splitHere(); });
  addStep(tr("&Put into a group of its own"), Qt::CTRL | Qt::Key_U, [this] { return putAlone(); });
  addStep(tr("&Fuse all these steps"), Qt::CTRL | Qt::SHIFT | Qt::Key_M, [this] { return fuseRun(); });
  addStep(tr("Recompute &halos, or store them again"), Qt::CTRL | Qt::Key_H, [this] {
    const auto source = current();
    return source ? otherHalos(source->row) : std::nullopt;
  });
  addStep(tr("Run &earlier"), Qt::ALT | Qt::Key_Up, [this] { return moveBy(-1); });
  addStep(tr("Run &later"), Qt::ALT | Qt::Key_Down, [this] { return moveBy(1); });
}

void GroupTree::menuHovered(const QAction* action) {
  const auto step = std::ranges::find(steps_, action, &Step::action);
  if (step == steps_.end() || !action->isEnabled()) return;
  considered_.reset();
  if (const auto change = step->change()) consider(*change);
}

/// What is not possible is disabled, and its tip says why.
void GroupTree::judge(const Step& step) {
  const auto change = step.change();
  const auto request =
      change && evaluation_ ? std::optional(regroupedRequest(*evaluation_, request_, *change)) : std::nullopt;
  step.action->setEnabled(request && request->has_value());
  step.action->setToolTip(request && !*request ? QString::fromStdString(request->error().what) : step.action->text());
}

void GroupTree::updateActions() {
  judging_.stop();
  for (const Step& step : steps_) judge(step);
}

void GroupTree::currentChanged() {
  for (const Step& step : steps_) {
    step.action->setEnabled(evaluation_ && step.change().has_value());
    step.action->setToolTip(step.action->text());
  }
  nextToJudge_ = 0;
  judging_.start(kRestMs);
}

void GroupTree::judgeNext() {
  judge(steps_[nextToJudge_]);
  if (++nextToJudge_ < steps_.size()) judging_.start(0);
}

std::optional<Regrouping> GroupTree::mergeWithNext() const {
  const auto source = current();
  if (!source || source->row + 1 >= rows_.size()) return std::nullopt;
  const FusionRow& row = rows_[source->row];
  const FusionRow& next = rows_[source->row + 1];
  return MergeGroups{.first = row.group, .last = next.group + next.groups - 1};
}

std::optional<Regrouping> GroupTree::splitHere() const {
  const auto source = current();
  if (!source || !source->family || *source->family == 0 || !rows_[source->row].fused) return std::nullopt;
  const auto layers = draggedLayers(*evaluation_->workload, evaluation_->mapping->fusion, rows_, *source);
  return SplitGroup{.group = rows_[source->row].group, .first = *std::ranges::min_element(layers)};
}

std::optional<Regrouping> GroupTree::putAlone() const {
  const auto source = current();
  if (!source || !source->family || !rows_[source->row].fused) return std::nullopt;
  const FusionPlan& plan = evaluation_->mapping->fusion;
  SeparateLayers apart{.layers = draggedLayers(*evaluation_->workload, plan, rows_, *source),
                       .before = rows_[source->row].group};
  // Right before the rest of its group, or right after it where it needs some of that.
  if (!regrouped(*evaluation_->workload, plan, apart)) ++apart.before;
  return apart;
}

std::optional<Regrouping> GroupTree::fuseRun() const {
  const auto source = current();
  if (!source || rows_[source->row].groups < 2) return std::nullopt;
  const FusionRow& row = rows_[source->row];
  return MergeGroups{.first = row.group, .last = row.group + row.groups - 1};
}

std::optional<Regrouping> GroupTree::otherHalos(std::size_t row) const {
  if (row >= rows_.size() || !rows_[row].fused) return std::nullopt;
  const bool recomputed = rows_[row].halos == HaloRule::Recomputed;
  return ChooseHalos{.group = rows_[row].group, .halos = recomputed ? HaloRule::Stored : HaloRule::Recomputed};
}

std::optional<Regrouping> GroupTree::moveBy(int rows) const {
  const auto source = current();
  if (!source) return std::nullopt;
  const auto target = static_cast<std::ptrdiff_t>(source->row) + rows;
  if (target < 0 || target >= static_cast<std::ptrdiff_t>(rows_.size())) return std::nullopt;
  const DropPlace place{.row = static_cast<std::size_t>(target),
                        .where = rows < 0 ? DropPlace::Where::Above : DropPlace::Where::Below};
  return droppedOn(*evaluation_->workload, evaluation_->mapping->fusion, rows_, {.row = source->row, .family = {}},
                   place);
}

}  // namespace fusewright
