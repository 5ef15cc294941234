#pragma once

#include <span>
#include <vector>

#include <QString>

#include "core/explore/insight/health.h"
#include "core/explore/insight/neighbours.h"
#include "core/session/edit.h"
#include "widgets/breakdown/bar_table.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// "1,287,448 cycles · 1.29 ms".
[[nodiscard]] QString healthHeadline(const HealthCard& card);

/// What the run is bound by, and how far it is from the highest lower bound, in two sentences.
[[nodiscard]] QString boundSentences(const HealthCard& card);

/// The fullest memory against its capacity; what does not fit.
[[nodiscard]] QString memorySentence(const HealthCard& card, const Accelerator& accelerator);

/// The time of the cores as one stacked bar: a series for each use that takes any.
[[nodiscard]] BarTable timeBar(const TimeBudget& budget);

/// The heaviest layers as bars; their shares are of the busy time of all layers.
[[nodiscard]] BarTable heaviestBars(const HealthCard& card, const Workload& workload);

/// What the step to a neighbour is: "Fusion plan all", "Twice the on-chip memory (48 MiB)".
[[nodiscard]] QString stepText(const Neighbour& neighbour);

/// What it brings: "3.12 times as fast: 412 kcycles; energy -40 %, area +12 %". Changes below 0.05 % are left out.
[[nodiscard]] QString gainText(const Suggestion& suggestion, const Metrics& present);

/// The edit that takes the step.
[[nodiscard]] Edit editOf(const Suggestion& suggestion);

/// Everything that a health card says, as rows of name, value and unit.
[[nodiscard]] TextTable healthTable(const Evaluation& evaluation, const HealthCard& card,
                                    std::span<const Suggestion> suggestions);

}  // namespace fusewright
