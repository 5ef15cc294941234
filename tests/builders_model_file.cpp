#include "tests/builders_model_file.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace fusewright::tests {

Result<Workload> readBytes(const std::string& bytes, const OnnxReadOptions& options) {
  return readOnnxBytes(bytes, "model.onnx", options);
}

Result<Workload> readModel(const ModelToWrite& model, const OnnxReadOptions& options) {
  return readBytes(onnxBytes(model), options);
}

std::string loopsText(const Layer& layer) {
  std::string text;
  for (const LoopDim& dim : layer.dims) text += fmt::format("{}{}={}", text.empty() ? "" : " ", dim.name, dim.size);
  return text;
}

std::string axesText(const Layer& layer, const Operand& operand) {
  std::string text;
  for (const Axis& axis : operand.axes) {
    std::string index;
    for (const AxisTerm& term : axis.terms)
      index += fmt::format("{}{}{}", index.empty() ? "" : "+", term.stride == 1 ? "" : std::to_string(term.stride),
                           layer.dims[static_cast<std::size_t>(term.dim)].name);
    if (axis.offset != 0) index += fmt::format("{:+}", axis.offset);
    text += fmt::format("[{}]{}", index, axis.broadcast ? "*" : "");
  }
  std::ranges::transform(text, text.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

}  // namespace fusewright::tests
