// ResNet (He et al., arXiv 1512.03385). Bottlenecks have their stride in the middle convolution, as in torchvision's
// models, from which the published counts are.

#include <fmt/format.h>

#include "core/io/models/convolutions.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{imageSize(224), kClasses,
                                 ModelParameter{.name = "width",
                                                .unit = "channels",
                                                .fallback = 64,
                                                .maximum = 1 << 14,
                                                .meaning = "channels of the first stage"},
                                 kBatch};

enum class BlockKind : std::uint8_t { Basic, Bottleneck };

/// What sets one ResNet apart from another.
struct ResnetShape {
  std::string_view name;
  BlockKind block = BlockKind::Basic;
  std::array<int, 4> blocks;  ///< by stage
};

class ResnetWriter {
 public:
  ResnetWriter(const ResnetShape& shape, const ModelParameters& parameters)
      : shape_(shape), parameters_(parameters), write_(std::string(shape.name)) {}

  std::string write() {
    const std::int64_t width = parameters_.at("width");
    const std::int64_t classes = parameters_.at("classes");
    Value map = write_.image("input.1", parameters_);
    write_.model().weight("fc.weight", {classes, expanded(8 * width)});
    write_.model().weight("fc.bias", {classes});
    map = write_.relu("/relu/Relu", conv("/conv1/Conv", map, {.channels = width, .taps = 7, .stride = 2}));
    map = write_.maxPool("/maxpool/MaxPool", map, {.taps = 3, .stride = 2});
    for (std::size_t stage = 1; stage <= 4; ++stage) {
      for (int block = 0; block < shape_.blocks[stage - 1]; ++block) {
        const std::int64_t stride = stage > 1 && block == 0 ? 2 : 1;
        map = addBlock(fmt::format("/layer{0}/layer{0}.{1}", stage, block), map,
                       {.channels = width << (stage - 1), .stride = stride});
      }
    }
    write_.classify(map, classes, "191");
    return write_.model().serialise();
  }

 private:
  /// Channels that a block makes of `channels` within.
  [[nodiscard]] std::int64_t expanded(std::int64_t channels) const {
    return shape_.block == BlockKind::Bottleneck ? 4 * channels : channels;
  }

  Value conv(const std::string& name, const Value& input, const Kernel& kernel) {
    // The exporter of the study's file numbers the folded weights like this.
    const int number = 193 + 3 * convolutions_++;
    return write_.declared(write_.undeclaredConv({.node = name,
                                                  .weight = fmt::format("onnx::Conv_{}", number),
                                                  .bias = fmt::format("onnx::Conv_{}", number + 1),
                                                  .output = name + "_output_0"},
                                                 input, kernel));
  }

  /// Two convolutions of 3 x 3.
  Value basic(const std::string& name, const Value& input, const Kernel& first) {
    const Value map = write_.relu(name + "/relu/Relu", conv(name + "/conv1/Conv", input, first));
    return conv(name + "/conv2/Conv", map, {.channels = first.channels});
  }

  /// One of 3 x 3 between two of 1 x 1.
  Value bottleneck(const std::string& name, const Value& input, const Kernel& middle) {
    Value map = conv(name + "/conv1/Conv", input, {.channels = middle.channels, .taps = 1});
    map = conv(name + "/conv2/Conv", write_.relu(name + "/relu/Relu", map), middle);
    map = write_.relu(name + "/relu_1/Relu", map);
    return conv(name + "/conv3/Conv", map, {.channels = expanded(middle.channels), .taps = 1});
  }

  /// A few convolutions and a shortcut, which is a convolution where the shape changes.
  Value addBlock(const std::string& name, const Value& input, const Kernel& kernel) {
    const bool isBasic = shape_.block == BlockKind::Basic;
    const Value map = isBasic ? basic(name, input, kernel) : bottleneck(name, input, kernel);
    const std::int64_t channels = expanded(kernel.channels);
    const bool reshaped = kernel.stride != 1 || input.shape[1] != channels;
    const Kernel shortcut{.channels = channels, .taps = 1, .stride = kernel.stride};
    const Value added = reshaped ? conv(name + "/downsample/downsample.0/Conv", input, shortcut) : input;
    return write_.relu(name + (isBasic ? "/relu_1/Relu" : "/relu_2/Relu"), write_.add(name + "/Add", map, added));
  }

  const ResnetShape& shape_;
  const ModelParameters& parameters_;
  ConvWriter write_;
  int convolutions_ = 0;
};

constexpr ResnetShape kShape18{.name = "resnet18", .block = BlockKind::Basic, .blocks = {2, 2, 2, 2}};
constexpr ResnetShape kShape50{.name = "resnet50", .block = BlockKind::Bottleneck, .blocks = {3, 4, 6, 3}};

Result<std::string> build18(const ModelParameters& parameters) {
  return ResnetWriter(kShape18, parameters).write();
}
Result<std::string> build50(const ModelParameters& parameters) {
  return ResnetWriter(kShape50, parameters).write();
}

}  // namespace

const ModelKind kResnet18{"resnet18", "ResNet-18 with batch normalisation folded into its convolutions", kParameters,
                          build18};
const ModelKind kResnet50{"resnet50", "ResNet-50 with batch normalisation folded into its convolutions", kParameters,
                          build50};

}  // namespace fusewright
