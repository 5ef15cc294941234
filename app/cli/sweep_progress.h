#pragma once

#include <string>

#include "app/sweep/run_sweep.h"

namespace fusewright {

/// Progress of a sweep on stderr: one line that is written over on a terminal, else a line every ten seconds.
class SweepProgressLine {
 public:
  SweepProgressLine();

  void show(const SweepRunProgress& progress);
  /// Ends the line, so that what follows starts a new one.
  void end();

 private:
  bool terminal_;
  bool open_ = false;
  double nextAt_ = 0;  ///< seconds
};

/// "1200 of 100000 points, 171 designs/s, 9 min left".
[[nodiscard]] std::string progressText(const SweepRunProgress& progress);

/// "456 points: 400 evaluated (3 do not fit), 56 known; 3.2 s, 125 designs/s".
[[nodiscard]] std::string summaryText(const SweepRunProgress& progress);

}  // namespace fusewright
