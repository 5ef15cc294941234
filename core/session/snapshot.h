#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/result.h"
#include "core/evaluate/evaluation.h"

namespace fusewright {

/// What views show: the design being edited, the last evaluation that succeeded (perhaps of an earlier design),
/// and what went wrong since.
struct Snapshot {
  std::uint64_t revision = 0;
  Design design;
  std::shared_ptr<const Evaluation> evaluation;
  std::optional<Error> error;
  bool stale = false;  ///< `evaluation` is not of `design` yet
};

}  // namespace fusewright
