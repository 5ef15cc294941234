#pragma once

#include <memory>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QWidget>

#include "core/session/edit.h"
#include "core/session/selection.h"
#include "core/session/snapshot.h"
#include "widgets/common/exportable.h"
#include "widgets/fusion/assumptions_box.h"
#include "widgets/fusion/fusion_rows.h"

namespace fusewright {

/// Which layers run together and how they are cut: the plan by name, the tiling, the groups that result, and what is
/// assumed.
class FusionView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit FusionView(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("fusion"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Fusion groups"); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  void selectionRequested(const Selection& selection);

 private:
  void createForm();
  void createGroups();
  void offerPlans(const Workload& workload);
  void showRequest(const MappingRequest& request);
  void showGroups(const Evaluation& evaluation);
  void addGroup(const FusionRow& row, const Workload& workload);
  void fusionChosen(int index);
  void tilingChosen(int index);
  void entriesTyped();

  MappingRequest request_;
  std::shared_ptr<const Workload> workload_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::vector<FusionRow> rows_;
  QComboBox* fusion_;
  QComboBox* tiling_;
  QLineEdit* entries_;
  QLabel* entriesLabel_;
  AssumptionsBox* assumptions_;
  QTreeWidget* groups_;
};

}  // namespace fusewright
