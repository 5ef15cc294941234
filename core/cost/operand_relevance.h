#pragma once

#include <array>

#include "core/cost/tile_shape.h"

namespace fusewright {

/// How a loop dimension bears on an operand: it leaves the element unchanged, selects it, or moves a window over it
/// (ZigZag: irrelevant, relevant, partially relevant).
enum class Relevance : std::uint8_t { Irrelevant, Relevant, Window };

[[nodiscard]] inline Relevance relevance(const TileOperand& operand, int dim) {
  for (const TileAxis& axis : operand.axes) {
    for (const AxisTerm& term : axis.terms) {
      if (term.dim == dim) return axis.terms.size() > 1 ? Relevance::Window : Relevance::Relevant;
    }
  }
  return Relevance::Irrelevant;
}

inline constexpr std::array kAllRoles{OperandRole::I, OperandRole::W, OperandRole::O};

}  // namespace fusewright
