#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/common/data_table.h"
#include "widgets/common/format.h"
#include "widgets/compare/change_layout.h"

namespace fusewright {

/// The tiles that changed most between two schedules. Cells are made when they are asked for.
class TileShiftModel : public QAbstractTableModel, public SelfFiltering {
  Q_OBJECT

 public:
  /// What changed comes first: the rest may lie outside the view.
  enum Column { Tile, StartChange, LengthChange, Core, Start, Length, StartBefore, LengthBefore, ColumnCount };

  /// More rows than that nobody reads, and sorting them would take longer than a frame.
  static constexpr std::size_t kMostRows = 100000;

  using QAbstractTableModel::QAbstractTableModel;

  void setComparison(std::shared_ptr<const Comparison> comparison);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// By size of what changed; column -1: by the worse of the two, as at first.
  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
  void setFilter(const RowFilter& filter) override;
  [[nodiscard]] int unfilteredCount() const override { return static_cast<int>(changes_); }

  /// The tile of a row in the evaluation on show.
  [[nodiscard]] TileKey keyAt(int row) const;

 private:
  [[nodiscard]] const TileShift& shiftAt(int row) const;
  [[nodiscard]] double valueOf(const TileShift& shift, int column) const;
  [[nodiscard]] QString textOf(const TileShift& shift, int column) const;
  void collect();
  void arrange();

  std::shared_ptr<const Comparison> comparison_;
  std::vector<std::uint32_t> order_;  ///< indices into the tiles of the diff
  std::size_t changes_ = 0;
  RowFilter filter_;
  int sortColumn_ = -1;
  Qt::SortOrder sortOrder_ = Qt::AscendingOrder;

  friend class ShiftRow;
};

}  // namespace fusewright
