#pragma once

#include <filesystem>

#include <onnx/onnx_pb.h>

#include "core/base/result.h"
#include "core/io/onnx/complete_shapes.h"
#include "core/io/onnx_reader.h"

namespace fusewright {

/// The graph of a parsed model with its symbols bound and every size known. Errors: those of readOnnx up to here.
[[nodiscard]] Result<CompletedGraph> loadGraph(const onnx::ModelProto& model, const std::filesystem::path& path,
                                               const OnnxReadOptions& options);

}  // namespace fusewright
