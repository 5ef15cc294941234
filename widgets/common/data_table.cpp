#include "widgets/common/data_table.h"

#include <algorithm>
#include <numeric>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QScopedValueRollback>

namespace fusewright {
namespace {

constexpr QLatin1String kHidden("hidden");
constexpr QLatin1String kOrder("order");

QString plainCell(const QModelIndex& index) {
  const QVariant own = index.data(kFileCellRole);
  if (own.isValid()) return own.toString();
  const QVariant cell = index.data(kCellRole);
  return cell.typeId() == QMetaType::Double ? plainNumber(cell.toDouble()) : cell.toString();
}

}  // namespace

std::optional<double> ModelRow::number(std::size_t column) const {
  const QVariant cell = model_.index(row_, static_cast<int>(column)).data(kCellRole);
  if (cell.typeId() != QMetaType::Double) return std::nullopt;
  // What has no number may be sorted below all that have one.
  if (cell.toDouble() < 0 && text(column).empty()) return std::nullopt;
  return cell.toDouble();
}

std::string ModelRow::text(std::size_t column) const {
  return model_.index(row_, static_cast<int>(column)).data(Qt::DisplayRole).toString().toStdString();
}

FilteredRows::FilteredRows(QObject* parent) : QSortFilterProxyModel(parent) {
  setSortRole(kCellRole);
}

void FilteredRows::setFilter(const RowFilter& filter) {
  filter_ = filter;
  invalidateFilter();
}

bool FilteredRows::filterAcceptsRow(int row, const QModelIndex&) const {
  return filter_.showsAll() || filter_.accepts(ModelRow(*sourceModel(), row));
}

DataTable::DataTable(QWidget* parent)
    : QTableView(parent), proxy_(new FilteredRows(this)), columns_(new QMenu(tr("&Columns"), this)) {
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setAlternatingRowColors(true);
  setShowGrid(false);
  setWordWrap(false);
  setFrameShape(QFrame::NoFrame);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  QHeaderView* header = horizontalHeader();
  header->setHighlightSections(false);
  header->setSectionsMovable(true);
  header->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(header, &QWidget::customContextMenuRequested, this,
          [this, header](const QPoint& place) { columns_->popup(header->mapToGlobal(place)); });
  connect(header, &QHeaderView::sectionMoved, this, [this] {
    if (applying_) return;
    wanted_[kOrder] = columnState().value(kOrder);
    Q_EMIT columnsChanged();
  });
  connect(columns_, &QMenu::aboutToShow, this, &DataTable::fillColumnsMenu);
  createActions();
}

void DataTable::createActions() {
  auto* copy = new QAction(tr("&Copy rows"), this);
  copy->setObjectName(QStringLiteral("copyRows"));
  copy->setShortcut(QKeySequence::Copy);
  copy->setShortcutContext(Qt::WidgetShortcut);
  connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(toTsv(selectedRows())); });
  auto* copyCsv = new QAction(tr("Copy rows as CS&V"), this);
  connect(copyCsv, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(toCsv(selectedRows())); });
  auto* save = new QAction(tr("&Save rows as CSV…"), this);
  save->setObjectName(QStringLiteral("saveRows"));
  connect(save, &QAction::triggered, this, &DataTable::saveRequested);
  addActions({copy, copyCsv, save, columns_->menuAction()});
  setContextMenuPolicy(Qt::ActionsContextMenu);
}

void DataTable::setRows(QAbstractItemModel& model) {
  source_ = &model;
  if (dynamic_cast<SelfFiltering*>(&model) == nullptr) {
    proxy_->setSourceModel(&model);
    setModel(proxy_);
  } else {
    setModel(&model);
  }
  setSortingEnabled(true);
  sortByColumn(-1, Qt::AscendingOrder);
  connect(this->model(), &QAbstractItemModel::modelReset, this, [this] {
    applyColumns();
    Q_EMIT rowsShownChanged();
  });
  connect(this->model(), &QAbstractItemModel::rowsInserted, this, &DataTable::rowsShownChanged);
  connect(this->model(), &QAbstractItemModel::rowsRemoved, this, &DataTable::rowsShownChanged);
  applyColumns();
}

int DataTable::sourceRow(const QModelIndex& index) const {
  return model() == proxy_ ? proxy_->mapToSource(index).row() : index.row();
}

QModelIndex DataTable::shownIndex(int sourceRow) const {
  const QModelIndex index = source_->index(sourceRow, 0);
  return model() == proxy_ ? proxy_->mapFromSource(index) : index;
}

int DataTable::allRowCount() const {
  if (const auto* own = dynamic_cast<const SelfFiltering*>(source_.data())) return own->unfilteredCount();
  return source_ == nullptr ? 0 : source_->rowCount();
}

