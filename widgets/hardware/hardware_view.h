#pragma once

#include <memory>

#include <QLineEdit>
#include <QTreeView>
#include <QWidget>

#include "core/session/edit.h"
#include "core/session/snapshot.h"
#include "widgets/common/exportable.h"
#include "widgets/hardware/parameter_model.h"

namespace fusewright {

/// The editor of the accelerator: its parameters in groups, each with its controls, and a filter.
class HardwareView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit HardwareView(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);
  /// The accelerator whose values a reset brings back.
  void setDefaults(const Accelerator& accelerator);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("hardware"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Hardware"); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);

 private:
  void createTree();
  void openEditors(const QModelIndex& group);
  void closeEditors(const QModelIndex& group);
  void applyFilter(const QString& text);
  void openAllEditors();

  ParameterModel model_;
  std::shared_ptr<const Accelerator> shown_;
  QLineEdit* filter_;
  QTreeView* tree_;
};

}  // namespace fusewright
