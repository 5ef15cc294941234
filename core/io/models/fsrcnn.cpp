// FSRCNN (Dong, Loy, Tang, "Accelerating the Super-Resolution Convolutional Neural Network", arXiv 1608.00367):
// features (5 x 5), shrinking (1 x 1), m mapping layers (3 x 3), expanding (1 x 1), deconvolution (9 x 9, stride
// `scale`).

#include <fmt/format.h>

#include "core/io/models/common_parameters.h"
#include "core/io/models/model_builder.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{
    ModelParameter{
        .name = "height", .unit = "pixels", .fallback = 540, .maximum = 1 << 14, .meaning = "rows of the small image"},
    ModelParameter{.name = "width",
                   .unit = "pixels",
                   .fallback = 960,
                   .maximum = 1 << 14,
                   .meaning = "columns of the small image"},
    ModelParameter{.name = "features",
                   .unit = "channels",
                   .fallback = 56,
                   .maximum = 1 << 12,
                   .meaning = "channels of the features (d)"},
    ModelParameter{.name = "shrunk",
                   .unit = "channels",
                   .fallback = 12,
                   .maximum = 1 << 12,
                   .meaning = "channels after shrinking (s)"},
    ModelParameter{.name = "maps", .fallback = 4, .maximum = 64, .meaning = "mapping layers of 3 x 3 taps (m)"},
    ModelParameter{.name = "scale",
                   .fallback = 4,
                   .maximum = 8,
                   .meaning = "rows and columns of the large image for each of the small one"},
    bitsPerElement(8),
    kBatch};

/// What a convolution makes, and from how many taps a side (odd, so that the image keeps its size).
struct Kernel {
  std::int64_t channels = 1;
  std::int64_t taps = 1;
};

enum class Place : std::uint8_t { Before, Last };

/// Taps a side that one pixel of the deconvolution sees: its 9 x 9 kernel moves `scale` large pixels at a time, so each
/// of the scale * scale large pixels of a small one meets ceil(9 / scale) inputs a side; made odd.
std::int64_t deconvolutionTaps(std::int64_t scale) {
  const std::int64_t taps = (9 + scale - 1) / scale;
  return taps % 2 == 0 ? taps + 1 : taps;
}

class FsrcnnWriter {
 public:
  explicit FsrcnnWriter(const ModelParameters& parameters)
      : parameters_(parameters), model_("fsrcnn", 14), shape_{at("batch"), 1, at("height"), at("width")} {}

  /// Activations (PReLU) are left out: they are applied where a result leaves the array.
  std::string write() {
    model_.input(value_, shape_);
    const std::int64_t scale = at("scale");
    conv("feature_extraction", {at("features"), 5}, Place::Before);
    conv("shrinking", {at("shrunk"), 1}, Place::Before);
    for (std::int64_t map = 0; map < at("maps"); ++map)
      conv(fmt::format("mapping_{}", map), {at("shrunk"), 3}, Place::Before);
    conv("expanding", {at("features"), 1}, Place::Before);
    conv("deconvolution", {scale * scale, deconvolutionTaps(scale)}, Place::Last);
    return model_.serialise();
  }

 private:
  [[nodiscard]] std::int64_t at(std::string_view name) const { return parameters_.find(name)->second; }

  /// A convolution of the newest value; the last one makes the model's output.
  void conv(const std::string& name, const Kernel& kernel, Place place) {
    const std::int64_t padding = kernel.taps / 2;
    model_.weight(name + ".weight", {kernel.channels, shape_[1], kernel.taps, kernel.taps});
    const bool isLast = place == Place::Last;
    const std::string output = isLast ? "image_large" : name + "_output";
    model_.node("Conv", "/" + name + "/Conv", {value_, name + ".weight"}, {output})
        .integers("dilations", {1, 1})
        .integer("group", 1)
        .integers("kernel_shape", {kernel.taps, kernel.taps})
        .integers("pads", {padding, padding, padding, padding})
        .integers("strides", {1, 1})
        .precision(static_cast<int>(at("bits")));
    value_ = output;
    shape_[1] = kernel.channels;
    if (isLast)
      model_.output(value_, shape_);
    else
      model_.value(value_, shape_);
  }

  const ModelParameters& parameters_;
  ModelBuilder model_;
  std::string value_ = "image_small";
  Sizes shape_;
};

Result<std::string> build(const ModelParameters& parameters) {
  return FsrcnnWriter(parameters).write();
}

}  // namespace

const ModelKind kFsrcnn{"fsrcnn", "The super-resolution network FSRCNN, its deconvolution written as a convolution",
                        kParameters, build};

}  // namespace fusewright
