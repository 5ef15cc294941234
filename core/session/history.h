#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/evaluate/design.h"

namespace fusewright {

/// Undo and redo over whole designs. Steps pushed with the same non-zero gesture number, one right after the other, are
/// one step: a drag of a slider is undone at once.
class History {
 public:
  explicit History(Design first);

  [[nodiscard]] const Design& current() const { return steps_[position_].design; }

  /// The design from which a step of that gesture would lead on: the one before the drag began, or the current one.
  [[nodiscard]] const Design& startOf(std::uint64_t gesture) const;

  /// Adds a step after the current one (or replaces it when `gesture` continues); what could be redone is forgotten.
  void push(Design design, std::string text, std::uint64_t gesture = 0);

  /// Takes the current step back because its design turned out to be impossible: `lastGood` takes its place, and the
  /// step disappears if that is where it had started from. What could be redone is forgotten.
  void reject(const Design& lastGood);

  [[nodiscard]] bool canUndo() const { return position_ > 0; }
  [[nodiscard]] bool canRedo() const { return position_ + 1 < steps_.size(); }
  [[nodiscard]] std::string undoText() const { return canUndo() ? steps_[position_].text : std::string(); }
  [[nodiscard]] std::string redoText() const { return canRedo() ? steps_[position_ + 1].text : std::string(); }
  void undo();
  void redo();

  /// Steps that are kept, the oldest first; the first one has no text.
  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  /// Which of them is current.
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] const std::string& text(std::size_t step) const { return steps_[step].text; }
  /// Makes a step current, as undo and redo do one by one. Requires step < size().
  void goTo(std::size_t step) { position_ = step; }

 private:
  struct Step {
    Design design;
    std::string text;
    std::uint64_t gesture = 0;
  };

  [[nodiscard]] bool continues(std::uint64_t gesture) const;

  std::vector<Step> steps_;
  std::size_t position_ = 0;
};

}  // namespace fusewright
