#pragma once

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>

#include "widgets/common/data_table.h"

namespace fusewright {

/// A field in which one types what rows of a table are shown (RowFilter), and beside it how many are, or what can not
/// be read. Names of columns are completed. While something can not be read the rows stay.
class FilterBar : public QWidget {
  Q_OBJECT

 public:
  /// `table` must outlive it.
  explicit FilterBar(DataTable& table, QWidget* parent = nullptr);

  [[nodiscard]] QLineEdit& field() const { return *field_; }
  /// What stands beside the field: a count, or what is wrong.
  [[nodiscard]] QString said() const { return said_->text(); }
  /// Names of columns that go on with what stands before the cursor, where a column may stand.
  [[nodiscard]] QStringList completions();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void read();
  void showCount();
  void complete();
  void insert(const QString& name);
  [[nodiscard]] QString unfinishedWord() const;

  DataTable& table_;
  QLineEdit* field_;
  QLabel* said_;
  QStringListModel names_;
  QCompleter* completer_;
  std::vector<std::string> headings_;  ///< that the filter was read for
  bool wrong_ = false;
};

/// A table below its filter.
[[nodiscard]] QWidget* withFilter(DataTable& table, QWidget* parent);

}  // namespace fusewright
