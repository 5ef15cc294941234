#pragma once

#include <optional>
#include <vector>

#include <QObject>

#include "app/explorer/panel.h"
#include "app/explorer/slower_hint.h"
#include "app/explorer/views.h"
#include "app/session/plan_trials.h"
#include "app/session/session.h"
#include "core/mapping/regroup.h"
#include "widgets/common/offer_bar.h"
#include "widgets/fusion/cuts_view.h"

namespace fusewright {

/// The fusion plan edited by hand: the cuts of single groups are chosen in a dock, and what a choice or a change of the
/// groups would give is found out in the background and told before it is made.
class PlanEditing : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it. Its view belongs to `parent`.
  PlanEditing(Evaluator evaluate, Session& session, Views& views, OfferBar& offers, QWidget& parent);

  /// Beside the fusion plan's place.
  [[nodiscard]] std::vector<Panel> panels() const;
  [[nodiscard]] CutsView& cuts() { return *cuts_; }
  /// What is tried of the choices in the dock, and of changes of the groups.
  [[nodiscard]] const PlanTrials& choiceTrials() const { return choices_; }
  [[nodiscard]] const PlanTrials& changeTrials() const { return changes_; }

 Q_SIGNALS:
  /// The cuts of a group are to be chosen.
  void cutsWanted();

 private:
  void connectCuts();
  void connectChanges();
  void chooseCutsOf(LayerId layer);
  void tryChoices();
  void tryChange(const Regrouping& change);
  void tellOutlook(const Result<PlanOutlook>& outlook);

  Session& session_;
  Views& views_;
  CutsView* cuts_;
  PlanTrials choices_;
  PlanTrials changes_;
  std::optional<Regrouping> considered_;  ///< what changes_ tries
  SlowerHint hint_;
};

}  // namespace fusewright
