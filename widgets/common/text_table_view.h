#pragma once

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QTableView>

#include "widgets/common/table_text.h"

namespace fusewright {

/// A TextTable as a model. Cells that are numbers sort and align as such.
class TextTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  /// What a column is sorted by.
  static constexpr int kSortRole = Qt::UserRole;

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

/// The data of a plot as a table: sortable, its rows copied as TSV (Ctrl+C) or CSV (context menu).
class TextTableView : public QTableView {
  Q_OBJECT

 public:
  explicit TextTableView(QWidget* parent = nullptr);

  /// Shows a table. Sorting and the current row stay if the headings do.
  void setTable(TextTable table);
  /// The selected rows, all if none is; in the order on show.
  [[nodiscard]] TextTable selectedRows() const;

 Q_SIGNALS:
  /// The user went to that row of the table as it was set.
  void rowChosen(int row);

 private:
  void createActions();

  TextTableModel* model_;
  QSortFilterProxyModel* sorted_;
};

}  // namespace fusewright
