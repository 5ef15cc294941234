#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/sweep/spec_designs.h"
#include "core/base/result.h"
#include "core/explore/front/constraint.h"
#include "core/io/sweep_database.h"

namespace fusewright {

/// One of `count` parts of a sweep, for machines that work into databases of their own; numbered from 1.
struct Shard {
  std::uint64_t number = 1;
  std::uint64_t count = 1;

  friend bool operator==(const Shard&, const Shard&) = default;
};

/// How far a sweep is. Points are looked at in order; each is known, evaluated, left out by a constraint, or another
/// shard's.
struct SweepRunProgress {
  std::uint64_t points = 0;      ///< of the spec
  std::uint64_t evaluated = 0;   ///< now
  std::uint64_t known = 0;       ///< in the database already, or evaluated by another process meanwhile
  std::uint64_t excluded = 0;    ///< do not meet a constraint on parameters
  std::uint64_t elsewhere = 0;   ///< other shards'
  std::uint64_t impossible = 0;  ///< of those evaluated: with violations
  double seconds = 0;            ///< since the beginning

  [[nodiscard]] std::uint64_t done() const { return evaluated + known + excluded + elsewhere; }
  /// Designs evaluated a second.
  [[nodiscard]] double rate() const { return seconds > 0 ? static_cast<double>(evaluated) / seconds : 0; }
  /// Time that the rest takes if it goes on as so far; none before the first design.
  [[nodiscard]] std::optional<double> secondsLeft() const;
};

struct SweepRunOptions {
  int jobs = 1;
  Shard shard = {};
  /// After designs, at most some times a second; one call at a time, from any thread.
  std::function<void(const SweepRunProgress&)> progress = {};
  std::int64_t tilesAtOnce = kTilesAtOnce;
};

/// Evaluates the points of a sweep that are not in the database, several at once, and adds them: whatever is there
/// already, from this spec or another one, is not evaluated again. Rows are committed about twice a second. After a
/// stop request, or an error of the database, all that is committed stays; running the same again goes on where it
/// ended. Several processes may do this with one database at once; each takes the designs that no other one is working
/// on. Rows do not depend on how many threads, processes or runs it took.
[[nodiscard]] Result<SweepRunProgress> runSweep(const SpecDesigns& designs, SweepDatabase& database,
                                                const SweepRunOptions& options, std::stop_token stop = {});

/// The constraints of a spec, each with the names that it uses; they may name all metrics and the parameters that the
/// points set. Errors name the constraint and the place in it.
[[nodiscard]] Result<std::vector<Constraint>> constraintsOf(const SpecDesigns& designs);

}  // namespace fusewright
