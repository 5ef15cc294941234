#include "widgets/layers/layers_view.h"

#include <array>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace fusewright {
namespace {

/// Widths of the columns in average letters, in order of LayerTableModel::Column.
constexpr std::array<int, LayerTableModel::ColumnCount> kColumnLetters{26, 12, 8, 7, 12, 14, 14, 10, 11, 11, 14, 14};

}  // namespace

LayersView::LayersView(QWidget* parent)
    : QWidget(parent), table_(new QTableView(this)), filter_(new QLineEdit(this)), count_(new QLabel(this)) {
  setObjectName(QStringLiteral("layersView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  auto* top = new QHBoxLayout;
  filter_->setPlaceholderText(tr("Filter layers"));
  filter_->setAccessibleName(tr("Filter layers"));
  filter_->setClearButtonEnabled(true);
  filter_->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
  top->addWidget(filter_);
  top->addStretch();
  top->addWidget(count_);
  layout->addLayout(top);
  layout->addWidget(table_);
  createTable();
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    sorted_.setFilterFixedString(text);
    count_->setText(tr("%1 of %2 rows").arg(sorted_.rowCount()).arg(model_.rowCount()));
  });
}

void LayersView::createTable() {
  sorted_.setSourceModel(&model_);
  sorted_.setSortRole(LayerTableModel::SortRole);
  sorted_.setFilterCaseSensitivity(Qt::CaseInsensitive);
  sorted_.setFilterKeyColumn(-1);
  table_->setModel(&sorted_);
  table_->setAccessibleName(tr("Layers"));
  table_->setSortingEnabled(true);
  table_->sortByColumn(-1, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setAlternatingRowColors(true);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->verticalHeader()->hide();
  const int rowHeight = fontMetrics().height() + 6;
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table_->verticalHeader()->setDefaultSectionSize(rowHeight);
  table_->setIconSize(QSize(rowHeight / 2, rowHeight / 2));
  const int letter = fontMetrics().averageCharWidth();
  auto* header = table_->horizontalHeader();
  header->setHighlightSections(false);
  for (int column = 0; column < LayerTableModel::ColumnCount; ++column) {
    table_->setColumnWidth(column, letter * kColumnLetters[static_cast<std::size_t>(column)]);
  }
  auto* copyAction = new QAction(tr("Copy rows"), table_);
  copyAction->setObjectName(QStringLiteral("copyLayers"));
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetShortcut);
  connect(copyAction, &QAction::triggered, this, &LayersView::copy);
  table_->addAction(copyAction);
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) { currentChanged(current); });
}

void LayersView::currentChanged(const QModelIndex& current) {
  if (following_ || !current.isValid()) return;
  Q_EMIT selectionRequested(model_.layerAt(sorted_.mapToSource(current).row()));
}

void LayersView::setSnapshot(std::shared_ptr<const Evaluation> evaluation,
                             std::shared_ptr<const std::vector<LayerRow>> rows) {
  const QScopedValueRollback following(following_, true);
  model_.setSnapshot(std::move(evaluation), std::move(rows));
  count_->setText(tr("%1 of %2 rows").arg(sorted_.rowCount()).arg(model_.rowCount()));
}

void LayersView::setSelection(const Selection& selection) {
  const auto* layer = std::get_if<LayerId>(&selection);
  const auto* tile = std::get_if<TileKey>(&selection);
  const QScopedValueRollback following(following_, true);
  const auto row = layer != nullptr ? model_.rowOf(*layer) : tile != nullptr ? model_.rowOf(tile->layer) : std::nullopt;
  if (!row) {
    table_->selectionModel()->clear();
    return;
  }
  const QModelIndex shown = sorted_.mapFromSource(model_.index(*row, 0));
  if (!shown.isValid() || shown.row() == table_->currentIndex().row()) return;
  table_->setCurrentIndex(shown);
}

TextTable LayersView::tableOf(const QModelIndexList& rows) const {
  TextTable table;
  for (int column = 0; column < LayerTableModel::ColumnCount; ++column) {
    table.headings << model_.headerData(column, Qt::Horizontal).toString();
  }
  for (const QModelIndex& row : rows) {
    QStringList cells;
    for (int column = 0; column < LayerTableModel::ColumnCount; ++column) {
      const QVariant value = row.siblingAtColumn(column).data(LayerTableModel::SortRole);
      cells << (value.typeId() == QMetaType::Double ? plainNumber(value.toDouble()) : value.toString());
    }
    table.rows.push_back(cells);
  }
  return table;
}

void LayersView::copy() const {
  QModelIndexList rows = table_->selectionModel()->selectedRows();
  std::ranges::sort(rows, {}, &QModelIndex::row);
  QApplication::clipboard()->setText(toTsv(tableOf(rows)));
}

TextTable LayersView::exportTable() const {
  QModelIndexList rows;
  for (int row = 0; row < sorted_.rowCount(); ++row) rows << sorted_.index(row, 0);
  TextTable table = tableOf(rows);
  table.headings = {
      "layer",          "operation", "group",          "tiles",      "operations",          "busy[cycles]",
      "waited[cycles]", "share",     "off_chip[bits]", "energy[pJ]", "first_start[cycles]", "last_end[cycles]"};
  return table;
}

}  // namespace fusewright
