#include "app/explorer/slower_hint.h"

#include <algorithm>
#include <utility>

#include "core/evaluate/regrouped_request.h"
#include "core/mapping/group_cuts.h"
#include "core/metrics/accounting.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/fusion/outlook_text.h"
#include "widgets/fusion/tiling_text.h"

namespace fusewright {
namespace {

/// Slowing down by less is what people fuse for, to save memory.
constexpr double kWorthTelling = 1.25;

/// Cuts that are not this much faster than the present ones are no advice.
constexpr double kWorthCutting = 0.95;

bool isSlower(const Evaluation& before, const Evaluation& after) {
  return after.metrics->latency >= before.metrics->latency * kWorthTelling;
}

/// At least as well as before.
bool fits(const Evaluation& before, const Evaluation& after) {
  return after.metrics->violations.size() <= before.metrics->violations.size();
}

/// The first group of several layers that was none before; else none.
std::optional<std::size_t> newGroup(const Evaluation& before, const Evaluation& after) {
  const auto& groups = after.mapping->fusion.groups;
  const auto& old = before.mapping->fusion.groups;
  for (std::size_t group = 0; group < groups.size(); ++group)
    if (groups[group].layers.size() > 1 &&
        std::ranges::find(old, groups[group].layers, &FusionGroup::layers) == old.end())
      return group;
  return std::nullopt;
}

/// The off-chip traffic that grew most, in words.
QString trafficText(const Evaluation& before, const Evaluation& after) {
  const auto trafficOf = [](const Evaluation& evaluation) {
    return accountFor(*evaluation.design.accelerator, *evaluation.schedule, *evaluation.metrics).traffic;
  };
  const auto was = trafficOf(before);
  std::optional<TrafficEntry> most;
  Bits mostBefore, grown;
  for (const TrafficEntry& now : trafficOf(after)) {
    Bits old;
    for (const TrafficEntry& entry : was)
      if (entry.cause == now.cause && entry.direction == now.direction) old = entry.bits;
    if (now.bits - old <= grown) continue;
    grown = now.bits - old;
    mostBefore = old;
    most = now;
  }
  if (!most || most->bits.value < mostBefore.value * kWorthTelling) return {};
  return SlowerHint::tr("Off-chip traffic grew, most of it %1: %2 → %3. ")
      .arg(causeText(most->cause), formatBits(mostBefore).brief, formatBits(most->bits).brief);
}

}  // namespace

SlowerHint::SlowerHint(Evaluator evaluate, Session& session, OfferBar& offers)
    : session_(session), offers_(offers), trials_(std::move(evaluate), QThread::LowPriority) {
  connect(&session_, &Session::snapshotChanged, this, &SlowerHint::look);
  connect(&trials_, &PlanTrials::tried, this, &SlowerHint::tried);
}

void SlowerHint::watch() {
  before_ = session_.snapshot().evaluation;
  after_.reset();
}

void SlowerHint::look() {
  const Snapshot& now = session_.snapshot();
  if (after_ && (now.stale || now.evaluation != after_)) {
    // Another design: what was said of this one is over.
    trials_.stop();
    if (offers_.question() == text_) offers_.dismiss();
    after_.reset();
    before_.reset();
  }
  if (now.stale || !before_ || after_) return;
  const auto before = std::exchange(before_, nullptr);
  if (now.error || !now.evaluation || now.evaluation == before) return;
  if (!isSlower(*before, *now.evaluation) && fits(*before, *now.evaluation)) return;
  before_ = before;
  after_ = now.evaluation;
  best_.reset();
  tell();
  tryCuts();
}

void SlowerHint::tryCuts() {
  cuts_.clear();
  const auto group = newGroup(*before_, *after_);
  if (!group) return;
  group_ = *group;
  const FusionGroup& layers = after_->mapping->fusion.groups[group_];
  const GroupCuts cuts = cutsOf(*after_->workload, *after_->mapping, layers, after_->design.assumptions);
  for (const CutLoop& loop : cuts.loops)
    for (const std::int64_t parts : loop.legal)
      if (parts != loop.parts) cuts_.push_back(withParts(cuts.present, loop.dim, parts));
  std::vector<PlanTrials::Trial> trials;
  for (const Tiling& each : cuts_)
    trials.emplace_back([request = after_->design.mapping, group = group_, each](const Evaluation& evaluation) {
      return recutRequest(evaluation, request, group, each);
    });
  trials_.start(after_, std::move(trials));
}

void SlowerHint::tried(std::size_t trial, const Result<PlanOutlook>& outlook) {
  const Evaluation& fitting = fits(*before_, *after_) ? *after_ : *before_;
  const bool isEnough =
      outlook && (&fitting == before_.get() || outlook->latency < after_->metrics->latency * kWorthCutting);
  if (isEnough && outlook->violations <= fitting.metrics->violations.size() &&
      (!best_ || outlook->latency < bestLatency_)) {
    best_ = trial;
    bestLatency_ = outlook->latency;
  }
  if (trial + 1 == cuts_.size() && best_ && offers_.question() == text_) tell();
}

void SlowerHint::tell() {
  const Cycles was = before_->metrics->latency;
  const Cycles now = after_->metrics->latency;
  text_ = tr("%1 latency %2 → %3 (%4).")
              .arg(isSlower(*before_, *after_) ? tr("This fusion takes longer than before:")
                                               : tr("This fusion does not fit into the memory:"))
              .arg(formatCycles(was).brief, formatCycles(now).brief, changeText(was.value, now.value)) +
          QLatin1Char('\n') + trafficText(*before_, *after_);
  std::vector<OfferBar::Answer> answers;
  if (best_) {
    const Tiling cuts = cuts_[*best_];
    const QString how = cuts.empty() ? tr("whole") : tilingText(cuts);
    text_ += fits(*before_, *after_)
                 ? tr("Cut as %1 it would take %2.").arg(how, formatCycles(bestLatency_).brief)
                 : tr("Cut as %1 it would fit and take %2.").arg(how, formatCycles(bestLatency_).brief);
    answers.push_back({tr("&Cut so"), tr("Cut the new group as %1").arg(how), [this, cuts] {
                         const auto request = recutRequest(*after_, after_->design.mapping, group_, cuts);
                         if (request) session_.apply(SetMapping{*request});
                       }});
  }
  answers.push_back({tr("&Undo"), tr("Take the change of the groups back"), [this] { session_.undo(); }});
  if (const auto group = newGroup(*before_, *after_)) {
    const LayerId layer = after_->mapping->fusion.groups[*group].layers.front();
    answers.push_back({tr("C&hoose cuts…"), tr("See what each way to cut the new group gives"),
                       [this, layer] { Q_EMIT cutsRequested(layer); }});
  }
  answers.push_back({tr("&Keep"), tr("Leave it as it is"), {}});
  text_ = text_.trimmed();
  offers_.hint(text_, answers);
}

}  // namespace fusewright
