#pragma once

#include <string>

#include "core/base/result.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// Reads the values of an axis as one types them: "1, 2, 4" or "unfused, all" is a list; "1..64 in 7" is a range of
/// seven numbers, ends included, "1..64 in 7 log" by equal factors; "0..1" is a range that is only sampled; with
/// "whole" its numbers are rounded. Errors say what is wrong and what to type.
[[nodiscard]] Result<SweepAxis> parseAxis(const std::string& parameter, const std::string& text);

/// The text that parseAxis() reads as `axis`.
[[nodiscard]] std::string axisText(const SweepAxis& axis);

}  // namespace fusewright
