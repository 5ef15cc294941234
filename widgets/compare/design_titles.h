#pragma once

#include <span>
#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"

namespace fusewright {

/// What designs that are shown together have in common, said once, and what each has of its own.
struct DesignTitles {
  QString common;
  std::vector<QString> own;  ///< by design; empty where designs are alike in all that has a name
};

/// Model, accelerator, plan and tiling, assumptions and the parameters of the accelerator, of which the first few that
/// differ are named.
[[nodiscard]] DesignTitles titlesOf(std::span<const std::shared_ptr<const Evaluation>> evaluations);

}  // namespace fusewright
