#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/workload/index_map.h"
#include "core/workload/loop_dim.h"
#include "core/workload/operand.h"

namespace fusewright {

/// Whether a layer takes time on a core.
enum class LayerKind : std::uint8_t {
  Compute,  ///< a loop nest: tiles, cycles, energy
  Routing,  ///< a layout operator: dependencies pass through its index maps
  Free,     ///< an operator that the chosen assumptions let cost nothing (Softplus under `paper`); passes through too
};

/// The class of an operator, for colours, tables and defaults.
enum class OperatorClass : std::uint8_t {
  Contraction, Convolution, Elementwise, Activation, Reduction, Normalisation, Pooling, Recurrence, Layout, Other
};

/// One input of a layer without cost, and the map that leads to it from an output.
struct RoutedInput {
  TensorId tensor;
  IndexMap map;

  friend bool operator==(const RoutedInput&, const RoutedInput&) = default;
};

/// One output of a layer without cost and the inputs that it is made of.
struct Route {
  TensorId output;
  std::vector<RoutedInput> inputs;

  friend bool operator==(const Route&, const Route&) = default;
};

/// Place of a layer in an unrolled recurrence (METHOD A1, "The scan").
struct RecurrenceStep {
  std::int32_t scan = 0;  ///< number of the recurrent operator in the workload
  std::int32_t step = 0;

  friend bool operator==(const RecurrenceStep&, const RecurrenceStep&) = default;
};

/// One operator. A Compute layer is one perfect loop nest `O += I * W` over `dims`, outermost first as its operator
/// defines them; a Routing layer has `routes` instead; a Free layer has routes, and the nest that it would be if it had
/// to be paid for.
struct Layer {
  std::string name;      ///< node name, or `<what>_<step>_<step>` in an unrolled recurrence
  std::string operation; ///< ONNX op type: MatMul, Einsum, Exp, ...
  LayerKind kind = LayerKind::Compute;
  OperatorClass operatorClass = OperatorClass::Other;
  std::vector<LoopDim> dims;
  std::vector<Operand> inputs;  ///< I, then W, then what the cost model of METHOD A does not bill (bias, condition, ...)
  Operand output{.role = OperandRole::O, .tensor = {}, .axes = {}};
  int cyclesPerOperation = 1;
  std::vector<Route> routes;
  LayerId family;  ///< first layer of the same kind in an unrolled recurrence; otherwise the layer itself
  std::optional<RecurrenceStep> recurrence;
  std::string node = {};  ///< the ONNX node that the layer was made from; several layers may share one (scan, Softmax)
  bool costsByAssumption = false;  ///< was Free, and is Compute because the assumptions let no operator be free (B8)

  friend bool operator==(const Layer&, const Layer&) = default;
};

/// Product of all loop sizes: multiply-accumulates of a contraction, operations of an elementwise layer (METHOD A1).
[[nodiscard]] inline std::int64_t operationCount(const Layer& layer) {
  std::int64_t count = layer.kind == LayerKind::Compute ? 1 : 0;
  for (const LoopDim& dim : layer.dims) count *= dim.size;
  return count;
}

}  // namespace fusewright
