#pragma once

#include <string>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/base/result.h"
#include "core/io/onnx/onnx_graph.h"

namespace fusewright {

/// Which shape holds where the model declares one and the operator yields another.
enum class ShapeTrust : std::uint8_t {
  Declared,  ///< what the exporter wrote: the operators are newer than libonnx
  Inferred,  ///< what follows from the inputs
};

/// The graph of `model` with every size known. Nodes are visited in `order`; each output gets its shape from a rule of
/// ours, from libonnx, from the model's own declaration, or, failing all, from the node's first input, with a warning.
/// Shape arithmetic on known numbers is carried out on the way. Errors: an input without shape, a size above 2^31 - 1.
[[nodiscard]] Result<OnnxGraph> completeShapes(const onnx::ModelProto& model, const std::vector<std::size_t>& order,
                                               const std::string& file, ShapeTrust trust);

}  // namespace fusewright
