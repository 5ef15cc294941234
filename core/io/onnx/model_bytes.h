#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>

#include "core/base/result.h"

namespace fusewright {

/// Bytes of tensor contents that reading a model keeps: enough for shapes, axes and scalars, too little for weights.
inline constexpr std::uint64_t kKeptTensorBytes = 32768;

/// The serialised model at `path` without the contents of its large tensors: their payload fields are skipped in the
/// file, never loaded, and left out of the answer, which is again a serialised ModelProto. A model of many gigabytes
/// so costs as much memory as its graph. Field numbers: onnx.proto of ONNX 1.12; wire format: Protocol Buffers
/// encoding. Errors: not a readable file, empty, truncated, not a protobuf, more than 2^29 bytes apart from weights.
[[nodiscard]] Result<std::string> readModelBytes(const std::filesystem::path& path);

/// The same for the `size` bytes that follow in `stream`; messages call it `name`.
[[nodiscard]] Result<std::string> readModelBytes(std::istream& stream, std::uint64_t size, const std::string& name);

}  // namespace fusewright
