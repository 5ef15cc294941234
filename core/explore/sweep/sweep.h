#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/evaluation.h"

namespace fusewright {

/// What a sweep keeps of an evaluation: numbers only, so that its memory does not grow with the schedules.
struct SweepMetrics {
  Cycles latency;
  double latencyMs = 0;
  double areaMm2 = 0;
  Picojoules energy;
  double utilisation = 0;  ///< operations / (all units * latency)
  std::int64_t operations = 0;
  std::int64_t tiles = 0;
  std::vector<TilingEntry> cuts;   ///< loops along which layers are cut in time, by name, with the most parts of each
  std::int64_t transferReads = 0;  ///< transfers from off chip
  std::int64_t transferWrites = 0;
  Bits transferReadBits;
  Bits transferWriteBits;
  std::int64_t streams = 0;  ///< operands streamed while a tile runs
  Bits dramRead;             ///< transfers and streams
  Bits dramWritten;
  Cycles busy;          ///< of all cores
  Bits peakMemory;      ///< of the fullest on-chip memory
  Cycles computeBound;  ///< three lower bounds of the latency, as in Metrics
  Cycles dramBound;
  Cycles criticalPath;

  friend bool operator==(const SweepMetrics&, const SweepMetrics&) = default;
};

/// The metrics of an evaluation.
[[nodiscard]] SweepMetrics sweepMetrics(const Evaluation& evaluation);

/// What came of one design: metrics, violations, or both. A row without either has not been reached before a stop.
struct SweepRow {
  std::optional<SweepMetrics> metrics;  ///< none: no schedule could be made
  std::vector<std::string> violations;  ///< why the design does not work, or not as asked

  friend bool operator==(const SweepRow&, const SweepRow&) = default;
};

/// Design number `index` of a sweep, or why there is none. Called from several threads at once.
using DesignSource = std::function<Result<Design>(std::size_t index)>;

/// Tiles that a sweep holds in memory at once unless asked otherwise: about 500 bytes each.
inline constexpr std::int64_t kTilesAtOnce = 3'000'000;

/// How a sweep is run.
struct SweepOptions {
  int jobs = 1;                                        ///< threads, at least 1
  std::function<void(std::size_t finished)> progress;  ///< after each design, one call at a time, from any thread
  std::int64_t tilesAtOnce = kTilesAtOnce;  ///< of all evaluations together; others wait, larger designs are refused
};

/// The numbers of the next designs to evaluate, at most `most`; none: all have been given out. One thread evaluates
/// them one after the other, so that those next to each other share stages. Called by one thread at a time.
using IndexSource = std::function<std::vector<std::uint64_t>(std::size_t most)>;

/// Takes the row of a design. Called by one thread at a time, in the order in which designs are finished.
using RowSink = std::function<void(std::uint64_t index, SweepRow row)>;

/// Evaluates the designs that `next` names, several at once, and hands over each row as it is finished: no number of
/// designs is too large. Each row is the same bits whatever the number of threads; a design that can not be evaluated,
/// or whose evaluation throws, becomes a row of violations. After a stop request designs not finished have no row.
void sweepEach(const IndexSource& next, const DesignSource& designs, const RowSink& sink,
               const SweepOptions& options = {}, std::stop_token stop = {});

/// Evaluates designs 0 to count - 1, several at once; rows are in that order and the same bits whatever the number of
/// threads. A design that can not be evaluated, or whose evaluation throws, becomes a row of violations and never loses
/// others. Memory is bounded by `tilesAtOnce`, whatever the number of designs and threads. After a stop request the
/// rows not finished are empty.
[[nodiscard]] std::vector<SweepRow> sweep(std::size_t count, const DesignSource& designs,
                                          const SweepOptions& options = {}, std::stop_token stop = {});

}  // namespace fusewright
