#include "widgets/compare/tile_shift_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "widgets/common/names.h"
#include "widgets/common/table_text.h"

namespace fusewright {
namespace {

bool isWord(int column) {
  return column == TileShiftModel::Tile || column == TileShiftModel::Core;
}

bool isChange(int column) {
  return column == TileShiftModel::StartChange || column == TileShiftModel::LengthChange;
}

bool hasChanged(const TileShift& shift) {
  return shift.start != 0 || shift.duration != 0 || shift.moved;
}

}  // namespace

/// A tile for filters, which see it before it has a row.
class ShiftRow : public FilterRow {
 public:
  ShiftRow(const TileShiftModel& model, const TileShift& shift) : model_(model), shift_(shift) {}
  [[nodiscard]] std::optional<double> number(std::size_t column) const override {
    const int own = static_cast<int>(column);
    return isWord(own) ? std::nullopt : std::optional(model_.valueOf(shift_, own));
  }
  [[nodiscard]] std::string text(std::size_t column) const override {
    return model_.textOf(shift_, static_cast<int>(column)).toStdString();
  }

 private:
  const TileShiftModel& model_;
  const TileShift& shift_;
};

void TileShiftModel::setComparison(std::shared_ptr<const Comparison> comparison) {
  beginResetModel();
  comparison_ = std::move(comparison);
  collect();
  endResetModel();
}

void TileShiftModel::setFilter(const RowFilter& filter) {
  beginResetModel();
  filter_ = filter;
  collect();
  endResetModel();
}

void TileShiftModel::collect() {
  order_.clear();
  changes_ = 0;
  for (std::uint32_t tile = 0; comparison_ && tile < comparison_->diff.tiles.size() && changes_ < kMostRows; ++tile) {
    const TileShift& shift = comparison_->diff.tiles[tile];
    if (!hasChanged(shift)) continue;
    ++changes_;
    if (filter_.showsAll() || filter_.accepts(ShiftRow(*this, shift))) order_.push_back(tile);
  }
  arrange();
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

QString TileShiftModel::textOf(const TileShift& shift, int column) const {
  if (column == Tile) return tileText(*comparison_->after, shift.after);
  if (column == Core) {
    const QString core =
        coreText(*comparison_->after->design.accelerator, comparison_->after->graph->core[shift.after.index()]);
    if (!shift.moved) return core;
    const CoreId old = comparison_->before->graph->core[shift.before.index()];
    return tr("%1 → %2").arg(coreText(*comparison_->before->design.accelerator, old), core);
  }
  const double value = valueOf(shift, column);
  const QString sign = isChange(column) && value > 0 ? QStringLiteral("+") : QString();
  return sign + exactNumber(std::round(value * 100) / 100);
}

QVariant TileShiftModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !comparison_) return {};
  const TileShift& shift = shiftAt(index.row());
  const int column = index.column();
  if (role == Qt::TextAlignmentRole && !isWord(column)) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role == kCellRole && !isWord(column)) return valueOf(shift, column);
  if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == kCellRole) return textOf(shift, column);
  return {};
}

QVariant TileShiftModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  static constexpr std::array<const char*, ColumnCount> kFileHeadings{
      "tile",          "start_change[cycles]", "duration_change[cycles]", "core",
      "start[cycles]", "duration[cycles]",     "start_before[cycles]",    "duration_before[cycles]"};
  if (role == kFileHeadingRole) return QLatin1String(kFileHeadings[static_cast<std::size_t>(section)]);
  if (role != Qt::DisplayRole) return {};
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
  sortColumn_ = column;
  sortOrder_ = order;
  if (!comparison_) return;
  Q_EMIT layoutAboutToBeChanged();
  arrange();
  Q_EMIT layoutChanged();
}

void TileShiftModel::arrange() {
  if (sortColumn_ < 0 || !comparison_) {
    std::ranges::sort(order_);  // as the diff has them
    return;
  }
  const auto value = [&](std::uint32_t index) {
    const double plain = valueOf(comparison_->diff.tiles[index], sortColumn_);
    return isChange(sortColumn_) ? std::abs(plain) : plain;
  };
  if (sortOrder_ == Qt::AscendingOrder) {
    std::ranges::stable_sort(order_, {}, value);
  } else {
    std::ranges::stable_sort(order_, std::greater{}, value);
  }
}

}  // namespace fusewright
