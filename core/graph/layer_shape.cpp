#include "core/graph/layer_shape.h"

#include <algorithm>

namespace fusewright {
namespace {

/// Appends numbers and words with separators, so that no two different lists give the same text.
class ShapeText {
 public:
  ShapeText& operator<<(std::int64_t number) {
    text_ += std::to_string(number);
    text_ += ',';
    return *this;
  }
  ShapeText& operator<<(const std::string& word) {
    text_ += std::to_string(word.size());
    text_ += ':';
    text_ += word;
    return *this;
  }
  template <typename Enum>
  requires std::is_enum_v<Enum> ShapeText& operator<<(Enum value) { return *this << static_cast<std::int64_t>(value); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void addTensor(ShapeText& text, const Workload& workload, TensorId id, std::int32_t first, std::int32_t current) {
  const Tensor& tensor = workload.tensor(id);
  text << tensor.precision << static_cast<std::int64_t>(tensor.shape.size());
  for (const std::int64_t size : tensor.shape) text << size;
  const bool inside = tensor.producer && tensor.producer->value >= first;
  text << (inside ? current - tensor.producer->value : 0);
}

void addOperand(ShapeText& text, const Operand& operand) {
  text << operand.role << operand.precision << static_cast<std::int64_t>(operand.axes.size());
  for (const Axis& axis : operand.axes) {
    text << static_cast<std::int64_t>(axis.broadcast) << static_cast<std::int64_t>(axis.terms.size());
    for (const AxisTerm& term : axis.terms) text << term.dim << term.stride;
  }
}

void addMap(ShapeText& text, const IndexMap& map) {
  text << map.kind << map.windowAxis.value_or(-1) << static_cast<std::int64_t>(map.axes.size());
  for (const AxisSource& axis : map.axes) text << axis.outputAxis.value_or(-1) << axis.step;
}

void addLayer(ShapeText& text, const Workload& workload, std::int32_t index, std::int32_t first) {
  const Layer& layer = workload.layer(LayerId(index));
  text << layer.operation << layer.kind << layer.operatorClass << layer.cyclesPerOperation
       << static_cast<std::int64_t>(layer.dims.size());
  for (const LoopDim& dim : layer.dims) text << dim.name << dim.size;
  text << static_cast<std::int64_t>(layer.inputs.size());
  for (const Operand& input : layer.inputs) {
    addOperand(text, input);
    if (input.tensor) addTensor(text, workload, *input.tensor, first, index);
  }
  addOperand(text, layer.output);
  if (layer.output.tensor) addTensor(text, workload, *layer.output.tensor, index + 1, index);
  text << static_cast<std::int64_t>(layer.routes.size());
  for (const Route& route : layer.routes) {
    addTensor(text, workload, route.output, index + 1, index);
    text << static_cast<std::int64_t>(route.inputs.size());
    for (const RoutedInput& input : route.inputs) {
      addMap(text, input.map);
      addTensor(text, workload, input.tensor, first, index);
    }
  }
}

}  // namespace

std::string shapeOfLayers(const Workload& workload, std::int32_t first, std::int32_t last) {
  ShapeText text;
  for (std::int32_t index = first; index < last; ++index) addLayer(text, workload, index, first);
  return text.take();
}

}  // namespace fusewright
