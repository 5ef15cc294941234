#include "widgets/layers/layers_view.h"

#include <array>

#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "widgets/common/filter_bar.h"

namespace fusewright {
namespace {

/// Widths of the columns in average letters, in order of LayerTableModel::Column.
constexpr std::array<int, LayerTableModel::ColumnCount> kColumnLetters{26, 12, 8, 7, 12, 14, 14, 10, 11, 11, 14, 14};

}  // namespace

LayersView::LayersView(QWidget* parent) : QWidget(parent), table_(new DataTable(this)) {
  setObjectName(QStringLiteral("layersView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  createTable();
  layout->addWidget(withFilter(*table_, this));
}

void LayersView::createTable() {
  table_->setRows(model_);
  table_->setAccessibleName(tr("Layers"));
  const int half = table_->verticalHeader()->defaultSectionSize() / 2;
  table_->setIconSize(QSize(half, half));
  const int letter = fontMetrics().averageCharWidth();
  for (int column = 0; column < LayerTableModel::ColumnCount; ++column) {
    table_->setColumnWidth(column, letter * kColumnLetters[static_cast<std::size_t>(column)]);
  }
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) { currentChanged(current); });
}

void LayersView::currentChanged(const QModelIndex& current) {
  if (following_ || !current.isValid()) return;
  Q_EMIT selectionRequested(model_.layerAt(table_->sourceRow(current)));
}

void LayersView::setSnapshot(std::shared_ptr<const Evaluation> evaluation,
                             std::shared_ptr<const std::vector<LayerRow>> rows) {
  const QScopedValueRollback following(following_, true);
  model_.setSnapshot(std::move(evaluation), std::move(rows));
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
  const QModelIndex shown = table_->shownIndex(*row);
  if (!shown.isValid() || shown.row() == table_->currentIndex().row()) return;
  table_->setCurrentIndex(shown);
}

}  // namespace fusewright
