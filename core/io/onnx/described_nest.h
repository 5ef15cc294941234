#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/onnx/onnx_graph.h"
#include "core/io/operators/operator_description.h"
#include "core/workload/loop_dim.h"
#include "core/workload/operand.h"

namespace fusewright {

/// A description with the sizes and attributes of one node put in.
struct DescribedNest {
  const OperatorDescription* description = nullptr;
  std::vector<LoopDim> loops;
  std::vector<std::vector<Axis>> inputs;  ///< by input of the description
  std::vector<std::vector<Axis>> outputs;
};

/// Whether some of `descriptions` is of that operator.
[[nodiscard]] bool isDescribed(std::span<const OperatorDescription> descriptions, std::string_view domain,
                               std::string_view operation);

/// The first of `descriptions` whose inputs have as many axes as those of `node`, applied to it. The size of a loop is
/// what `sizes` says, else that of an axis indexed by nothing but this loop. Errors name the node and the description:
/// none fits, a loop of unknown size, an attribute that is not there, an index beyond the end of its tensor.
[[nodiscard]] Result<DescribedNest> describedNest(std::span<const OperatorDescription> descriptions,
                                                  const OnnxGraph& graph, const OnnxNode& node);

/// The shape of which `axes` reach every index over `loops`.
[[nodiscard]] std::vector<std::int64_t> reachedShape(const std::vector<Axis>& axes, const std::vector<LoopDim>& loops);

/// Shapes of the outputs of `node` as they are described; none if no description fits.
[[nodiscard]] std::optional<std::vector<std::vector<std::int64_t>>> describedShapes(
    std::span<const OperatorDescription> descriptions, const OnnxGraph& graph, const OnnxNode& node);

}  // namespace fusewright
