#include "core/io/models/feed_forward.h"

#include <numbers>

namespace fusewright {

Value silu(LayerWriter& write, const std::string& name, const Value& input) {
  return write.elementwise("Mul", name + "/Mul", {input, write.elementwise("Sigmoid", name + "/Sigmoid", {input})});
}

Value gelu(LayerWriter& write, const std::string& name, const Value& input) {
  const Value root = write.scalar(name + "/Constant", std::numbers::sqrt2_v<float>);
  const Value scaled = write.elementwise("Div", name + "/Div", {input, root});
  const Value error = write.elementwise("Erf", name + "/Erf", {scaled});
  const Value raised = write.elementwise("Add", name + "/Add", {error, write.scalar(name + "/Constant_1", 1.0F)});
  const Value doubled = write.elementwise("Mul", name + "/Mul", {input, raised});
  return write.elementwise("Mul", name + "/Mul_1", {doubled, write.scalar(name + "/Constant_2", 0.5F)});
}

Value feedForward(LayerWriter& write, const std::string& name, const Value& input, std::int64_t inner,
                  Activation activation) {
  const std::int64_t outer = input.shape.back();
  const Value raised = projectWithBias(write, name + "/up_proj", input, inner);
  const Value active = activation == Activation::Relu ? write.elementwise("Relu", name + "/net.1/Relu", {raised})
                                                      : gelu(write, name + "/act", raised);
  return projectWithBias(write, name + "/down_proj", active, outer);
}

Value gatedFeedForward(LayerWriter& write, const std::string& name, const Value& input, std::int64_t inner) {
  const std::int64_t outer = input.shape.back();
  const Value gate = silu(write, name + "/act", project(write, name + "/gate_proj", input, inner));
  const Value raised = project(write, name + "/up_proj", input, inner);
  return project(write, name + "/down_proj", write.elementwise("Mul", name + "/Mul", {gate, raised}), outer);
}

}  // namespace fusewright
