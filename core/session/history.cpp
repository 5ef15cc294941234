#include "core/session/history.h"

#include <utility>

namespace fusewright {
namespace {

/// Steps kept; designs share their parts, so one costs little: an accelerator of a few kilobytes.
constexpr std::size_t kMaxSteps = 20'000;

}  // namespace

History::History(Design first) {
  steps_.push_back({.design = std::move(first), .text = {}});
}

bool History::continues(std::uint64_t gesture) const {
  return gesture != 0 && position_ > 0 && steps_[position_].gesture == gesture;
}

const Design& History::startOf(std::uint64_t gesture) const {
  return continues(gesture) ? steps_[position_ - 1].design : current();
}

void History::push(Design design, std::string text, std::uint64_t gesture) {
  steps_.resize(position_ + 1);
  Step step{.design = std::move(design), .text = std::move(text), .gesture = gesture};
  if (continues(gesture)) {
    steps_[position_] = std::move(step);
    return;
  }
  steps_.push_back(std::move(step));
  if (steps_.size() > kMaxSteps) steps_.erase(steps_.begin());
  position_ = steps_.size() - 1;
}

void History::reject(const Design& lastGood) {
  steps_.resize(position_ + 1);
  if (position_ > 0 && steps_[position_ - 1].design == lastGood) {
    steps_.pop_back();
    --position_;
    return;
  }
  steps_[position_].design = lastGood;
}

void History::undo() {
  if (canUndo()) --position_;
}

void History::redo() {
  if (canRedo()) ++position_;
}

}  // namespace fusewright
