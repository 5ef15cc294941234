#pragma once

#include <vector>

#include <QLabel>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/common/time_axis.h"
#include "widgets/range/marks_table.h"
#include "widgets/range/range_model.h"
#include "widgets/range/range_table.h"

namespace fusewright {

/// What happens within the marked range, added up; of the whole run if none is marked. Beside it the marks, if there
/// are any.
class RangeView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit RangeView(QWidget* parent = nullptr);

  void setRows(std::vector<RangeRow> rows, TimeRange range);
  /// In order of time.
  void setMarks(std::vector<TimeMark> marks);
  [[nodiscard]] MarksTable& marks() const { return *marks_; }

  [[nodiscard]] QString exportName() const override { return QStringLiteral("range"); }
  [[nodiscard]] QString exportTitle() const override { return title_->text(); }
  [[nodiscard]] TextTable exportTable() const override { return rangeTable(model_.rows()); }

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 private:
  void createTable();

  RangeModel model_;
  QLabel* title_;
  MarksTable* marks_;
  DataTable* table_;
};

}  // namespace fusewright
