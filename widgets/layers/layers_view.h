#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/layers/layer_table_model.h"

namespace fusewright {

/// The table of layers with a filter. Ctrl+C copies the marked rows, with headings, as they are sorted and filtered.
class LayersView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit LayersView(QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const std::vector<LayerRow>> rows);
  void setSelection(const Selection& selection);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("layers"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Layers"); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 private:
  void createTable();
  void currentChanged(const QModelIndex& current);
  void copy() const;
  [[nodiscard]] TextTable tableOf(const QModelIndexList& rows) const;

  LayerTableModel model_;
  QSortFilterProxyModel sorted_;
  QTableView* table_;
  QLineEdit* filter_;
  QLabel* count_;
  bool following_ = false;  ///< the current row is being set from outside
};

}  // namespace fusewright
