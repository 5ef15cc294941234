#pragma once

#include <memory>
#include <optional>

#include <QAbstractTableModel>

#include "core/evaluate/evaluation.h"
#include "widgets/common/data_table.h"
#include "widgets/common/format.h"
#include "widgets/layers/layer_rows.h"

namespace fusewright {

/// The table of layers. Cells are made when they are asked for. Role SortRole gives plain numbers, ExactRole exact
/// texts.
class LayerTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    Layer,
    Operation,
    Group,
    Tiles,
    Operations,
    Busy,
    Waited,
    Share,
    OffChip,
    Energy,
    FirstStart,
    LastEnd,
    ColumnCount
  };
  enum Role { SortRole = kCellRole, ExactRole };

  using QAbstractTableModel::QAbstractTableModel;

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const std::vector<LayerRow>> rows);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                    int role = Qt::DisplayRole) const override;

  [[nodiscard]] LayerId layerAt(int row) const { return (*rows_)[static_cast<std::size_t>(row)].layer; }
  /// The row that shows the layer or the family it belongs to.
  [[nodiscard]] std::optional<int> rowOf(LayerId layer) const;

 private:
  struct Cell {
    NumberText text;
    double value = 0;
  };

  [[nodiscard]] QString textOf(const LayerRow& row, int column) const;
  [[nodiscard]] Cell numberOf(const LayerRow& row, int column) const;

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const std::vector<LayerRow>> rows_;
  std::vector<QString> names_;  ///< of families, by LayerId
};

}  // namespace fusewright
