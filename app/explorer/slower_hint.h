#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "app/session/plan_trials.h"
#include "app/session/session.h"
#include "widgets/common/offer_bar.h"

namespace fusewright {

/// Tells when a change of the fusion groups has made the run much slower, or too large for the memory: by how much,
/// what it is spent on, and which other cuts of the new group would help, tried in the background.
class SlowerHint : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it.
  SlowerHint(Evaluator evaluate, Session& session, OfferBar& offers);

  /// The groups are about to be changed, or have just been, and are not evaluated yet.
  void watch();

 Q_SIGNALS:
  void cutsRequested(fusewright::LayerId layer);

 private:
  void look();
  void tryCuts();
  void tried(std::size_t trial, const Result<PlanOutlook>& outlook);
  void tell();

  Session& session_;
  OfferBar& offers_;
  PlanTrials trials_;
  std::shared_ptr<const Evaluation> before_;  ///< while a change is watched or told of
  std::shared_ptr<const Evaluation> after_;   ///< while it is told of
  std::size_t group_ = 0;                     ///< the group of after_ that is new
  std::vector<Tiling> cuts_;                  ///< being tried
  std::optional<std::size_t> best_;           ///< of cuts_
  Cycles bestLatency_;
  QString text_;
};

}  // namespace fusewright
