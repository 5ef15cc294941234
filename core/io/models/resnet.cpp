// Convolutional models: ResNet-18 (He et al., arXiv 1512.03385, with batch normalisation folded in) and plain chains.

#include <fmt/format.h>

#include "core/io/models/model_builder.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

/// A value of a convolutional network: its name, and its shape [batch, channels, rows, columns].
struct Map {
  std::string name;
  Sizes shape;
};

/// A square kernel sliding over both spatial axes.
struct Kernel {
  std::int64_t channels = 1;  ///< that it makes
  std::int64_t taps = 3;
  std::int64_t stride = 1;

  [[nodiscard]] std::int64_t padding() const { return taps / 2; }
  [[nodiscard]] std::int64_t outputs(std::int64_t inputs) const { return (inputs + 2 * padding() - taps) / stride + 1; }
};

Sizes twice(std::int64_t value) {
  return {value, value};
}
Sizes fourTimes(std::int64_t value) {
  return {value, value, value, value};
}

Sizes slidOver(const Map& input, const Kernel& kernel) {
  return {input.shape[0], kernel.channels, kernel.outputs(input.shape[2]), kernel.outputs(input.shape[3])};
}

/// A convolution node with bias; the value info of its output is left to the caller.
Map addConv(ModelBuilder& model, const std::string& name, const Map& input, const Kernel& kernel,
            const std::string& weight, const std::string& bias, const std::string& output) {
  model.weight(weight, {kernel.channels, input.shape[1], kernel.taps, kernel.taps});
  model.weight(bias, {kernel.channels});
  model.node("Conv", name, {input.name, weight, bias}, {output})
      .integers("dilations", twice(1))
      .integer("group", 1)
      .integers("kernel_shape", twice(kernel.taps))
      .integers("pads", fourTimes(kernel.padding()))
      .integers("strides", twice(kernel.stride));
  return {output, slidOver(input, kernel)};
}

class Resnet18Writer {
 public:
  explicit Resnet18Writer(const ModelParameters& parameters) : parameters_(parameters), model_("resnet18", 14) {}

  std::string write() {
    const std::int64_t size = parameters_.at("image-size");
    const std::int64_t width = parameters_.at("width");
    Map map{"input.1", {parameters_.at("batch"), 3, size, size}};
    model_.input(map.name, map.shape);
    model_.weight("fc.weight", {parameters_.at("classes"), 8 * width});
    model_.weight("fc.bias", {parameters_.at("classes")});
    map = relu("/relu/Relu", conv("/conv1/Conv", map, {.channels = width, .taps = 7, .stride = 2}));
    map = maxPool(map);
    for (int stage = 1; stage <= 4; ++stage) {
      const std::int64_t channels = width << (stage - 1);
      map =
          block(fmt::format("/layer{0}/layer{0}.0", stage), map, {.channels = channels, .stride = stage == 1 ? 1 : 2});
      map = block(fmt::format("/layer{0}/layer{0}.1", stage), map, {.channels = channels});
    }
    classify(map);
    return model_.serialise();
  }

 private:
  Map declared(Map map) {
    model_.value(map.name, map.shape);
    return map;
  }

  Map conv(const std::string& name, const Map& input, const Kernel& kernel) {
    // The exporter of the study's file numbers the folded weights like this.
    const int number = 193 + 3 * convolutions_++;
    return declared(addConv(model_, name, input, kernel, fmt::format("onnx::Conv_{}", number),
                            fmt::format("onnx::Conv_{}", number + 1), name + "_output_0"));
  }

  Map relu(const std::string& name, const Map& input) {
    model_.node("Relu", name, {input.name}, {name + "_output_0"});
    return declared({name + "_output_0", input.shape});
  }

  Map maxPool(const Map& input) {
    const Kernel kernel{.channels = input.shape[1], .taps = 3, .stride = 2};
    model_.node("MaxPool", "/maxpool/MaxPool", {input.name}, {"/maxpool/MaxPool_output_0"})
        .integer("ceil_mode", 0)
        .integers("kernel_shape", twice(3))
        .integers("pads", fourTimes(1))
        .integers("strides", twice(2));
    return declared({"/maxpool/MaxPool_output_0", slidOver(input, kernel)});
  }

  /// Two convolutions and a shortcut, which is a convolution where the shape changes.
  Map block(const std::string& name, const Map& input, const Kernel& first) {
    Map map = relu(name + "/relu/Relu", conv(name + "/conv1/Conv", input, first));
    map = conv(name + "/conv2/Conv", map, {.channels = first.channels});
    const bool reshaped = first.stride != 1 || input.shape[1] != first.channels;
    const Kernel shortcut{.channels = first.channels, .taps = 1, .stride = first.stride};
    const Map added = reshaped ? conv(name + "/downsample/downsample.0/Conv", input, shortcut) : input;
    model_.node("Add", name + "/Add", {map.name, added.name}, {name + "/Add_output_0"});
    return relu(name + "/relu_1/Relu", declared({name + "/Add_output_0", map.shape}));
  }

  void classify(const Map& map) {
    const std::int64_t batch = map.shape[0];
    model_.node("GlobalAveragePool", "/avgpool/GlobalAveragePool", {map.name}, {"/avgpool/GlobalAveragePool_output_0"});
    model_.value("/avgpool/GlobalAveragePool_output_0", {batch, map.shape[1], 1, 1});
    model_.node("Flatten", "/Flatten", {"/avgpool/GlobalAveragePool_output_0"}, {"/Flatten_output_0"})
        .integer("axis", 1);
    model_.value("/Flatten_output_0", {batch, map.shape[1]});
    model_.node("Gemm", "/fc/Gemm", {"/Flatten_output_0", "fc.weight", "fc.bias"}, {"191"})
        .number("alpha", 1.0F)
        .number("beta", 1.0F)
        .integer("transB", 1);
    model_.output("191", {batch, parameters_.at("classes")});
  }

  const ModelParameters& parameters_;
  ModelBuilder model_;
  int convolutions_ = 0;
};

}  // namespace

std::string buildResnet18(const ModelParameters& parameters) {
  return Resnet18Writer(parameters).write();
}

std::string buildConvChain(const ModelParameters& parameters) {
  ModelBuilder model("conv_chain", 14);
  Map map{"image",
          {parameters.at("batch"), parameters.at("input-channels"), parameters.at("height"), parameters.at("width")}};
  model.input(map.name, map.shape);
  const std::int64_t layers = parameters.at("layers");
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    const std::string name = fmt::format("conv{}", layer);
    const bool last = layer + 1 == layers;
    const Kernel kernel{.channels = parameters.at("channels"), .taps = parameters.at("kernel"), .stride = 1};
    map = addConv(model, "/" + name + "/Conv", map, kernel, name + ".weight", name + ".bias", last ? "result" : name);
    if (!last) model.value(map.name, map.shape);
  }
  model.output(map.name, map.shape);
  return model.serialise();
}

}  // namespace fusewright
