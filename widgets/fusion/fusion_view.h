#pragma once

#include <memory>
#include <optional>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QWidget>

#include "core/session/edit.h"
#include "core/session/selection.h"
#include "core/session/snapshot.h"
#include "widgets/common/exportable.h"
#include "widgets/fusion/assumptions_box.h"
#include "widgets/fusion/group_tree.h"

namespace fusewright {

/// Which layers run together and how they are cut: the plan by name, the tiling, the groups that result, and what is
/// assumed.
class FusionView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit FusionView(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);
  /// Why the cuts that were typed are refused; empty if they are not.
  [[nodiscard]] QString cutsMessage() const { return entriesMessage_->text(); }
  [[nodiscard]] GroupTree& groups() const { return *groups_; }
  /// Merges the group of a layer with the one that runs next, or cuts it before that layer; asks for the edit, or says
  /// why it can not be.
  void fuseWithNext(LayerId layer);
  void splitBefore(LayerId layer);
  /// Asks for a change of the groups on show, or says why it can not be.
  void regroup(const Regrouping& change);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("fusion"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Fusion groups"); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  void selectionRequested(const Selection& selection);
  void refused(const Error& error);

 private:
  void createForm();
  void createGroups();
  [[nodiscard]] std::optional<std::size_t> groupOf(LayerId layer) const;
  void offerPlans(const Workload& workload);
  void showRequest(const MappingRequest& request);
  void showCuts(bool shown);
  /// Marks the field of cuts as refused for that reason, or as taken over.
  void markCuts(const std::optional<Error>& error);
  void take(const MappingRequest& request);
  void fusionChosen(int index);
  void tilingChosen(int index);
  void entriesTyped();

  MappingRequest request_;
  std::shared_ptr<const Workload> workload_;
  std::shared_ptr<const Accelerator> accelerator_;
  Assumptions assumptionsInUse_;
  std::shared_ptr<const Evaluation> evaluation_;
  bool typesCuts_ = false;  ///< cuts are typed that are not in use yet, or were refused
  QComboBox* fusion_;
  QComboBox* tiling_;
  QLineEdit* entries_;
  QLabel* entriesLabel_;
  QLabel* entriesMessage_;
  AssumptionsBox* assumptions_;
  GroupTree* groups_;
};

}  // namespace fusewright
