#pragma once

#include <vector>

#include <QLabel>
#include <QTreeWidget>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/common/time_axis.h"
#include "widgets/range/range_table.h"

namespace fusewright {

/// What happens within the marked range, added up; of the whole run if none is marked. Below it the distances between
/// marks.
class RangeView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit RangeView(QWidget* parent = nullptr);

  void setRows(std::vector<RangeRow> rows, TimeRange range);
  /// Cycles of the marks, in order of time.
  void setMarks(const std::vector<double>& marks);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("range"); }
  [[nodiscard]] QString exportTitle() const override { return title_->text(); }
  [[nodiscard]] TextTable exportTable() const override { return rangeTable(rows_); }

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 private:
  void createTable();
  void fill();
  void copy() const;

  std::vector<RangeRow> rows_;
  QLabel* title_;
  QLabel* marks_;
  QTreeWidget* table_;
};

}  // namespace fusewright
