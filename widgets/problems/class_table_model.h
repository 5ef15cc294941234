#pragma once

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include "widgets/problems/model_account.h"

namespace fusewright {

/// Operators by class: how many layers, how many operations, and their share as a bar.
class ClassTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Class, Layers, Operations, Share, ColumnCount };
  /// A share from 0 to 1, in the column Share.
  static constexpr int kShareRole = Qt::UserRole;

  using QAbstractTableModel::QAbstractTableModel;

  void setAccount(const ModelAccount& account);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                    int role = Qt::DisplayRole) const override;

 private:
  std::vector<ModelAccount::ClassPart> parts_;
  std::int64_t operations_ = 0;
};

/// Paints a share as a bar with its number beside it.
class ShareDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace fusewright
