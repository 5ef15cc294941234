#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/base/result.h"
#include "core/io/model_summary.h"

namespace fusewright {

/// The sizes that the inputs of `graph` leave open, in order of appearance. A dimension without name and size is called
/// "<input>.<axis>". Each has a guess: what is usual for its name and place.
[[nodiscard]] std::vector<SymbolicDim> symbolsOf(const onnx::GraphProto& graph);

/// `model` with the sizes `dims` in place of the symbols of that name, wherever they occur. Errors: a name that the
/// model lacks (with the nearest ones), a size outside of 1 .. 2^31 - 1.
[[nodiscard]] Result<onnx::ModelProto> withDims(onnx::ModelProto model, const std::map<std::string, std::int64_t>& dims,
                                                const std::string& file);

/// Error that names every symbol of `graph`, where it occurs, and how to bind it; nothing if there is none.
[[nodiscard]] Result<void> checkAllBound(const onnx::GraphProto& graph, const std::string& file);

/// Largest size of one axis: what tools index with 32 bits.
inline constexpr std::int64_t kLargestAxis = (std::int64_t{1} << 31) - 1;

}  // namespace fusewright
