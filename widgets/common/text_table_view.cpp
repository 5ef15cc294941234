#include "widgets/common/text_table_view.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLocale>

#include "widgets/common/format.h"

namespace fusewright {

void TextTableModel::setTable(TextTable table) {
  beginResetModel();
  table_ = std::move(table);
  endResetModel();
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.headings.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const QStringList& row = table_.rows[static_cast<std::size_t>(index.row())];
  const QString& text = row[index.column()];
  bool isNumber = false;
  const double number = QLocale::c().toDouble(text, &isNumber);
  switch (role) {
    case Qt::DisplayRole:
      return isNumber ? exactNumber(number) : text;
    case kSortRole:
      return isNumber ? QVariant(number) : QVariant(text);
    case Qt::TextAlignmentRole:
      return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
      return {};
  }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return table_.headings[section];
}

TextTableView::TextTableView(QWidget* parent)
    : QTableView(parent), model_(new TextTableModel(this)), sorted_(new QSortFilterProxyModel(this)) {
  sorted_->setSourceModel(model_);
  sorted_->setSortRole(TextTableModel::kSortRole);
  setModel(sorted_);
  setSortingEnabled(true);
  sortByColumn(-1, Qt::AscendingOrder);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setAlternatingRowColors(true);
  setShowGrid(false);
  setWordWrap(false);
  setFrameShape(QFrame::NoFrame);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setDefaultSectionSize(fontMetrics().averageCharWidth() * 22);
  createActions();
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
    if (current.isValid() && hasFocus()) Q_EMIT rowChosen(sorted_->mapToSource(current).row());
  });
}

void TextTableView::createActions() {
  auto* copy = new QAction(tr("&Copy rows"), this);
  copy->setShortcut(QKeySequence::Copy);
  copy->setShortcutContext(Qt::WidgetShortcut);
  connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(toTsv(selectedRows())); });
  auto* copyCsv = new QAction(tr("Copy rows as CS&V"), this);
  connect(copyCsv, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(toCsv(selectedRows())); });
  addActions({copy, copyCsv});
  setContextMenuPolicy(Qt::ActionsContextMenu);
}

void TextTableView::setTable(TextTable table) {
  const bool sameHeadings = table.headings == model_->table().headings;
  const int row = currentIndex().row();
  model_->setTable(std::move(table));
  if (!sameHeadings) sortByColumn(-1, Qt::AscendingOrder);
  if (sameHeadings && row >= 0 && row < sorted_->rowCount()) {
    selectionModel()->setCurrentIndex(sorted_->index(row, 0),
                                      QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
  }
}

TextTable TextTableView::selectedRows() const {
  QModelIndexList rows = selectionModel()->selectedRows();
  std::ranges::sort(rows, {}, &QModelIndex::row);
  if (rows.isEmpty()) {
    for (int row = 0; row < sorted_->rowCount(); ++row) rows << sorted_->index(row, 0);
  }
  TextTable table{.headings = model_->table().headings, .rows = {}};
  for (const QModelIndex& row : rows)
    table.rows.push_back(model_->table().rows[static_cast<std::size_t>(sorted_->mapToSource(row).row())]);
  return table;
}

}  // namespace fusewright