void DataTable::setFilter(const RowFilter& filter) {
  if (auto* own = dynamic_cast<SelfFiltering*>(source_.data())) {
    own->setFilter(filter);
  } else {
    proxy_->setFilter(filter);
  }
  Q_EMIT rowsShownChanged();
}

QString DataTable::heading(int column) const {
  return source_->headerData(column, Qt::Horizontal).toString();
}

std::vector<std::string> DataTable::headings() const {
  std::vector<std::string> headings;
  for (int column = 0; source_ != nullptr && column < source_->columnCount(); ++column)
    headings.push_back(heading(column).toStdString());
  return headings;
}

TextTable DataTable::tableOf(const std::vector<int>& rows, const std::vector<int>& columns) const {
  TextTable table;
  for (const int column : columns) {
    const QVariant own = source_->headerData(column, Qt::Horizontal, kFileHeadingRole);
    table.headings << (own.isValid() ? own.toString() : heading(column));
  }
  for (const int row : rows) {
    QStringList cells;
    for (const int column : columns) cells << plainCell(model()->index(row, column));
    table.rows.push_back(cells);
  }
  return table;
}

std::vector<int> DataTable::allRows() const {
  std::vector<int> rows(static_cast<std::size_t>(model()->rowCount()));
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

TextTable DataTable::selectedRows() const {
  if (source_ == nullptr) return {};
  std::vector<int> rows;
  for (const QModelIndex& index : selectionModel()->selectedRows()) rows.push_back(index.row());
  std::ranges::sort(rows);
  std::vector<int> columns;
  for (int place = 0; place < horizontalHeader()->count(); ++place)
    if (const int column = horizontalHeader()->logicalIndex(place); !isColumnHidden(column)) columns.push_back(column);
  return tableOf(rows.empty() ? allRows() : rows, columns);
}

TextTable DataTable::wholeTable() const {
  if (source_ == nullptr) return {};
  std::vector<int> columns(static_cast<std::size_t>(source_->columnCount()));
  std::iota(columns.begin(), columns.end(), 0);
  return tableOf(allRows(), columns);
}

QVariantMap DataTable::columnState() const {
  QVariantMap state = wanted_;
  QStringList order;
  for (int place = 0; source_ != nullptr && place < horizontalHeader()->count(); ++place)
    order << heading(horizontalHeader()->logicalIndex(place));
  state[kOrder] = order;
  return state;
}

void DataTable::setColumnState(const QVariantMap& state) {
  wanted_ = state;
  applyColumns();
}

void DataTable::setColumnShown(int column, bool shown) {
  QStringList hidden = wanted_.value(kHidden).toStringList();
  hidden.removeAll(heading(column));
  if (!shown) hidden << heading(column);
  wanted_[kHidden] = hidden;
  applyColumns();
  Q_EMIT columnsChanged();
}

void DataTable::resetColumns() {
  wanted_.clear();
  const QScopedValueRollback applying(applying_, true);
  for (int column = 0; column < horizontalHeader()->count(); ++column)
    horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
  applyColumns();
  Q_EMIT columnsChanged();
}

void DataTable::applyColumns() {
  if (source_ == nullptr) return;
  const QScopedValueRollback applying(applying_, true);
  const QStringList hidden = wanted_.value(kHidden).toStringList();
  const int count = horizontalHeader()->count();
  int shown = 0;
  for (int column = 0; column < count; ++column) shown += hidden.contains(heading(column)) ? 0 : 1;
  // A table that shows other columns by turns could be left with none.
  for (int column = 0; column < count; ++column) setColumnHidden(column, shown > 0 && hidden.contains(heading(column)));
  int place = 0;
  for (const QString& name : wanted_.value(kOrder).toStringList())
    for (int column = 0; column < count; ++column)
      if (heading(column) == name && place < count)
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), place++);
}

void DataTable::fillColumnsMenu() {
  columns_->clear();
  if (source_ == nullptr) return;
  int shown = 0;
  for (int column = 0; column < horizontalHeader()->count(); ++column) shown += isColumnHidden(column) ? 0 : 1;
  for (int place = 0; place < horizontalHeader()->count(); ++place) {
    const int column = horizontalHeader()->logicalIndex(place);
    QAction* action = columns_->addAction(heading(column));
    action->setCheckable(true);
    action->setChecked(!isColumnHidden(column));
    action->setEnabled(shown > 1 || isColumnHidden(column));  // the last one stays
    connect(action, &QAction::toggled, this, [this, column](bool wanted) { setColumnShown(column, wanted); });
  }
  columns_->addSeparator();
  columns_->addAction(tr("&All columns in their usual order"), this, &DataTable::resetColumns);
}

}  // namespace fusewright
