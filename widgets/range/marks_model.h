#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/common/data_table.h"
#include "widgets/common/time_marks.h"

namespace fusewright {

/// The marks on the axis of time, in its order: when they are, how long after the one before and after the first. Names
/// can be edited; who listens to `renamed` keeps them.
class MarksModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Number, Name, Time, SinceLast, SinceFirst, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  void setMarks(std::vector<TimeMark> marks);
  [[nodiscard]] const std::vector<TimeMark>& marks() const { return marks_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 Q_SIGNALS:
  void renamed(std::size_t index, const QString& name);

 private:
  [[nodiscard]] double valueOf(std::size_t row, int column) const;

  std::vector<TimeMark> marks_;
};

}  // namespace fusewright
