#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/common/format.h"
#include "widgets/compare/change_layout.h"

namespace fusewright {

/// The tiles that changed most between two schedules. Cells are made when they are asked for.
class TileShiftModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Tile, Core, StartBefore, Start, StartChange, LengthBefore, Length, LengthChange, ColumnCount };
  /// Numbers as files want them.
  enum Role { PlainRole = Qt::UserRole };

  /// More rows than that nobody reads, and sorting them would take longer than a frame.
  static constexpr std::size_t kMostRows = 100000;

  using QAbstractTableModel::QAbstractTableModel;

  void setComparison(std::shared_ptr<const Comparison> comparison);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

  /// The tile of a row in the evaluation on show.
  [[nodiscard]] TileKey keyAt(int row) const;

 private:
  [[nodiscard]] const TileShift& shiftAt(int row) const;
  [[nodiscard]] double valueOf(const TileShift& shift, int column) const;

  std::shared_ptr<const Comparison> comparison_;
  std::vector<std::uint32_t> order_;  ///< indices into the tiles of the diff
};

}  // namespace fusewright
