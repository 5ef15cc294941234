#include "widgets/range/marks_model.h"

#include <array>
#include <cmath>

#include "widgets/common/format.h"

namespace fusewright {
namespace {

struct MarkHeading {
  const char* title;
  const char* meaning;
  const char* file;
};

constexpr std::array<MarkHeading, MarksModel::ColumnCount> kMarkHeadings{
    {{QT_TRANSLATE_NOOP("MarksModel", "Mark"), QT_TRANSLATE_NOOP("MarksModel", "Its number: that key goes there"),
      "mark"},
     {QT_TRANSLATE_NOOP("MarksModel", "Name"), QT_TRANSLATE_NOOP("MarksModel", "Any text; F2 changes it"), "name"},
     {QT_TRANSLATE_NOOP("MarksModel", "Time"), QT_TRANSLATE_NOOP("MarksModel", "Cycles from the start of the run"),
      "time[cycles]"},
     {QT_TRANSLATE_NOOP("MarksModel", "Δ before"), QT_TRANSLATE_NOOP("MarksModel", "Cycles after the mark before it"),
      "since_mark_before[cycles]"},
     {QT_TRANSLATE_NOOP("MarksModel", "Δ first"), QT_TRANSLATE_NOOP("MarksModel", "Cycles after the first mark"),
      "since_first_mark[cycles]"}}};

}  // namespace

void MarksModel::setMarks(std::vector<TimeMark> marks) {
  beginResetModel();
  marks_ = std::move(marks);
  endResetModel();
}

int MarksModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(marks_.size());
}

int MarksModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

double MarksModel::valueOf(std::size_t row, int column) const {
  const double cycle = std::round(marks_[row].cycle);
  switch (column) {
    case Number:
      return static_cast<double>(row + 1);
    case SinceLast:
      return row == 0 ? 0 : cycle - std::round(marks_[row - 1].cycle);
    case SinceFirst:
      return cycle - std::round(marks_.front().cycle);
    default:
      return cycle;
  }
}

QVariant MarksModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto row = static_cast<std::size_t>(index.row());
  if (index.column() == Name) {
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != kCellRole) return {};
    const bool passing = marks_[row].temporary && marks_[row].name.isEmpty() && role == Qt::DisplayRole;
    return passing ? tr("(until the next M)") : marks_[row].name;
  }
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  const double value = valueOf(row, index.column());
  if (role == kCellRole) return value;
  if (role == Qt::ToolTipRole && index.column() > Name) return formatCycles(Cycles(value)).exact;
  return role == Qt::DisplayRole ? QVariant(exactNumber(value)) : QVariant();
}

bool MarksModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !index.isValid() || index.column() != Name) return false;
  const auto row = static_cast<std::size_t>(index.row());
  if (marks_[row].name == value.toString()) return false;
  Q_EMIT renamed(row, value.toString());
  return true;
}

Qt::ItemFlags MarksModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
  return index.column() == Name ? usual | Qt::ItemIsEditable : usual;
}

QVariant MarksModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  const MarkHeading& heading = kMarkHeadings[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return tr(heading.title);
  if (role == Qt::ToolTipRole) return tr(heading.meaning);
  if (role == kFileHeadingRole) return QLatin1String(heading.file);
  return {};
}

}  // namespace fusewright
