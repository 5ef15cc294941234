// The gated feed-forward layer of Llama and its kin (Shazeer, arXiv 2002.05202): down(silu(gate(x)) * up(x)).

#include "core/io/models/model_builder.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {

std::string buildSwiglu(const ModelParameters& parameters) {
  const int bits = static_cast<int>(parameters.at("bits"));
  const std::int64_t narrow = parameters.at("d-model");
  const std::int64_t wide = parameters.at("d-ff");
  const auto tokens = [&](std::int64_t width) {
    return Sizes{parameters.at("batch"), parameters.at("seq-len"), width};
  };
  ModelBuilder model("swiglu", 14);
  const auto layer = [&](const std::string& operation, const std::string& name,
                         const std::vector<std::string>& inputs) {
    model.node(operation, name, inputs, {name + "_output_0"}).precision(bits);
    model.value(name + "_output_0", tokens(wide));
  };
  model.input("x", tokens(narrow));
  model.weight("gate_proj.weight", {narrow, wide});
  model.weight("up_proj.weight", {narrow, wide});
  model.weight("down_proj.weight", {wide, narrow});
  layer("MatMul", "/gate_proj/MatMul", {"x", "gate_proj.weight"});
  layer("Sigmoid", "/act/Sigmoid", {"/gate_proj/MatMul_output_0"});
  layer("Mul", "/act/Mul", {"/gate_proj/MatMul_output_0", "/act/Sigmoid_output_0"});
  layer("MatMul", "/up_proj/MatMul", {"x", "up_proj.weight"});
  layer("Mul", "/Mul", {"/act/Mul_output_0", "/up_proj/MatMul_output_0"});
  model.node("MatMul", "/down_proj/MatMul", {"/Mul_output_0", "down_proj.weight"}, {"y"}).precision(bits);
  model.output("y", tokens(narrow));
  return model.serialise();
}

}  // namespace fusewright
