#include "widgets/compare/tile_shift_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/common/names.h"
#include "widgets/common/table_text.h"

namespace fusewright {
namespace {

bool hasChanged(const TileShift& shift) {
  return shift.start != 0 || shift.duration != 0 || shift.moved;
}

}  // namespace

void TileShiftModel::setComparison(std::shared_ptr<const Comparison> comparison) {
  beginResetModel();
  comparison_ = std::move(comparison);
  order_.clear();
  for (std::uint32_t tile = 0; comparison_ && tile < comparison_->diff.tiles.size() && order_.size() < kMostRows;
       ++tile)
    if (hasChanged(comparison_->diff.tiles[tile])) order_.push_back(tile);
  endResetModel();
}

int TileShiftModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(order_.size());
}

int TileShiftModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

const TileShift& TileShiftModel::shiftAt(int row) const {
  return comparison_->diff.tiles[order_[static_cast<std::size_t>(row)]];
}

TileKey TileShiftModel::keyAt(int row) const {
  return keyOf(*comparison_->after->graph, shiftAt(row).after);
}

double TileShiftModel::valueOf(const TileShift& shift, int column) const {
  const Schedule& before = *comparison_->before->schedule;
  const Schedule& after = *comparison_->after->schedule;
  switch (column) {
    case StartBefore:
      return before.start[shift.before.index()].value;
    case Start:
      return after.start[shift.after.index()].value;
    case StartChange:
      return shift.start;
    case LengthBefore:
      return (before.end[shift.before.index()] - before.start[shift.before.index()]).value;
    case Length:
      return (after.end[shift.after.index()] - after.start[shift.after.index()]).value;
    case LengthChange:
      return shift.duration;
    case Core:
      return comparison_->after->graph->core[shift.after.index()].value;
    default:
      return shift.after.value;
  }
}

QVariant TileShiftModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !comparison_) return {};
  const TileShift& shift = shiftAt(index.row());
  if (role == Qt::TextAlignmentRole && index.column() > Core) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role == PlainRole) return plainNumber(valueOf(shift, index.column()));
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  if (index.column() == Tile) return tileText(*comparison_->after, shift.after);
  const Accelerator& now = *comparison_->after->design.accelerator;
  if (index.column() == Core) {
    const QString core = coreText(now, comparison_->after->graph->core[shift.after.index()]);
    if (!shift.moved) return core;
    const CoreId old = comparison_->before->graph->core[shift.before.index()];
    return tr("%1 → %2").arg(coreText(*comparison_->before->design.accelerator, old), core);
  }
  const double value = valueOf(shift, index.column());
  const bool change = index.column() == StartChange || index.column() == LengthChange;
  const QString sign = change && value > 0 ? QStringLiteral("+") : QString();
  return sign + exactNumber(std::round(value * 100) / 100);
}

QVariant TileShiftModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case Tile:
      return tr("Tile");
    case Core:
      return tr("Core");
    case StartBefore:
      return tr("Start before");
    case Start:
      return tr("Start");
    case StartChange:
      return tr("Δ start");
    case LengthBefore:
      return tr("Duration before");
    case Length:
      return tr("Duration");
    default:
      return tr("Δ duration");
  }
}

void TileShiftModel::sort(int column, Qt::SortOrder order) {
  if (!comparison_) return;
  Q_EMIT layoutAboutToBeChanged();
  const bool change = column == StartChange || column == LengthChange;
  const auto value = [&](std::uint32_t index) {
    const double plain = valueOf(comparison_->diff.tiles[index], column);
    return change ? std::abs(plain) : plain;
  };
  if (order == Qt::AscendingOrder) {
    std::ranges::stable_sort(order_, {}, value);
  } else {
    std::ranges::stable_sort(order_, std::greater{}, value);
  }
  Q_EMIT layoutChanged();
}

}  // namespace fusewright
