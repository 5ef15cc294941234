#include "widgets/fusion/cuts_view.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/evaluate/regrouped_request.h"
#include "widgets/common/format.h"
#include "widgets/fusion/outlook_text.h"
#include "widgets/fusion/tiling_text.h"

namespace fusewright {
namespace {

enum CutColumn { kParts, kPerTile, kTiles, kLatency, kPeak, kColumns };

QLabel* wrappedLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

QString partsText(const CutChoice& choice) {
  QString text =
      choice.parts == 1 ? CutsView::tr("whole") : CutsView::tr("%1 parts").arg(exactCount(choice.parts).brief);
  return choice.present ? CutsView::tr("%1 (now)").arg(text) : text;
}

}  // namespace

CutsView::CutsView(QWidget* parent)
    : QWidget(parent),
      title_(wrappedLabel(this)),
      source_(wrappedLabel(this)),
      tree_(new QTreeWidget(this)),
      take_(new QToolButton(this)),
      fastest_(new QToolButton(this)),
      reset_(new QToolButton(this)),
      message_(wrappedLabel(this)) {
  setObjectName(QStringLiteral("cutsView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  QFont bold = font();
  bold.setBold(true);
  title_->setFont(bold);
  title_->setAccessibleName(tr("Group on show"));
  source_->setAccessibleName(tr("Where its cuts come from"));
  message_->setAccessibleName(tr("Why cuts were refused"));
  message_->hide();
  layout->addWidget(title_);
  layout->addWidget(source_);
  createTree();
  createButtons();
  layout->addWidget(message_);
  showGroup();
}

void CutsView::fitColumns() {
  const QString longest[] = {tr("10,240 parts"), tr("Per tile"), QStringLiteral("10,240"),
                             QStringLiteral("22.6 M (+61.8 %)"), QStringLiteral("20.9 MiB (+51.8 %)")};
  const int margins = 2 * fontMetrics().averageCharWidth();
  for (int column = 0; column < kColumns; ++column) {
    const int indentation = column == kParts ? 2 * tree_->indentation() : 0;
    tree_->header()->resizeSection(column, fontMetrics().horizontalAdvance(longest[column]) + margins + indentation);
  }
}

void CutsView::createTree() {
  tree_->setAccessibleName(tr("Loops of the group and the parts that each may be cut into"));
  tree_->setToolTip(tr("Enter or a double click cuts the group so"));
  tree_->setHeaderLabels({tr("Loop and parts"), tr("Per tile"), tr("Tiles"), tr("Latency, cycles"), tr("Peak memory")});
  tree_->headerItem()->setToolTip(
      kParts,
      tr("Into how many parts the loop is cut, in all layers of the group that have it; numbers that divide it"));
  tree_->headerItem()->setToolTip(kPerTile, tr("Iterations of the loop in one tile of the layer that has the most"));
  tree_->headerItem()->setToolTip(kTiles, tr("Tiles of all layers of the group, the other cuts as they are"));
  tree_->headerItem()->setToolTip(
      kLatency, tr("Latency of the whole run if this is taken, and its change; found out in the background"));
  tree_->headerItem()->setToolTip(kPeak,
                                  tr("Peak of the on-chip memory that is fullest if this is taken, and its change"));
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setUniformRowHeights(true);
  tree_->setIndentation(fontMetrics().averageCharWidth() * 2);
  tree_->setExpandsOnDoubleClick(true);
  fitColumns();
  layout()->addWidget(tree_);
  connect(tree_, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
    if (const CutChoice* choice = choiceOf(item)) take(choice->cuts);
  });
  connect(tree_, &QTreeWidget::currentItemChanged, this, &CutsView::updateButtons);
  connect(tree_, &QTreeWidget::itemExpanded, this, &CutsView::wantedChanged);
  connect(tree_, &QTreeWidget::itemCollapsed, this, &CutsView::wantedChanged);
}

void CutsView::createButtons() {
  auto* row = new QHBoxLayout;
  const auto add = [&](QToolButton* button, const QString& text, const QString& tip) {
    button->setText(text);
    button->setToolTip(tip);
    row->addWidget(button);
  };
  add(take_, tr("&Cut so"), tr("Cut the group as the current line says (Enter)"));
  add(fastest_, tr("Run &fastest"), tr("Of the loops that are cut, this one moves on with every tile"));
  add(reset_, tr("As the &plan says"),
      tr("Give up the cuts of this group and cut it as Tiling above the list of groups says"));
  row->addStretch(1);
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
  connect(take_, &QToolButton::clicked, this, [this] {
    if (const CutChoice* choice = choiceOf(tree_->currentItem())) take(choice->cuts);
  });
  connect(fastest_, &QToolButton::clicked, this, [this] {
    if (const CutLoopRow* loop = currentLoop()) take(withFastest(cuts_.present, loop->dim));
  });
  connect(reset_, &QToolButton::clicked, this, [this] { take(std::nullopt); });
}

void CutsView::setSnapshot(const Snapshot& snapshot) {
  request_ = snapshot.design.mapping;
  stale_ = snapshot.stale;
  if (!snapshot.evaluation || snapshot.stale || snapshot.evaluation == evaluation_) return;
  evaluation_ = snapshot.evaluation;
  message_->hide();
  if (isVisible()) refresh();
}

void CutsView::setSelection(const Selection& selection) {
  std::optional<LayerId> layer;
  if (const auto* chosen = std::get_if<LayerId>(&selection)) layer = *chosen;
  if (const auto* tile = std::get_if<TileKey>(&selection)) layer = tile->layer;
  if (layer == layer_) return;
  layer_ = layer;
  if (isVisible()) refresh();
}

void CutsView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void CutsView::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  Q_EMIT wantedChanged();
}

void CutsView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange || !group_) return;
  fillTree();  // lines that can not be chosen have a colour of the theme
  Q_EMIT wantedChanged();
}

