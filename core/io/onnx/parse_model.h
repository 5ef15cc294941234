#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/base/result.h"
#include "core/io/onnx/onnx_graph.h"

namespace fusewright {

/// The model in the file at `path`, without the contents of its large tensors (model_bytes.h). Nothing is printed and
/// nothing thrown, whatever the bytes. Errors name the file.
[[nodiscard]] Result<onnx::ModelProto> parseModel(const std::filesystem::path& path);

/// The model in `bytes`, as readModelBytes returns them; messages call it `name`.
[[nodiscard]] Result<onnx::ModelProto> parseModelBytes(const std::string& bytes, const std::string& name);

/// What libraries throw on bytes that nothing of ours foresaw, or that memory ran out, as an error about the model at
/// `path`.
[[nodiscard]] tl::unexpected<Error> unforeseen(const std::exception& exception, const std::filesystem::path& path);

/// The version of the standard operators that `model` imports; 0 if it imports none.
[[nodiscard]] std::int64_t standardOpset(const onnx::ModelProto& model);

/// A node as the rest of the reader sees it, under the unique name `name`. Tensor attributes of whole numbers become
/// their contents.
[[nodiscard]] OnnxNode convertNode(const onnx::NodeProto& node, std::string name);

/// Values from outside that the bodies of `node` read, in alphabetical order.
[[nodiscard]] std::vector<std::string> capturedValues(const onnx::NodeProto& node);

/// Contents of a tensor of whole numbers (or booleans) of at most kKeptTensorBytes; none if the tensor holds other
/// elements or its contents are not there.
[[nodiscard]] std::optional<std::vector<std::int64_t>> wholeNumbers(const onnx::TensorProto& tensor);

/// Contents of a tensor of at most kMostRealNumbers real numbers; none if it holds others or they are not there.
[[nodiscard]] std::optional<std::vector<double>> realNumbers(const onnx::TensorProto& tensor);
inline constexpr std::int64_t kMostRealNumbers = 256;

/// Name and size in bits of an element type (onnx::TensorProto::DataType, also of versions after libonnx).
struct ElementType {
  std::string_view name;
  int bits = 32;
};
[[nodiscard]] ElementType elementType(int dataType);

}  // namespace fusewright
