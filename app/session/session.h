#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include <QObject>

#include "app/session/latest_only.h"
#include "core/cost/tile_cost_table.h"
#include "core/session/edit.h"
#include "core/session/history.h"
#include "core/session/selection.h"
#include "core/session/snapshot.h"
#include "widgets/schedule_picture.h"

namespace fusewright {

/// Design -> Evaluation, off the GUI thread. `previous` may save work.
using Evaluator = std::function<Result<Evaluation>(const Design&, const Evaluation* previous, std::stop_token)>;

/// The engine's evaluate(), remembering tile costs in `table`.
[[nodiscard]] Evaluator engineEvaluator(std::shared_ptr<TileCostTable> table);

/// An edit that takes longer than this is too slow to be evaluated while a slider moves.
inline constexpr std::chrono::milliseconds kSlowestLive{1000};

/// What the window works on: the design with its history, the last good evaluation, the selection. Edits are applied at
/// once and evaluated in the background; only the newest answer is shown. A design that turns out to be impossible is
/// taken back, and the error says why. Where that takes too long, edits wait until they are asked for.
class Session : public QObject {
  Q_OBJECT

 public:
  explicit Session(Evaluator evaluate, QObject* parent = nullptr);

  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
  /// What views prepared of snapshot().evaluation; empty before the first one.
  [[nodiscard]] const SchedulePicture& picture() const { return picture_; }
  [[nodiscard]] const Selection& selection() const { return selection_; }
  [[nodiscard]] bool hasDesign() const { return history_.has_value(); }
  [[nodiscard]] const History* history() const { return history_ ? &*history_ : nullptr; }
  /// Whether edits are evaluated as they are made. If not, they wait, and what is on show is of an earlier design.
  [[nodiscard]] bool isLive() const { return live_; }
  /// Going live evaluates what waits.
  void setLive(bool live);
  /// Evaluations that began so far.
  [[nodiscard]] int startedEvaluations() const { return jobs_.startedJobs(); }

  /// Starts anew with that design; nothing before it can be undone.
  void start(Design design);
  void apply(const Edit& edit);
  void undo();
  void redo();
  /// Undoes or redoes until that step of the history is current.
  void goTo(std::size_t step);
  void select(const Selection& selection);
  /// Tells of something that was refused before it became an edit, such as a file; the design stays.
  void refuse(const Error& error);

 Q_SIGNALS:
  void snapshotChanged();
  void selectionChanged();
  void historyChanged();
  void errorRaised(const Error& error);
  void liveChanged(bool live);
  /// Evaluating an edit took so long that edits wait from now on.
  void becameSlow(std::chrono::milliseconds took);

 private:
  void changeDesign();
  void evaluateCurrent();
  void judge(const Evaluation& evaluation, std::chrono::milliseconds took);
  void accept(Evaluation evaluation, SchedulePicture picture);
  void reject(const Error& error);

  Evaluator evaluate_;
  std::optional<History> history_;
  Snapshot snapshot_;
  SchedulePicture picture_;
  Selection selection_;
  bool live_ = true;
  LatestOnly jobs_;
};

}  // namespace fusewright
