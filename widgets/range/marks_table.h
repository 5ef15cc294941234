#pragma once

#include <functional>

#include "widgets/common/data_table.h"
#include "widgets/range/marks_model.h"

namespace fusewright {

/// The table of marks: Enter or a double click goes to one, F2 names it, Del takes it away.
class MarksTable : public DataTable {
  Q_OBJECT

 public:
  explicit MarksTable(QWidget* parent = nullptr);

  void setMarks(std::vector<TimeMark> marks);

 Q_SIGNALS:
  /// Marks count from 0 here.
  void goToRequested(std::size_t mark);
  void renameRequested(std::size_t mark, const QString& name);
  void removeRequested(std::size_t mark);

 private:
  void addAction(const QString& text, const QKeySequence& key, std::function<void(std::size_t mark)> run);

  MarksModel model_;
};

}  // namespace fusewright
