#include "widgets/range/range_model.h"

#include <array>
#include <cmath>
#include <optional>

namespace fusewright {
namespace {

struct RangeHeading {
  const char* title;
  const char* meaning;
  const char* file;
};

constexpr std::array<RangeHeading, RangeModel::ColumnCount> kRangeHeadings{
    {{QT_TRANSLATE_NOOP("RangeModel", "What"),
      QT_TRANSLATE_NOOP("RangeModel", "A core busy or idle for a cause, a layer on all cores, a link each way"),
      "name"},
     {QT_TRANSLATE_NOOP("RangeModel", "Sum"),
      QT_TRANSLATE_NOOP("RangeModel",
                        "Cycles of all stretches within the range; of links what moves side by side counts twice"),
      "sum[cycles]"},
     {QT_TRANSLATE_NOOP("RangeModel", "Share"),
      QT_TRANSLATE_NOOP("RangeModel", "The sum as a part of the range; of layers of the range on all cores"), "share"},
     {QT_TRANSLATE_NOOP("RangeModel", "Energy"), QT_TRANSLATE_NOOP("RangeModel", "Energy of the layer's tiles"),
      "energy[pJ]"},
     {QT_TRANSLATE_NOOP("RangeModel", "Moved"), QT_TRANSLATE_NOOP("RangeModel", "Data that goes over the link"),
      "bits"},
     {QT_TRANSLATE_NOOP("RangeModel", "Count"),
      QT_TRANSLATE_NOOP("RangeModel", "How many stretches: tiles, gaps or moves"), "count"},
     {QT_TRANSLATE_NOOP("RangeModel", "Average"), QT_TRANSLATE_NOOP("RangeModel", "Cycles of a stretch on average"),
      "average[cycles]"},
     {QT_TRANSLATE_NOOP("RangeModel", "Least"), QT_TRANSLATE_NOOP("RangeModel", "Cycles of the shortest stretch"),
      "least[cycles]"},
     {QT_TRANSLATE_NOOP("RangeModel", "Most"), QT_TRANSLATE_NOOP("RangeModel", "Cycles of the longest stretch"),
      "most[cycles]"}}};

struct RangeCell {
  NumberText text;
  double value = 0;
};

/// None where a row has no such number.
std::optional<RangeCell> rangeCell(const RangeRow& row, int column) {
  const auto cycles = [](double value) { return RangeCell{formatCycles(Cycles(value)), value}; };
  const bool moved = row.kind == RangeRow::Kind::Link;
  switch (column) {
    case RangeModel::Sum:
      return cycles(row.time.sum);
    case RangeModel::Share:
      return moved ? std::nullopt : std::optional(RangeCell{formatShare(row.share), row.share});
    case RangeModel::Energy:
      if (row.kind != RangeRow::Kind::Layer) return std::nullopt;
      return RangeCell{formatEnergy(Picojoules(row.energy)), row.energy};
    case RangeModel::Moved:
      if (!moved) return std::nullopt;
      return RangeCell{formatBits(Bits(std::llround(row.bits))), std::round(row.bits)};
    case RangeModel::Count:
      return RangeCell{formatCount(row.time.count), static_cast<double>(row.time.count)};
    case RangeModel::Average:
      return cycles(row.time.mean());
    case RangeModel::Least:
      return cycles(row.time.least);
    case RangeModel::Most:
      return cycles(row.time.most);
    default:
      return std::nullopt;
  }
}

}  // namespace

void RangeModel::setRows(std::vector<RangeRow> rows) {
  beginResetModel();
  rows_ = std::move(rows);
  endResetModel();
}

int RangeModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RangeModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant RangeModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const RangeRow& row = rows_[static_cast<std::size_t>(index.row())];
  if (index.column() == Name) return role == Qt::DisplayRole || role == kCellRole ? QVariant(row.name) : QVariant();
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kCellRole && role != kFileCellRole) return {};
  const auto cell = rangeCell(row, index.column());
  // Below all numbers when sorted, and nothing in files.
  if (!cell) return role == kCellRole ? QVariant(-1.0) : role == kFileCellRole ? QVariant(QString()) : QVariant();
  if (role == Qt::DisplayRole) return cell->text.brief;
  if (role == Qt::ToolTipRole) return cell->text.exact;
  return role == kCellRole ? QVariant(cell->value) : QVariant(plainNumber(cell->value));
}

QVariant RangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  const RangeHeading& heading = kRangeHeadings[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return tr(heading.title);
  if (role == Qt::ToolTipRole) return tr(heading.meaning);
  if (role == kFileHeadingRole) return QLatin1String(heading.file);
  return {};
}

}  // namespace fusewright