/// That of the selected layer; with none selected the first one of several layers.
std::optional<std::size_t> CutsView::groupToShow() const {
  if (!evaluation_) return std::nullopt;
  const FusionPlan& plan = evaluation_->mapping->fusion;
  if (layer_) return groupOfLayer(plan, *layer_);
  const auto fused =
      std::ranges::find_if(plan.groups, [](const FusionGroup& group) { return group.layers.size() > 1; });
  if (fused == plan.groups.end()) return std::nullopt;
  return static_cast<std::size_t>(fused - plan.groups.begin());
}

void CutsView::refresh() {
  const auto group = groupToShow();
  const bool same = evaluation_ && shown_ == evaluation_->mapping && group == group_;
  group_ = group;
  if (!same) {
    shown_ = evaluation_ ? evaluation_->mapping : nullptr;
    message_->hide();
    showGroup();
  }
  reset_->setEnabled(group_ && hasOwnCuts(*evaluation_, request_, *group_));
  // The same choices may give something else now.
  for (QTreeWidgetItem* line : openLines())
    for (const int column : {kLatency, kPeak}) line->setText(column, QString());
  Q_EMIT wantedChanged();
}

void CutsView::showGroup() {
  tree_->setEnabled(group_.has_value());
  if (!group_) {
    rows_.clear();
    fillTree();
    title_->setText(evaluation_ && layer_ ? tr("What takes no time is in no group")
                                          : tr("Select a group in the list, or one of its layers anywhere"));
    source_->clear();
    return;
  }
  const FusionGroup& group = evaluation_->mapping->fusion.groups[*group_];
  cuts_ = cutsOf(*evaluation_->workload, *evaluation_->mapping, group, evaluation_->design.assumptions);
  rows_ = buildCutRows(*evaluation_, *group_, cuts_);
  // What keeps all loops from being cut is said once.
  const QString first = rows_.empty() ? QString() : rows_.front().note;
  const bool alike = rows_.size() > 1 && !first.isEmpty() && std::ranges::all_of(rows_, [&](const CutLoopRow& row) {
                       return row.choices.empty() && row.note == first;
                     });
  for (CutLoopRow& row : rows_)
    if (alike) row.note.clear();
  const QString name = groupTitle(*evaluation_->workload, group);
  title_->setText(group.layers.size() == 1 ? tr("%1, alone").arg(name)
                                           : tr("%1: %2 layers").arg(name).arg(group.layers.size()));
  QString source =
      cuts_.present.empty() ? tr("Not cut: every layer is one tile") : tr("Cut now: %1").arg(tilingText(cuts_.present));
  if (hasOwnCuts(*evaluation_, request_, *group_)) source += tr(" (cuts of its own)");
  if (!cuts_.alike) source += tr(". Its layers are cut in different ways; a choice cuts them all alike");
  source_->setText(alike ? tr("Not cut: %1").arg(first) : source);
  fillTree();
}

void CutsView::fillTree() {
  const QSignalBlocker quiet(tree_);
  const QTreeWidgetItem* current = tree_->currentItem();
  const QTreeWidgetItem* top = current != nullptr && current->parent() != nullptr ? current->parent() : current;
  const QString currentDim = top != nullptr ? top->data(0, Qt::UserRole).toString() : QString();
  std::set<QString> open;
  for (int index = 0; index < tree_->topLevelItemCount(); ++index)
    if (tree_->topLevelItem(index)->isExpanded())
      open.insert(tree_->topLevelItem(index)->data(0, Qt::UserRole).toString());
  tree_->clear();
  bool any = false;
  for (const CutLoopRow& row : rows_) any = any || open.contains(QString::fromStdString(row.dim));
  for (const CutLoopRow& row : rows_)
    addLoop(row, any ? open.contains(QString::fromStdString(row.dim)) : &row == rows_.data());
  for (int index = 0; index < tree_->topLevelItemCount(); ++index) {
    QTreeWidgetItem* item = tree_->topLevelItem(index);
    if (item->data(0, Qt::UserRole).toString() != currentDim) continue;
    QTreeWidgetItem* line = item;
    for (int child = 0; item->isExpanded() && child < item->childCount(); ++child)
      if (rows_[static_cast<std::size_t>(index)].choices[static_cast<std::size_t>(child)].present)
        line = item->child(child);
    tree_->setCurrentItem(line);
  }
  updateButtons();
}

