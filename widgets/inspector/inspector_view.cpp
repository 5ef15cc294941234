#include "widgets/inspector/inspector_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QVBoxLayout>

#include "widgets/common/theme.h"

namespace fusewright {

InspectorView::InspectorView(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), tree_(new QTreeWidget(this)) {
  setObjectName(QStringLiteral("detailsView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  QFont bold = font();
  bold.setBold(true);
  title_->setFont(bold);
  title_->setWordWrap(true);
  title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  layout->addWidget(title_);
  layout->addWidget(tree_);
  tree_->setAccessibleName(tr("Details"));
  tree_->setHeaderHidden(true);
  tree_->setColumnCount(2);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setRootIsDecorated(true);
  tree_->setIndentation(fontMetrics().averageCharWidth() * 2);
  tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  tree_->setUniformRowHeights(true);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  tree_->header()->setSectionResizeMode(0, QHeaderView::Interactive);
  tree_->header()->resizeSection(0, fontMetrics().averageCharWidth() * 25);
  connect(tree_, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) { followLink(*item); });
  connect(tree_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) { followLink(*item); });
  auto* copyAction = new QAction(tr("Copy details"), tree_);
  copyAction->setObjectName(QStringLiteral("copyDetails"));
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetShortcut);
  connect(copyAction, &QAction::triggered, this, &InspectorView::copy);
  tree_->addAction(copyAction);
  tree_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

const Property& InspectorView::propertyOf(const QTreeWidgetItem& item) const {
  QTreeWidgetItem& parent = *item.parent();
  const auto row = static_cast<std::size_t>(parent.indexOfChild(const_cast<QTreeWidgetItem*>(&item)));
  if (parent.parent() != nullptr) return propertyOf(parent).parts[row];
  return sections_[static_cast<std::size_t>(tree_->indexOfTopLevelItem(&parent))].rows[row];
}

void InspectorView::followLink(const QTreeWidgetItem& item) {
  if (item.parent() == nullptr || QApplication::keyboardModifiers() != Qt::NoModifier) return;
  // A copy: what the selection changes includes the sections.
  if (const auto target = propertyOf(item).target; target && *target != selection_) Q_EMIT selectionRequested(*target);
}

void InspectorView::setSnapshot(std::shared_ptr<const Evaluation> evaluation,
                                std::shared_ptr<const std::vector<LayerRow>> layers,
                                std::shared_ptr<const Accounting> accounting,
                                std::shared_ptr<const std::vector<CoreBudget>> time) {
  evaluation_ = std::move(evaluation);
  layers_ = std::move(layers);
  accounting_ = std::move(accounting);
  time_ = std::move(time);
  refresh();
}

void InspectorView::setSelection(const Selection& selection) {
  selection_ = selection;
  refresh();
}

void InspectorView::fillRows(QTreeWidgetItem& parent, const std::vector<Property>& rows) const {
  while (parent.childCount() > static_cast<int>(rows.size())) delete parent.takeChild(parent.childCount() - 1);
  while (parent.childCount() < static_cast<int>(rows.size())) parent.addChild(new QTreeWidgetItem);
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const Property& property = rows[index];
    QTreeWidgetItem& item = *parent.child(static_cast<int>(index));
    item.setText(0, property.name);
    item.setText(1, property.value.brief);
    item.setToolTip(0, property.meaning.isEmpty() ? property.name : property.meaning);
    item.setToolTip(1, property.value.exact);
    const bool link = property.target.has_value();
    item.setData(1, Qt::ForegroundRole, link ? QVariant(palette().link()) : QVariant());
    QFont underlined = font();
    underlined.setUnderline(true);
    item.setData(1, Qt::FontRole, link ? QVariant(underlined) : QVariant());
    fillRows(item, property.parts);
  }
}

void InspectorView::refresh() {
  if (!evaluation_) return;
  sections_ = describe({.evaluation = *evaluation_,
                        .layers = *layers_,
                        .accounting = *accounting_,
                        .time = time_ ? std::span<const CoreBudget>(*time_) : std::span<const CoreBudget>()},
                       selection_);
  title_->setText(subjectOf(*evaluation_, selection_));
  // Items are kept and refilled, so that what is folded or scrolled stays so while numbers change.
  while (tree_->topLevelItemCount() > static_cast<int>(sections_.size())) {
    delete tree_->takeTopLevelItem(tree_->topLevelItemCount() - 1);
  }
  for (std::size_t index = 0; index < sections_.size(); ++index) {
    auto* item = tree_->topLevelItem(static_cast<int>(index));
    if (item == nullptr) {
      item = new QTreeWidgetItem(tree_);
      item->setExpanded(true);
      item->setFirstColumnSpanned(true);
    }
    item->setForeground(0, themeOf(palette()).mutedText);
    item->setText(0, sections_[index].title);
    fillRows(*item, sections_[index].rows);
  }
}

void InspectorView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) refresh();
  QWidget::changeEvent(event);
}

void InspectorView::copy() const {
  TextTable table{.headings = {tr("Property"), tr("Value")}, .rows = {}};
  const auto marked = tree_->selectedItems();
  for (const QTreeWidgetItem* item : marked) {
    if (item->parent() != nullptr) table.rows.push_back({item->text(0), item->toolTip(1)});
  }
  QApplication::clipboard()->setText(toTsv(marked.isEmpty() ? exportTable() : table));
}

TextTable InspectorView::exportTable() const {
  TextTable table{.headings = {"section", "property", "value"}, .rows = {}};
  for (const PropertySection& section : sections_) {
    for (const Property& property : section.rows) {
      table.rows.push_back({section.title, property.name, property.value.exact});
      for (const Property& part : property.parts)
        table.rows.push_back({section.title, QStringLiteral("· ") + part.name, part.value.exact});
    }
  }
  return table;
}

}  // namespace fusewright
