#include "widgets/common/text_table_view.h"

#include <QLocale>

#include "widgets/common/format.h"

namespace fusewright {

void TextTableModel::setTable(TextTable table) {
  beginResetModel();
  table_ = std::move(table);
  endResetModel();
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.headings.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const QStringList& row = table_.rows[static_cast<std::size_t>(index.row())];
  const QString& text = row[index.column()];
  bool isNumber = false;
  const double number = QLocale::c().toDouble(text, &isNumber);
  switch (role) {
    case Qt::DisplayRole:
      return isNumber ? exactNumber(number) : text;
    case kCellRole:
      return isNumber ? QVariant(number) : QVariant(text);
    case kFileCellRole:
      return text;
    case Qt::TextAlignmentRole:
      return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
      return {};
  }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return table_.headings[section];
}

TextTableView::TextTableView(QWidget* parent) : DataTable(parent), model_(new TextTableModel(this)) {
  setRows(*model_);
  horizontalHeader()->setDefaultSectionSize(fontMetrics().averageCharWidth() * 22);
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
    if (current.isValid() && hasFocus()) Q_EMIT rowChosen(sourceRow(current));
  });
}

void TextTableView::setTable(TextTable table) {
  const bool sameHeadings = table.headings == model_->table().headings;
  const int row = currentIndex().row();
  model_->setTable(std::move(table));
  if (!sameHeadings) sortByColumn(-1, Qt::AscendingOrder);
  if (sameHeadings && row >= 0 && row < model()->rowCount()) {
    selectionModel()->setCurrentIndex(model()->index(row, 0),
                                      QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
  }
}

}  // namespace fusewright
