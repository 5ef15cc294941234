// MobileNetV2 (Sandler et al., arXiv 1801.04381, table 2).

#include <algorithm>

#include "core/io/models/convolutions.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{imageSize(224), kClasses,
                                 ModelParameter{.name = "width-percent",
                                                .unit = "%",
                                                .fallback = 100,
                                                .minimum = 10,
                                                .maximum = 1000,
                                                .meaning = "channels of each layer, of those in the paper"},
                                 kBatch};

/// A row of the table: `repeats` blocks, the first of them with that stride.
struct Row {
  std::int64_t expansion;
  std::int64_t channels;
  int repeats;
  std::int64_t stride;
};
constexpr std::array<Row, 7> kRows{
    {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}}};
constexpr std::int64_t kFirstChannels = 32;
constexpr std::int64_t kLastChannels = 1280;

/// `percent` of `channels` as the nearest multiple of 8, but never below 90 % of it. Source: the authors' code,
/// `make_divisible` in tensorflow/models, slim/nets/mobilenet.
std::int64_t scaled(std::int64_t channels, std::int64_t percent) {
  const std::int64_t wanted = channels * percent;  // in hundredths
  const std::int64_t rounded = std::max<std::int64_t>(8, (wanted + 400) / 800 * 8);
  return rounded * 1000 < wanted * 9 ? rounded + 8 : rounded;
}

class MobileNetWriter {
 public:
  explicit MobileNetWriter(const ModelParameters& parameters) : parameters_(parameters), write_("mobilenetv2") {}

  std::string write() {
    const std::int64_t percent = parameters_.at("width-percent");
    const std::int64_t classes = parameters_.at("classes");
    const std::int64_t last = percent > 100 ? scaled(kLastChannels, percent) : kLastChannels;
    Value map = write_.image("image", parameters_);
    write_.model().weight("fc.weight", {classes, last});
    write_.model().weight("fc.bias", {classes});
    map = clipped("/features.0", map, {.channels = scaled(kFirstChannels, percent), .stride = 2});
    int block = 1;
    for (const Row& row : kRows) {
      for (int repeat = 0; repeat < row.repeats; ++repeat) {
        const Kernel kernel{.channels = scaled(row.channels, percent), .stride = repeat == 0 ? row.stride : 1};
        map = addBlock(fmt::format("/features.{}", block++), map, kernel, row.expansion);
      }
    }
    map = clipped(fmt::format("/features.{}", block), map, {.channels = last, .taps = 1});
    write_.classify(map, classes, "scores");
    return write_.model().serialise();
  }

 private:
  /// A convolution and an activation that is cut off at 6.
  Value clipped(const std::string& name, const Value& input, const Kernel& kernel) {
    return write_.relu6(name + "/Clip", write_.conv(name, input, kernel));
  }

  /// Wider by 1 x 1 taps, each channel for itself by 3 x 3, narrower by 1 x 1; the input is added where it fits.
  Value addBlock(const std::string& name, const Value& input, const Kernel& kernel, std::int64_t expansion) {
    const std::int64_t inner = input.shape[1] * expansion;
    Value map = expansion == 1 ? input : clipped(name + "/expand", input, {.channels = inner, .taps = 1});
    map = clipped(name + "/depthwise", map, {.channels = inner, .taps = 3, .stride = kernel.stride, .groups = inner});
    map = write_.conv(name + "/project", map, {.channels = kernel.channels, .taps = 1});
    const bool fits = kernel.stride == 1 && input.shape[1] == kernel.channels;
    return fits ? write_.add(name + "/Add", input, map) : map;
  }

  const ModelParameters& parameters_;
  ConvWriter write_;
};

Result<std::string> build(const ModelParameters& parameters) {
  return MobileNetWriter(parameters).write();
}

}  // namespace

const ModelKind kMobileNetV2{"mobilenetv2", "MobileNetV2 with batch normalisation folded into its convolutions",
                             kParameters, build};

}  // namespace fusewright
