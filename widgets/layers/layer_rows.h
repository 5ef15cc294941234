#pragma once

#include <cstdint>
#include <vector>

#include "core/evaluate/evaluation.h"

namespace fusewright {

/// One line of the table of layers: a layer, or all steps of a scan that do the same.
struct LayerRow {
  LayerId layer;  ///< the first of the family
  std::int64_t members = 1;
  std::int32_t group = -1;  ///< fusion group of the first member; -1: takes no time
  std::int64_t tiles = 0;
  std::int64_t operations = 0;
  double busy = 0;               ///< cycles
  double waited = 0;             ///< cycles that cores were idle before its tiles
  double firstStart = 0;         ///< cycle
  double lastEnd = 0;            ///< cycle
  double energy = 0;             ///< pJ
  std::int64_t offChipBits = 0;  ///< streamed and transferred for it, both ways
  std::uint16_t colour = 0;
};

/// Rows in file order of the first members. Layers without cost are listed too: they explain the gaps in the numbers.
[[nodiscard]] std::vector<LayerRow> buildLayerRows(const Evaluation& evaluation);

/// Bits that each layer moves from and to the off-chip memory: what its tiles stream, what is transferred for them, and
/// what of theirs is written back. By LayerId.
[[nodiscard]] std::vector<std::int64_t> offChipBitsOfLayers(const Evaluation& evaluation);

}  // namespace fusewright
