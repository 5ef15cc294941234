#include "core/io/models/norms.h"

namespace fusewright {
namespace {

constexpr float kEpsilon = 1e-5F;

/// sqrt(mean(x^2) + epsilon) of what was centred or not; `meanName` is the layer that takes the mean.
Value deviation(LayerWriter& write, const std::string& name, const std::string& meanName, const Value& input) {
  const Value squares = write.elementwise("Pow", name + "/Pow", {input, write.scalar(name + "/Constant", 2.0F)});
  const Value variance = write.mean(meanName, squares);
  const Value shifted =
      write.elementwise("Add", name + "/Add", {variance, write.scalar(name + "/Constant_1", kEpsilon)});
  return write.elementwise("Sqrt", name + "/Sqrt", {shifted});
}

Value weighted(LayerWriter& write, const std::string& name, const Value& input) {
  return write.elementwise("Mul", name + "/Mul", {input, write.weight(name + ".weight", {input.shape.back()})});
}

}  // namespace

Value layerNorm(LayerWriter& write, const std::string& name, const Value& input) {
  const Value middle = write.mean(name + "/ReduceMean", input);
  const Value centred = write.elementwise("Sub", name + "/Sub", {input, middle});
  const Value spread = deviation(write, name, name + "/ReduceMean_1", centred);
  const Value scaled = weighted(write, name, write.elementwise("Div", name + "/Div", {centred, spread}));
  return write.elementwise("Add", name + "/Add_1", {scaled, write.weight(name + ".bias", {input.shape.back()})});
}

Value rmsNorm(LayerWriter& write, const std::string& name, const Value& input) {
  const Value spread = deviation(write, name, name + "/ReduceMean", input);
  return weighted(write, name, write.elementwise("Div", name + "/Div", {input, spread}));
}

}  // namespace fusewright
