#pragma once

#include <string>

#include "core/base/result.h"
#include "core/io/onnx_reader.h"
#include "tests/builders_onnx_bytes.h"

namespace fusewright::tests {

/// What the reader makes of these bytes under the name "model.onnx".
[[nodiscard]] Result<Workload> readBytes(const std::string& bytes, const OnnxReadOptions& options = {});

/// The same for a model written by hand.
[[nodiscard]] Result<Workload> readModel(const ModelToWrite& model, const OnnxReadOptions& options = {});

/// "B=1 L=64 D=2560": the loops of a layer, in order.
[[nodiscard]] std::string loopsText(const Layer& layer);

/// "[b][g][2ox+fx-3]*": the axes of an operand, loops in small letters, broadcast ones with a star.
[[nodiscard]] std::string axesText(const Layer& layer, const Operand& operand);

}  // namespace fusewright::tests