void CutsView::addLoop(const CutLoopRow& row, bool open) {
  const QString note = row.note.isEmpty() ? row.text : row.text + QStringLiteral(" – ") + row.note;
  auto* item = new QTreeWidgetItem(tree_, {note});
  item->setData(0, Qt::UserRole, QString::fromStdString(row.dim));
  item->setFirstColumnSpanned(true);
  item->setToolTip(0, note);
  if (row.choices.empty()) item->setForeground(0, palette().color(QPalette::PlaceholderText));
  for (const CutChoice& choice : row.choices) {
    auto* line = new QTreeWidgetItem(
        item, {partsText(choice), exactCount(choice.perTile).brief, exactCount(choice.tiles).brief});
    for (int column = kPerTile; column < kColumns; ++column)
      line->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    if (!choice.present) continue;
    QFont bold = font();
    bold.setBold(true);
    line->setFont(kParts, bold);
  }
  item->setExpanded(open);
}

std::vector<QTreeWidgetItem*> CutsView::openLines() const {
  std::vector<QTreeWidgetItem*> lines;
  for (int loop = 0; loop < tree_->topLevelItemCount(); ++loop) {
    QTreeWidgetItem* item = tree_->topLevelItem(loop);
    for (int choice = 0; item->isExpanded() && choice < item->childCount(); ++choice)
      lines.push_back(item->child(choice));
  }
  return lines;
}

std::vector<Tiling> CutsView::wanted() const {
  std::vector<Tiling> wanted;
  if (!isVisible() || !group_) return wanted;
  for (const QTreeWidgetItem* line : openLines()) wanted.push_back(choiceOf(line)->cuts);
  return wanted;
}

void CutsView::setOutlook(std::size_t place, const Result<PlanOutlook>& outlook) {
  const std::vector<QTreeWidgetItem*> lines = openLines();
  if (place >= lines.size() || !evaluation_) return;
  QTreeWidgetItem& line = *lines[place];
  if (!outlook) {
    line.setText(kLatency, tr("not tried"));
    line.setText(kPeak, QString());
    line.setToolTip(kLatency, QString::fromStdString(fusewright::message(outlook.error())));
    return;
  }
  const PlanOutlook now = outlookOf(*evaluation_);
  line.setText(kLatency, QStringLiteral("%1 (%2)").arg(formatCount(std::llround(outlook->latency.value)).brief,
                                                       changeText(now.latency.value, outlook->latency.value)));
  const bool fits = outlook->violations <= now.violations;
  line.setText(kPeak, fits ? peakText(now, *outlook) : tr("does not fit"));
  for (const int column : {kLatency, kPeak}) line.setToolTip(column, outlookText(now, *outlook));
}

const CutLoopRow* CutsView::currentLoop() const {
  const QTreeWidgetItem* item = tree_->currentItem();
  if (item == nullptr) return nullptr;
  const QTreeWidgetItem* top = item->parent() != nullptr ? item->parent() : item;
  const int row = tree_->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(top));
  return row >= 0 && static_cast<std::size_t>(row) < rows_.size() ? &rows_[static_cast<std::size_t>(row)] : nullptr;
}

const CutChoice* CutsView::choiceOf(const QTreeWidgetItem* item) const {
  if (item == nullptr || item->parent() == nullptr) return nullptr;
  const int row = tree_->indexOfTopLevelItem(item->parent());
  const int place = item->parent()->indexOfChild(const_cast<QTreeWidgetItem*>(item));
  if (row < 0 || static_cast<std::size_t>(row) >= rows_.size()) return nullptr;
  const auto& choices = rows_[static_cast<std::size_t>(row)].choices;
  return static_cast<std::size_t>(place) < choices.size() ? &choices[static_cast<std::size_t>(place)] : nullptr;
}

void CutsView::updateButtons() {
  const CutChoice* choice = choiceOf(tree_->currentItem());
  const CutLoopRow* loop = currentLoop();
  take_->setEnabled(choice != nullptr && !choice->present);
  const auto cut =
      loop == nullptr ? cuts_.present.end() : std::ranges::find(cuts_.present, loop->dim, &TilingEntry::dim);
  fastest_->setEnabled(group_ && cut != cuts_.present.end() && cut != cuts_.present.begin());
}

void CutsView::take(const std::optional<Tiling>& cuts) {
  if (!evaluation_ || !group_) return;
  // The choices on show are changes of what was evaluated; an edit after that would be lost.
  const auto request = stale_ ? failure(tr("the last edit is not evaluated yet").toStdString(), {},
                                        tr("choose again when it is").toStdString())
                              : recutRequest(*evaluation_, request_, *group_, cuts);
  message_->setVisible(!request);
  if (!request) {
    message_->setText(QString::fromStdString(fusewright::message(request.error())));
  } else if (*request != request_) {
    Q_EMIT editRequested(SetMapping{*request});
  }
}

}  // namespace fusewright
