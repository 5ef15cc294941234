#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/common/data_table.h"
#include "widgets/common/format.h"
#include "widgets/range/range_table.h"

namespace fusewright {

/// What happens in a range as a table: brief numbers, exact ones as tooltips. What matters most comes first.
class RangeModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Name, Sum, Share, Energy, Moved, Count, Average, Least, Most, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  void setRows(std::vector<RangeRow> rows);
  [[nodiscard]] const std::vector<RangeRow>& rows() const { return rows_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<RangeRow> rows_;
};

}  // namespace fusewright
