#pragma once

#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVariantMap>

#include "widgets/common/row_filter.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// What models of a DataTable answer besides what Qt asks: cells to sort and filter by, as numbers where they are; how
/// files call a column ("start[cycles]"); a cell as files want it, if that is not its number or text.
enum TableRole { kCellRole = Qt::UserRole, kFileHeadingRole = Qt::UserRole + 100, kFileCellRole };

/// A model that chooses and sorts its rows itself, since it has too many to do so through a proxy.
class SelfFiltering {
 public:
  virtual ~SelfFiltering() = default;
  virtual void setFilter(const RowFilter& filter) = 0;
  /// How many rows there would be without a filter.
  [[nodiscard]] virtual int unfilteredCount() const = 0;
};

/// A row of a model, for filters: numbers by kCellRole, texts as they are shown.
class ModelRow : public FilterRow {
 public:
  ModelRow(const QAbstractItemModel& model, int row) : model_(model), row_(row) {}
  [[nodiscard]] std::optional<double> number(std::size_t column) const override;
  [[nodiscard]] std::string text(std::size_t column) const override;

 private:
  const QAbstractItemModel& model_;
  int row_;
};

/// Rows of another model that a filter lets through, sorted by their cells.
class FilteredRows : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit FilteredRows(QObject* parent = nullptr);
  void setFilter(const RowFilter& filter);

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  RowFilter filter_;
};

/// The table of the program's views: rows are sorted and filtered, copied as TSV (Ctrl+C) or CSV, and saved; columns
/// are moved by their heads and chosen in the head's menu, which the menu of the rows has too.
class DataTable : public QTableView {
  Q_OBJECT

 public:
  explicit DataTable(QWidget* parent = nullptr);

  /// Shows the rows of `model`, which must outlive the table; their indices are those of the model of the view, which
  /// is a proxy unless `model` is SelfFiltering.
  void setRows(QAbstractItemModel& model);
  /// The row of the model that was given to setRows().
  [[nodiscard]] int sourceRow(const QModelIndex& index) const;
  /// The index on show of a row of that model; invalid if it is filtered out.
  [[nodiscard]] QModelIndex shownIndex(int sourceRow) const;
  [[nodiscard]] int allRowCount() const;

  void setFilter(const RowFilter& filter);
  /// Headings on show, for filters; those of hidden columns too.
  [[nodiscard]] std::vector<std::string> headings() const;

  /// The selected rows, all if none is; in the order on show, with the columns on show.
  [[nodiscard]] TextTable selectedRows() const;
  /// All rows that the filter lets through, with all columns in the order of the model.
  [[nodiscard]] TextTable wholeTable() const;

  /// Which columns are hidden and in which order the others come, by their headings.
  [[nodiscard]] QVariantMap columnState() const;
  void setColumnState(const QVariantMap& state);
  void setColumnShown(int column, bool shown);
  /// Menu with a check mark a column.
  [[nodiscard]] QMenu* columnsMenu() const { return columns_; }

 Q_SIGNALS:
  void columnsChanged();
  /// The rows that selectedRows() gives shall go to a file.
  void saveRequested();
  /// Other rows are shown than before, or there are others.
  void rowsShownChanged();

 private:
  void createActions();
  void fillColumnsMenu();
  void applyColumns();
  void resetColumns();
  [[nodiscard]] QString heading(int column) const;
  [[nodiscard]] std::vector<int> allRows() const;
  [[nodiscard]] TextTable tableOf(const std::vector<int>& rows, const std::vector<int>& columns) const;

  QPointer<QAbstractItemModel> source_;
  FilteredRows* proxy_;  ///< not in use if the model filters itself
  QMenu* columns_;
  QVariantMap wanted_;
  bool applying_ = false;
};

}  // namespace fusewright
