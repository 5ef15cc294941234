#include "widgets/problems/class_table_model.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QPainter>

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/graph/box_label.h"
#include "widgets/graph/graph_shade.h"

namespace fusewright {

void ClassTableModel::setAccount(const ModelAccount& account) {
  if (account.classes == parts_ && account.operations == operations_) return;
  beginResetModel();
  parts_ = account.classes;
  operations_ = account.operations;
  endResetModel();
}

int ClassTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(parts_.size());
}

int ClassTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClassTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ModelAccount::ClassPart& part = parts_[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  const double share = operations_ > 0 ? static_cast<double>(part.operations) / static_cast<double>(operations_) : 0.0;
  if (role == Qt::TextAlignmentRole)
    return QVariant(column == Class ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
  if (role == Qt::DecorationRole && column == Class) return classColour(part.operatorClass);
  if (column == Share && role == kShareRole) return share;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  const std::array<NumberText, 2> numbers{formatCount(part.layers), formatCount(part.operations)};
  if (column == Class) return classText(part.operatorClass);
  if (column == Share) return formatShare(share).brief;
  const NumberText& number = numbers[column == Layers ? 0 : 1];
  return role == Qt::DisplayRole ? number.brief : number.exact;
}

QVariant ClassTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant(section == Class ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
  const std::array<QString, ColumnCount> titles{tr("Class"), tr("Layers"), tr("Operations"), tr("Share")};
  const std::array<QString, ColumnCount> meanings{tr("Class of operators, in the colour that the graph has for it"),
                                                  tr("Layers of the class, also those without cost"),
                                                  tr("Product of all loop sizes, summed over the layers"),
                                                  tr("Part of all operations of the model")};
  if (role == Qt::DisplayRole) return titles[static_cast<std::size_t>(section)];
  if (role == Qt::ToolTipRole) return meanings[static_cast<std::size_t>(section)];
  return {};
}

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  const double share = index.data(ClassTableModel::kShareRole).toDouble();
  const int text = option.fontMetrics.horizontalAdvance(QStringLiteral("100 % "));
  const QRect place = option.rect.adjusted(4, option.rect.height() / 4, -text - 4, -option.rect.height() / 4);
  if (place.width() <= 0) return;
  const Theme theme = themeOf(option.palette);
  painter->fillRect(place, theme.lane);
  QRect bar = place;
  bar.setWidth(std::max(static_cast<int>(std::lround(place.width() * share)), share > 0 ? 1 : 0));
  painter->fillRect(bar, theme.accent);
}

}  // namespace fusewright
