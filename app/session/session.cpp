#include "app/session/session.h"

#include <ctime>
#include <utility>

#include "app/session/carry_selection.h"
#include "core/evaluate/evaluate.h"
#include "core/session/apply_edit.h"

namespace fusewright {
namespace {

/// What this thread has computed so far. By the clock on the wall a busy machine would count as a slow design.
std::chrono::milliseconds processorTime() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds(now.tv_sec) +
                                                               std::chrono::nanoseconds(now.tv_nsec));
}

std::uint64_t gestureOf(const Edit& edit) {
  if (const auto* parameter = std::get_if<SetParameter>(&edit)) return parameter->gesture;
  if (const auto* whole = std::get_if<SetDesign>(&edit)) return whole->gesture;
  const auto* model = std::get_if<SetWorkload>(&edit);
  return model != nullptr ? model->gesture : 0;
}

}  // namespace

Evaluator engineEvaluator(std::shared_ptr<TileCostTable> table) {
  return [table = std::move(table)](const Design& design, const Evaluation* previous, std::stop_token stop) {
    return evaluate(design, *table, previous, std::move(stop));
  };
}

Session::Session(Evaluator evaluate, QObject* parent) : QObject(parent), evaluate_(std::move(evaluate)) {}

void Session::start(Design design) {
  history_.emplace(std::move(design));
  Q_EMIT historyChanged();
  evaluateCurrent();  // also when edits wait: there is nothing to show yet
}

void Session::apply(const Edit& edit) {
  if (!history_) {
    if (const auto* whole = std::get_if<SetDesign>(&edit)) start(whole->design);
    return;
  }
  auto design = applyEdit(history_->current(), edit);
  if (!design) {
    refuse(design.error());
    return;
  }
  const std::uint64_t gesture = gestureOf(edit);
  const Design& before = history_->startOf(gesture);
  const Evaluation* shown = snapshot_.evaluation.get();
  const bool isOfIt = shown != nullptr && shown->design == before;
  history_->push(*std::move(design), editText(before, edit, isOfIt ? shown : nullptr), gesture);
  Q_EMIT historyChanged();
  changeDesign();
}

void Session::undo() {
  if (!history_ || !history_->canUndo()) return;
  history_->undo();
  Q_EMIT historyChanged();
  changeDesign();
}

void Session::redo() {
  if (!history_ || !history_->canRedo()) return;
  history_->redo();
  Q_EMIT historyChanged();
  changeDesign();
}

void Session::goTo(std::size_t step) {
  if (!history_ || step >= history_->size() || step == history_->position()) return;
  history_->goTo(step);
  Q_EMIT historyChanged();
  evaluateCurrent();
}

void Session::select(const Selection& selection) {
  if (selection == selection_) return;
  selection_ = selection;
  Q_EMIT selectionChanged();
}

void Session::refuse(const Error& error) {
  snapshot_.error = error;
  Q_EMIT snapshotChanged();
  Q_EMIT errorRaised(error);
}

void Session::setLive(bool live) {
  if (live == live_) return;
  live_ = live;
  Q_EMIT liveChanged(live_);
  if (live_ && history_ && snapshot_.stale) evaluateCurrent();
}

void Session::changeDesign() {
  if (live_) {
    evaluateCurrent();
    return;
  }
  jobs_.stop();
  ++snapshot_.revision;
  snapshot_.design = history_->current();
  snapshot_.error.reset();
  snapshot_.stale = !snapshot_.evaluation || !(snapshot_.evaluation->design == snapshot_.design);
  Q_EMIT snapshotChanged();
}

/// The first evaluation of a model does not count: it fills the table of tile costs.
void Session::judge(const Evaluation& evaluation, std::chrono::milliseconds took) {
  if (!live_ || took <= kSlowestLive) return;
  if (!snapshot_.evaluation || snapshot_.evaluation->design.workload != evaluation.design.workload) return;
  setLive(false);
  Q_EMIT becameSlow(took);
}

void Session::evaluateCurrent() {
  ++snapshot_.revision;
  snapshot_.design = history_->current();
  snapshot_.error.reset();
  snapshot_.stale = true;
  Q_EMIT snapshotChanged();
  jobs_.request(
      [this, evaluate = evaluate_, design = snapshot_.design, previous = snapshot_.evaluation](std::stop_token stop) {
        const auto begin = processorTime();
        auto result = evaluate(design, previous.get(), stop);
        if (stop.stop_requested()) return LatestOnly::Delivery();
        if (!result) return LatestOnly::Delivery([this, error = result.error()] { reject(error); });
        SchedulePicture picture = buildSchedulePicture(*result);
        const auto took = processorTime() - begin;
        return LatestOnly::Delivery([this, evaluation = *std::move(result), picture = std::move(picture), took] {
          judge(evaluation, took);
          accept(evaluation, picture);
        });
      });
}

void Session::accept(Evaluation evaluation, SchedulePicture picture) {
  const auto before = std::exchange(snapshot_.evaluation, std::make_shared<const Evaluation>(std::move(evaluation)));
  picture_ = std::move(picture);
  snapshot_.stale = false;
  const Selection carried = before ? carriedOver(selection_, *before, *snapshot_.evaluation) : selection_;
  Q_EMIT snapshotChanged();
  select(carried);
}

void Session::reject(const Error& error) {
  snapshot_.stale = false;
  if (snapshot_.evaluation) {
    history_->reject(snapshot_.evaluation->design);
    snapshot_.design = history_->current();
    Q_EMIT historyChanged();
  }
  refuse(error);
}

}  // namespace fusewright
