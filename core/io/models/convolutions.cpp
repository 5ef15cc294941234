#include "core/io/models/convolutions.h"

namespace fusewright {
namespace {

Sizes twice(std::int64_t value) {
  return {value, value};
}
Sizes fourTimes(std::int64_t value) {
  return {value, value, value, value};
}

Sizes slidOver(const Value& input, const Kernel& kernel) {
  return {input.shape[0], kernel.channels, kernel.outputs(input.shape[2]), kernel.outputs(input.shape[3])};
}

}  // namespace

Value ConvWriter::image(const std::string& name, const ModelParameters& parameters) {
  const std::int64_t size = parameters.at("image-size");
  Value image{name, {parameters.at("batch"), 3, size, size}};
  model_.input(image.name, image.shape);
  return image;
}

Value ConvWriter::declared(Value value) {
  model_.value(value.name, value.shape);
  return value;
}

Value ConvWriter::undeclaredConv(const ConvNames& names, const Value& input, const Kernel& kernel) {
  model_.weight(names.weight, {kernel.channels, input.shape[1] / kernel.groups, kernel.taps, kernel.taps});
  std::vector<std::string> inputs{input.name, names.weight};
  if (!names.bias.empty()) {
    model_.weight(names.bias, {kernel.channels});
    inputs.push_back(names.bias);
  }
  model_.node("Conv", names.node, inputs, {names.output})
      .integers("dilations", twice(1))
      .integer("group", kernel.groups)
      .integers("kernel_shape", twice(kernel.taps))
      .integers("pads", fourTimes(kernel.padding))
      .integers("strides", twice(kernel.stride));
  return {names.output, slidOver(input, kernel)};
}

Value ConvWriter::conv(const std::string& name, const Value& input, const Kernel& kernel) {
  return declared(undeclaredConv(
      {.node = name + "/Conv", .weight = name + ".weight", .bias = name + ".bias", .output = name + "/Conv_output_0"},
      input, kernel));
}

Value ConvWriter::convWithoutBias(const std::string& name, const Value& input, const Kernel& kernel) {
  return declared(undeclaredConv(
      {.node = name + "/Conv", .weight = name + ".weight", .bias = {}, .output = name + "/Conv_output_0"}, input,
      kernel));
}

Value ConvWriter::relu(const std::string& name, const Value& input) {
  model_.node("Relu", name, {input.name}, {name + "_output_0"});
  return declared({name + "_output_0", input.shape});
}

Value ConvWriter::relu6(const std::string& name, const Value& input) {
  model_.scalar(name + "/min", name + "/min_output_0", 0.0F);
  model_.scalar(name + "/max", name + "/max_output_0", 6.0F);
  model_.node("Clip", name, {input.name, name + "/min_output_0", name + "/max_output_0"}, {name + "_output_0"});
  return declared({name + "_output_0", input.shape});
}

Value ConvWriter::add(const std::string& name, const Value& a, const Value& b) {
  model_.node("Add", name, {a.name, b.name}, {name + "_output_0"});
  return declared({name + "_output_0", a.shape});
}

Value ConvWriter::maxPool(const std::string& name, const Value& input, const Kernel& kernel) {
  model_.node("MaxPool", name, {input.name}, {name + "_output_0"})
      .integer("ceil_mode", 0)
      .integers("kernel_shape", twice(kernel.taps))
      .integers("pads", fourTimes(kernel.padding))
      .integers("strides", twice(kernel.stride));
  Kernel same = kernel;
  same.channels = input.shape[1];
  return declared({name + "_output_0", slidOver(input, same)});
}

void ConvWriter::classify(const Value& input, std::int64_t classes, const std::string& scores) {
  const std::int64_t batch = input.shape[0];
  const std::int64_t channels = input.shape[1];
  const std::string pooled = "/avgpool/GlobalAveragePool";
  model_.node("GlobalAveragePool", pooled, {input.name}, {pooled + "_output_0"});
  model_.value(pooled + "_output_0", {batch, channels, 1, 1});
  model_.node("Flatten", "/Flatten", {pooled + "_output_0"}, {"/Flatten_output_0"}).integer("axis", 1);
  model_.value("/Flatten_output_0", {batch, channels});
  model_.node("Gemm", "/fc/Gemm", {"/Flatten_output_0", "fc.weight", "fc.bias"}, {scores})
      .number("alpha", 1.0F)
      .number("beta", 1.0F)
      .integer("transB", 1);
  model_.output(scores, {batch, classes});
}

}  // namespace fusewright
