#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include <QObject>

#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "core/explore/insight/plan_outlook.h"

namespace fusewright {

/// Tries other fusion plans of the design on show in the background, one after the other, and tells what each would
/// give. New plans to be tried take the place of those that wait, and stop the one that is being tried.
class PlanTrials : public QObject {
  Q_OBJECT

 public:
  /// Makes a request off the GUI thread, from the evaluation of the design on show.
  using Trial = std::function<Result<MappingRequest>(const Evaluation&)>;

  PlanTrials(Evaluator evaluate, QThread::Priority priority, QObject* parent = nullptr);

  void start(std::shared_ptr<const Evaluation> evaluation, std::vector<Trial> trials);
  void stop();
  /// Plans tried so far.
  [[nodiscard]] int finished() const { return finished_; }

 Q_SIGNALS:
  /// What plan number `trial` of those given to start() would give.
  void tried(std::size_t trial, const Result<PlanOutlook>& outlook);

 private:
  void next();

  Evaluator evaluate_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::vector<Trial> trials_;
  std::size_t place_ = 0;  ///< of the trial that comes next
  int finished_ = 0;
  LatestOnly jobs_;
};

}  // namespace fusewright
