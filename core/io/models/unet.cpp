// U-Net (Ronneberger, Fischer, Brox, arXiv 1505.04597, figure 1), with convolutions that keep the size of the image, as
// later versions have it, instead of cutting its border off. Its up-convolutions of 2 x 2 taps and stride 2 are written
// as what they equal: a convolution of one tap to four times the channels, which are the 2 x 2 pixels that come of one.
// They have no bias: the convolution that follows them has one.

#include "core/io/models/convolutions.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{
    ModelParameter{.name = "image-size",
                   .unit = "pixels",
                   .fallback = 512,
                   .minimum = 2,
                   .maximum = 1 << 14,
                   .meaning = "rows and columns of the image; a multiple of 2 to the power of depth"},
    ModelParameter{.name = "input-channels", .unit = "channels", .fallback = 1, .meaning = "channels of the image"},
    ModelParameter{.name = "classes", .fallback = 2, .meaning = "scores for each pixel"},
    ModelParameter{.name = "width",
                   .unit = "channels",
                   .fallback = 64,
                   .maximum = 1 << 12,
                   .meaning = "channels at full size; each level down has twice as many"},
    ModelParameter{
        .name = "depth", .unit = "levels", .fallback = 4, .maximum = 8, .meaning = "times that the image is halved"},
    kBatch};

class UnetWriter {
 public:
  explicit UnetWriter(const ModelParameters& parameters) : parameters_(parameters), write_("unet") {}

  std::string write() {
    const std::int64_t depth = parameters_.at("depth");
    const std::int64_t size = parameters_.at("image-size");
    Value map{"image", {parameters_.at("batch"), parameters_.at("input-channels"), size, size}};
    write_.model().input(map.name, map.shape);
    std::vector<Value> skips;
    for (std::int64_t level = 0; level < depth; ++level) {
      skips.push_back(twoConvolutions(fmt::format("/down{}", level), map, channelsAt(level)));
      map = write_.maxPool(fmt::format("/down{}/MaxPool", level), skips.back(), {.taps = 2, .stride = 2, .padding = 0});
    }
    map = twoConvolutions("/bottom", map, channelsAt(depth));
    for (std::int64_t level = depth - 1; level >= 0; --level) {
      const std::string name = fmt::format("/up{}", level);
      map = joined(name, skips[static_cast<std::size_t>(level)], enlarged(name, map, channelsAt(level)));
      map = twoConvolutions(name, map, channelsAt(level));
    }
    const Value scores = write_.conv("/scores", map, {.channels = parameters_.at("classes"), .taps = 1});
    write_.model().output(scores.name, scores.shape);
    return write_.model().serialise();
  }

 private:
  [[nodiscard]] std::int64_t channelsAt(std::int64_t level) const { return parameters_.at("width") << level; }

  Value twoConvolutions(const std::string& name, const Value& input, std::int64_t channels) {
    const Value first = write_.conv(name + "/conv1", input, {.channels = channels});
    const Value second = write_.conv(name + "/conv2", write_.relu(name + "/relu1/Relu", first), {.channels = channels});
    return write_.relu(name + "/relu2/Relu", second);
  }

  /// Twice the rows and columns, of `channels` channels.
  Value enlarged(const std::string& name, const Value& input, std::int64_t channels) {
    const Value pixels = write_.convWithoutBias(name + "/upconv", input, {.channels = 4 * channels, .taps = 1});
    const std::string node = name + "/upconv/DepthToSpace";
    write_.model().node("DepthToSpace", node, {pixels.name}, {node + "_output_0"}).integer("blocksize", 2);
    return write_.declared({node + "_output_0", {pixels.shape[0], channels, 2 * pixels.shape[2], 2 * pixels.shape[3]}});
  }

  Value joined(const std::string& name, const Value& skip, const Value& below) {
    write_.model()
        .node("Concat", name + "/Concat", {skip.name, below.name}, {name + "/Concat_output_0"})
        .integer("axis", 1);
    Sizes shape = skip.shape;
    shape[1] += below.shape[1];
    return write_.declared({name + "/Concat_output_0", shape});
  }

  const ModelParameters& parameters_;
  ConvWriter write_;
};

Result<std::string> build(const ModelParameters& parameters) {
  const std::int64_t unit = std::int64_t{1} << parameters.at("depth");
  if (parameters.at("image-size") % unit != 0)
    return unsuited(
        "image-size",
        fmt::format("{} pixels cannot be halved {} times", parameters.at("image-size"), parameters.at("depth")),
        fmt::format("give a multiple of {} from {} to {}", unit, unit, 1 << 14));
  return UnetWriter(parameters).write();
}

}  // namespace

const ModelKind kUnet{"unet", "U-Net for segmentation, its convolutions keeping the size of the image", kParameters,
                      build};

}  // namespace fusewright
