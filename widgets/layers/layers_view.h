#pragma once

#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/data_table.h"
#include "widgets/common/exportable.h"
#include "widgets/layers/layer_table_model.h"

namespace fusewright {

/// The table of layers with a filter.
class LayersView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit LayersView(QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const std::vector<LayerRow>> rows);
  void setSelection(const Selection& selection);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("layers"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Layers"); }
  [[nodiscard]] TextTable exportTable() const override { return table_->wholeTable(); }

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);

 private:
  void createTable();
  void currentChanged(const QModelIndex& current);

  LayerTableModel model_;
  DataTable* table_;
  bool following_ = false;  ///< the current row is being set from outside
};

}  // namespace fusewright
