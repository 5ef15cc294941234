#pragma once

#include <optional>

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/metrics/cause_chain.h"
#include "core/session/selection.h"

namespace fusewright {

/// The idle time of that key in this evaluation; null if the tile does not wait, or is not there, or runs elsewhere.
[[nodiscard]] const IdleInterval* findIdle(const Evaluation& evaluation, const IdleKey& key);

/// The idle time of a core that holds `cycle`; null while it is busy.
[[nodiscard]] const IdleInterval* idleAt(const Evaluation& evaluation, CoreId core, double cycle);

[[nodiscard]] IdleKey keyOf(const Evaluation& evaluation, const IdleInterval& idle);

/// One sentence: which core waited how long for what, by when it was there, and who held it up: "core0 is idle for
/// 412 cycles, until conv2 can start: W of conv2 arrives at cycle 10,233 after 400 cycles on its way from dram."
[[nodiscard]] QString idleSentence(const Evaluation& evaluation, const IdleInterval& idle);

/// What a link of a chain of causes names: a tile, a transfer, or a piece that left.
[[nodiscard]] QString culpritText(const Evaluation& evaluation, const Culprit& culprit);

/// What to select to see it; the tile that made or last needed a piece.
[[nodiscard]] Selection culpritSelection(const Evaluation& evaluation, const Culprit& culprit);

}  // namespace fusewright
