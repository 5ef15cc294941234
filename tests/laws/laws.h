#pragma once

#include <span>
#include <string>

#include "core/evaluate/evaluation.h"

namespace fusewright::tests {

/// Which schedules a law of METHOD part B binds.
enum class LawScope : std::uint8_t {
  Every,     ///< whatever the assumptions
  Physical,  ///< under all repairs together
};

/// A law of METHOD part B. `breach` says what breaks it, with the tile, transfer, memory or link at fault and the
/// times; an empty text if the law holds. Times are compared exactly where the assumptions promise whole cycles, else
/// to 1e-6.
struct Law {
  const char* name;
  LawScope scope;
  std::string (*breach)(const Evaluation&);
};

/// Laws of time: tiles, bounds, whole cycles.
[[nodiscard]] std::span<const Law> timeLaws();
/// Laws of where inputs and outputs lie while tiles run.
[[nodiscard]] std::span<const Law> placeLaws();
/// Laws of what is shared: memories, links, off-chip traffic, idle time.
[[nodiscard]] std::span<const Law> resourceLaws();

/// Laws of what becomes of results: which outputs are written off chip.
[[nodiscard]] std::span<const Law> resultLaws();

/// The first broken law that binds `evaluation`, as "law: what breaks it"; an empty text if all hold. Of one law alone
/// if it is named.
[[nodiscard]] std::string firstBreach(const Evaluation& evaluation, const std::string& only = {});

/// Cycles by which two times that should be equal may differ: none with whole cycles (B3), else 1e-6.
[[nodiscard]] double toleranceOf(const Evaluation& evaluation);

}  // namespace fusewright::tests
