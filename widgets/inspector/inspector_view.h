#pragma once

#include <memory>

#include <QLabel>
#include <QTreeWidget>
#include <QWidget>

#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/inspector/property.h"

namespace fusewright {

/// The numbers of what is selected, or of the whole design. Tooltips and copies have the exact values.
class InspectorView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit InspectorView(QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const std::vector<LayerRow>> layers,
                   std::shared_ptr<const Accounting> accounting,
                   std::shared_ptr<const std::vector<CoreBudget>> time = nullptr);
  void setSelection(const Selection& selection);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("details"); }
  [[nodiscard]] QString exportTitle() const override { return title_->text(); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  /// A row that names something else was clicked, or chosen with Return.
  void selectionRequested(const Selection& selection);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void followLink(const QTreeWidgetItem& item);
  void refresh();
  void fillRows(QTreeWidgetItem& parent, const std::vector<Property>& rows) const;
  [[nodiscard]] const Property& propertyOf(const QTreeWidgetItem& item) const;
  void copy() const;

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const std::vector<LayerRow>> layers_;
  std::shared_ptr<const Accounting> accounting_;
  std::shared_ptr<const std::vector<CoreBudget>> time_;
  Selection selection_;
  std::vector<PropertySection> sections_;
  QLabel* title_;
  QTreeWidget* tree_;
};

}  // namespace fusewright
