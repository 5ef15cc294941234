#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/session/selection.h"

namespace fusewright {

/// How bad a problem is, worst last.
enum class ProblemLevel : std::uint8_t {
  Note,           ///< nothing follows from it
  Approximation,  ///< numbers are estimates
  Omission,       ///< work or data is left out
  Violation,      ///< the design can not be built as asked
};

inline constexpr int kProblemLevels = 4;

/// What told of it.
enum class ProblemSource : std::uint8_t { Model, Plan, Schedule };

/// One thing to know before believing the numbers.
struct Problem {
  ProblemLevel level = ProblemLevel::Note;
  ProblemSource source = ProblemSource::Model;
  QString what;
  QString node;                         ///< of the model, or the memory or tile; empty if it is about all of it
  QString consequence;                  ///< what it does to the results, and what can be done about it
  std::optional<Selection> place = {};  ///< what a view can jump to
  bool canChoose = false;               ///< another part of `node` may be read instead

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Everything that was assumed of `workload`, worst first, then in the order of reading. With an evaluation of it also
/// what was assumed of its fusion plan and why the design does not fit.
[[nodiscard]] std::vector<Problem> problemsOf(const Workload& workload, const Evaluation* evaluation);

/// The layer to jump to for a node of the model: the first one made from it, else from a node inside of it (a branch,
/// an iteration, a function), else none.
[[nodiscard]] std::optional<LayerId> layerOfNode(const Workload& workload, const std::string& node);

/// "left out", "approximated", ...
[[nodiscard]] QString levelText(ProblemLevel level);
/// "3 left out", "1 note".
[[nodiscard]] QString countText(ProblemLevel level, int count);
/// What the level means, for a tooltip.
[[nodiscard]] QString levelMeaning(ProblemLevel level);
[[nodiscard]] QString sourceText(ProblemSource source);

}  // namespace fusewright
