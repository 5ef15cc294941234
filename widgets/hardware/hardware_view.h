#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QLineEdit>
#include <QTreeView>
#include <QWidget>

#include "core/explore/insight/parameter_profile.h"
#include "core/session/edit.h"
#include "core/session/snapshot.h"
#include "widgets/common/exportable.h"
#include "widgets/hardware/parameter_model.h"

namespace fusewright {

class ParameterEditor;

/// The editor of the accelerator: its parameters in groups, each with its controls, and a filter.
class HardwareView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit HardwareView(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);
  /// The accelerator whose values a reset brings back.
  void setDefaults(const Accelerator& accelerator);

  /// How latency depends on one parameter of the present design.
  void setProfile(const ParameterProfile& profile);
  /// Profiles are of no use any more.
  void dropProfiles();
  /// Ids of the parameters whose controls are open, from top to bottom.
  [[nodiscard]] std::vector<std::string> openParameters() const;

  [[nodiscard]] QString exportName() const override { return QStringLiteral("hardware"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Hardware"); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  /// openParameters() are other ones.
  void openParametersChanged();

 private:
  void createTree();
  void openEditors(const QModelIndex& group);
  void closeEditors(const QModelIndex& group);
  void applyFilter(const QString& text);
  void openAllEditors();
  [[nodiscard]] ParameterEditor* editorOf(const std::string& id) const;

  ParameterModel model_;
  std::shared_ptr<const Accelerator> shown_;
  std::map<std::string, ParameterProfile> profiles_;  ///< by id
  QLineEdit* filter_;
  QTreeView* tree_;
};

}  // namespace fusewright
