#pragma once

#include <memory>

#include <QObject>

#include "app/explorer/views.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"

namespace fusewright {

/// The baseline that results are held against: its ghost in the timeline, changes in the headline numbers, what differs
/// tile by tile and layer by layer, worked out in the background; and designs pinned to be seen side by side.
class Baseline : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it.
  Baseline(Evaluator evaluate, Session& session, Views& views, QObject* parent);

  /// Keeps the result on show as the baseline.
  void keep();
  void forget();
  /// Takes a design of a project as the baseline, once it is evaluated; none: forgets the present one.
  void open(const std::optional<Design>& design);
  /// The design of the baseline, if there is one.
  [[nodiscard]] std::optional<Design> design() const;
  [[nodiscard]] bool kept() const { return evaluation_ != nullptr; }
  void setGhostShown(bool shown);
  [[nodiscard]] bool ghostShown() const { return ghostShown_; }
  /// Pins the design on show beside others.
  void pin();

 Q_SIGNALS:
  void changed();

 private:
  void take(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline);
  void showEvaluation();
  void showGhost();
  void compare();

  Evaluator evaluate_;
  Session& session_;
  Views& views_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const Timeline> timeline_;
  std::shared_ptr<const Evaluation> compared_;
  bool ghostShown_ = true;
  LatestOnly jobs_;
  LatestOnly opening_;
};

}  // namespace fusewright
