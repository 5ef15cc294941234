#pragma once

#include "core/evaluate/evaluation.h"
#include "core/io/text_file.h"

namespace fusewright {

/// cores.csv: core, busy, idle_CAUSE for each IdleCause, makespan; then what the core is. Each row's times sum to its
/// makespan.
void writeCoreAccounts(const Evaluation& evaluation, TextFile& file);

/// peaks.csv: every stay that a memory's peak consists of; those of one memory sum to its peak.
void writePeaks(const Evaluation& evaluation, TextFile& file);

/// traffic.csv: bits read from and written to the off-chip memory by cause; all rows of a direction are its total.
void writeTraffic(const Evaluation& evaluation, TextFile& file);

}  // namespace fusewright
