#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include <QObject>

#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "widgets/pareto/design_point.h"
#include "widgets/pareto/pareto_view.h"

namespace fusewright {

/// Evaluates designs of other areas and memory fractions in the background, at idle priority, and tells of each as it
/// is found. It starts again when something changes that its points depend on, and pauses while the session evaluates,
/// so that edits are never delayed.
class SweepRunner : public QObject {
  Q_OBJECT

 public:
  explicit SweepRunner(Evaluator evaluate, QObject* parent = nullptr);
  ~SweepRunner() override;

  /// Sweeps around `design`, unless its points are the same as those of the sweep before.
  void follow(const Design& design);
  void setEnabled(bool enabled);
  void pause();
  void resume();

  [[nodiscard]] const std::vector<DesignPoint>& points() const { return points_; }
  [[nodiscard]] SweepProgress progress() const { return progress_; }

 Q_SIGNALS:
  void pointsChanged();
  void progressChanged();

 private:
  /// Whether the sweep itself found the design.
  [[nodiscard]] bool isPoint(const Design& design) const;
  void restart();
  void add(std::optional<DesignPoint> point);

  Evaluator evaluate_;
  std::optional<Design> base_;  ///< what the sweep is around
  std::vector<DesignPoint> points_;
  SweepProgress progress_;
  bool enabled_ = true;
  std::shared_ptr<std::atomic<bool>> paused_;
  LatestOnly jobs_;
};

}  // namespace fusewright
