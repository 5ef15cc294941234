#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/base/result.h"
#include "core/workload/workload.h"

namespace fusewright {

/// How to read a model.
struct OnnxReadOptions {
  std::map<std::string, std::int64_t> dims;  ///< sizes of symbolic dimensions by name (--dim)

  friend bool operator==(const OnnxReadOptions&, const OnnxReadOptions&) = default;
};

/// Reads an ONNX model as layers (METHOD A1). Weights need not be there: contents of large tensors are never loaded.
/// An operator that is not known becomes a layer costed by its traffic, with a warning. The workload is named after
/// the file.
/// Errors name the file and the node, tensor or symbol: not a readable ONNX model, unresolved or duplicate names,
/// cycles, symbolic dimensions without a size (all of them, with where they occur), sizes above 2^31 - 1, operators
/// whose inputs do not fit.
[[nodiscard]] Result<Workload> readOnnx(const std::filesystem::path& path, const OnnxReadOptions& options = {});

/// The same for a model in memory; messages and the workload call it `name`.
[[nodiscard]] Result<Workload> readOnnxBytes(std::string bytes, const std::filesystem::path& name,
                                             const OnnxReadOptions& options = {});

}  // namespace fusewright
