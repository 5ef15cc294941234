#include "widgets/common/time_navigator.h"

#include <algorithm>

namespace fusewright {
namespace {

/// The closest one can look.
constexpr double kFewestCycles = 8;
/// Changes closer to each other than this are one step of the history.
constexpr qint64 kOneStepMs = 700;
constexpr std::size_t kMostSteps = 100;

}  // namespace

void TimeNavigator::setSpan(double span) {
  const bool all = showsAll();
  const bool changed = span != span_;
  span_ = std::max(span, 1.0);
  if (changed) display(all ? TimeRange{0, span_} : visible_);
}

void TimeNavigator::remember() {
  const bool sameStep = sinceChange_.isValid() && sinceChange_.elapsed() < kOneStepMs;
  sinceChange_.start();
  if (sameStep) return;
  back_.push_back(visible_);
  if (back_.size() > kMostSteps) back_.erase(back_.begin());
  forward_.clear();
}

void TimeNavigator::goBack() {
  if (back_.empty()) return;
  const TimeRange range = back_.back();
  back_.pop_back();
  forward_.push_back(visible_);
  sinceChange_.invalidate();
  display(range);
  Q_EMIT historyChanged();
}

void TimeNavigator::goForward() {
  if (forward_.empty()) return;
  const TimeRange range = forward_.back();
  forward_.pop_back();
  back_.push_back(visible_);
  sinceChange_.invalidate();
  display(range);
  Q_EMIT historyChanged();
}

void TimeNavigator::show(TimeRange range) {
  const TimeRange before = visible_;
  if (range == before) return;
  remember();
  display(range);
  if (visible_ == before && !back_.empty() && back_.back() == before) back_.pop_back();
  Q_EMIT historyChanged();
}

void TimeNavigator::addMark(TimeMark mark) {
  mark.cycle = std::clamp(mark.cycle, 0.0, span_);
  if (mark.temporary) std::erase_if(marks_, [](const TimeMark& other) { return other.temporary; });
  marks_.insert(std::ranges::upper_bound(marks_, mark.cycle, {}, &TimeMark::cycle), mark);
  Q_EMIT marksChanged();
}

void TimeNavigator::removeMark(std::size_t index) {
  if (index >= marks_.size()) return;
  marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(index));
  Q_EMIT marksChanged();
}

void TimeNavigator::nameMark(std::size_t index, const QString& name) {
  if (index >= marks_.size()) return;
  marks_[index].name = name;
  if (!name.isEmpty()) marks_[index].temporary = false;
  Q_EMIT marksChanged();
}

void TimeNavigator::clearMarks() {
  marks_.clear();
  Q_EMIT marksChanged();
}

void TimeNavigator::goToMark(std::size_t number) {
  if (number == 0 || number > marks_.size()) return;
  showAround(marks_[number - 1].cycle);
}

void TimeNavigator::setFold(std::shared_ptr<const FoldedTime> fold) {
  if (fold == fold_) return;
  fold_ = std::move(fold);
  const TimeFold* hiding = fold_ ? fold_->foldAt(visible_.from) : nullptr;
  const bool isHidden = hiding != nullptr && visible_.to <= hiding->hidden.to;
  const TimeRange before = visible_;
  display(isHidden ? fold_->image(visible_) : visible_);
  if (visible_ == before) Q_EMIT visibleChanged();
}

void TimeNavigator::display(TimeRange range) {
  const TimeRange all = shown({0, span_});
  const double least = std::min(kFewestCycles, all.length());
  range = shown(range);
  if (range.length() < least) {
    const double middle = (range.from + range.to) / 2;
    range = {middle - least / 2, middle + least / 2};
  }
  range = clampedTo(range, all.length());
  range = range == all ? TimeRange{0, span_} : cyclesOf(range);
  if (range == visible_) return;
  visible_ = range;
  Q_EMIT visibleChanged();
}

void TimeNavigator::showAround(double cycle) {
  const double middle = shown({cycle, cycle}).from;
  const double half = shownLength() / 2;
  show(cyclesOf({middle - half, middle + half}));
}

void TimeNavigator::reveal(TimeRange range) {
  if (range.from >= visible_.from && range.to <= visible_.to) return;
  if (shown(range).length() > shownLength() * 0.8) {
    const double margin = range.length() * 0.1;
    show({range.from - margin, range.to + margin});
    return;
  }
  showAround((range.from + range.to) / 2);
}

void TimeNavigator::zoomAt(double cycle, double factor) {
  const double least = std::min(kFewestCycles, shown({0, span_}).length());
  show(cyclesOf(zoomed(shown(visible_), shown({cycle, cycle}).from, factor, least)));
}

void TimeNavigator::showBeside(TimeRange range, double cycles) {
  const TimeRange from = shown(range);
  show(cyclesOf({from.from + cycles, from.to + cycles}));
}

void TimeNavigator::setCursor(std::optional<double> cycle) {
  if (cycle == cursor_) return;
  cursor_ = cycle;
  Q_EMIT cursorChanged();
}

void TimeNavigator::setPlayhead(std::optional<double> cycle) {
  if (cycle) cycle = std::max(*cycle, 0.0);
  if (cycle == playhead_) return;
  playhead_ = cycle;
  Q_EMIT playheadChanged();
}

void TimeNavigator::mark(std::optional<TimeRange> range) {
  if (range == marked_) return;
  marked_ = range;
  Q_EMIT markedChanged();
}

}  // namespace fusewright
