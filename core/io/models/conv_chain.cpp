// Plain convolutions one after the other, to see what fusion does to them.

#include "core/io/models/convolutions.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{
    ModelParameter{.name = "layers", .fallback = 4, .maximum = 1024, .meaning = "convolutions one after the other"},
    ModelParameter{.name = "channels", .unit = "channels", .fallback = 16, .meaning = "channels of each result"},
    ModelParameter{.name = "input-channels", .unit = "channels", .fallback = 3, .meaning = "channels of the image"},
    ModelParameter{.name = "height", .unit = "pixels", .fallback = 64, .meaning = "rows of the image"},
    ModelParameter{.name = "width", .unit = "pixels", .fallback = 64, .meaning = "columns of the image"},
    ModelParameter{.name = "kernel",
                   .unit = "taps",
                   .fallback = 3,
                   .maximum = 63,
                   .meaning = "taps of the square kernels; odd keeps the size"},
    kBatch};

Result<std::string> build(const ModelParameters& parameters) {
  ConvWriter write("conv_chain");
  Value map{"image",
            {parameters.at("batch"), parameters.at("input-channels"), parameters.at("height"), parameters.at("width")}};
  write.model().input(map.name, map.shape);
  const std::int64_t layers = parameters.at("layers");
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    const std::string name = fmt::format("conv{}", layer);
    const bool last = layer + 1 == layers;
    map = write.undeclaredConv({.node = "/" + name + "/Conv",
                                .weight = name + ".weight",
                                .bias = name + ".bias",
                                .output = last ? "result" : name},
                               map, {.channels = parameters.at("channels"), .taps = parameters.at("kernel")});
    if (!last) write.model().value(map.name, map.shape);
  }
  write.model().output(map.name, map.shape);
  return write.model().serialise();
}

}  // namespace

const ModelKind kConvChain{"conv-chain", "Convolutions with one kernel each, one after the other", kParameters, build};

}  // namespace fusewright
