#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {

/// How the tensors of an LSTM, GRU or RNN are laid out (ONNX attribute `layout`).
enum class CellLayout : std::uint8_t {
  StepsFirst,  ///< X [steps, batch, inputs], Y [steps, directions, batch, hidden], states [directions, batch, hidden]
  BatchFirst,  ///< X [batch, steps, inputs], Y [batch, steps, directions, hidden], states [batch, directions, hidden]
};

/// An LSTM, GRU or RNN node whose shapes fit together.
struct RecurrentCell {
  std::int64_t steps = 1;
  std::int64_t batch = 1;
  std::int64_t inputs = 1;
  std::int64_t hidden = 1;
  std::int64_t gates = 1;       ///< 4 of an LSTM (i, o, f, c), 3 of a GRU (z, r, h), 1 of an RNN
  std::int64_t directions = 1;  ///< 2 of a bidirectional one
  bool startsBackward = false;  ///< the first direction runs from the last step to the first
  CellLayout layout = CellLayout::StepsFirst;
  int gateCycles = 1;  ///< cycles per operation of the slowest activation function

  friend bool operator==(const RecurrentCell&, const RecurrentCell&) = default;
};

/// What the node's shapes and attributes amount to. Errors: inputs that are left out or do not fit one another.
[[nodiscard]] Result<RecurrentCell> recurrentCell(const LoweringSite& site);

}  // namespace fusewright
