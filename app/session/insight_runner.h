#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "app/session/latest_only.h"
#include "core/explore/insight/health.h"
#include "core/explore/insight/neighbours.h"
#include "widgets/breakdown/breakdown_data.h"

namespace fusewright {

/// What is derived from an evaluation besides the schedule.
struct Insight {
  std::shared_ptr<const BreakdownData> data;
  HealthCard health;
};

/// Derives breakdowns and the health card of the present evaluation off the GUI thread, and once the design has stood
/// still for a moment, tries its neighbours at the lowest priority. Works only while somebody looks.
class InsightRunner : public QObject {
  Q_OBJECT

 public:
  explicit InsightRunner(QObject* parent = nullptr);

  /// `picture` is of that evaluation.
  void follow(std::shared_ptr<const Evaluation> evaluation, const SchedulePicture& picture);
  /// The design is being changed: whatever is being tried is given up.
  void hold();
  void setInsightWanted(bool wanted);
  void setSuggestionsWanted(bool wanted);
  /// Rounds of trying neighbours that began so far.
  [[nodiscard]] int startedRounds() const { return trials_.startedJobs(); }

 Q_SIGNALS:
  void insightReady(const fusewright::Insight& insight);
  void suggestionsReady(const std::vector<fusewright::Suggestion>& suggestions, std::size_t tried);

 private:
  enum class Trials { None, Running, Done };

  void derive();
  void scheduleTrials();
  void tryNeighbours();

  std::shared_ptr<const Evaluation> evaluation_;
  SchedulePicture picture_;                    ///< of evaluation_
  std::shared_ptr<const Evaluation> derived_;  ///< what derive() was asked for last
  std::shared_ptr<const Evaluation> ready_;    ///< what insightReady() was about last
  bool insightWanted_ = false;
  bool suggestionsWanted_ = false;
  Trials state_ = Trials::None;  ///< of the neighbours of evaluation_
  QTimer delay_;
  LatestOnly derivations_;
  LatestOnly trials_;
};

}  // namespace fusewright
