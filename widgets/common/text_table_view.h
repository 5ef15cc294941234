#pragma once

#include <QAbstractTableModel>

#include "widgets/common/data_table.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// A TextTable as a model. Cells that are numbers sort and align as such.
class TextTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  using QAbstractTableModel::QAbstractTableModel;

  void setTable(TextTable table);
  [[nodiscard]] const TextTable& table() const { return table_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  TextTable table_;
};

/// The data of a plot as a table.
class TextTableView : public DataTable {
  Q_OBJECT

 public:
  explicit TextTableView(QWidget* parent = nullptr);

  /// Shows a table. Sorting and the current row stay if the headings do.
  void setTable(TextTable table);

 Q_SIGNALS:
  /// The user went to that row of the table as it was set.
  void rowChosen(int row);

 private:
  TextTableModel* model_;
};

}  // namespace fusewright
