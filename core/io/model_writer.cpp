#include "core/io/model_writer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/models/model_kinds.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

constexpr ModelParameter kBatch{.name = "batch", .fallback = 1, .meaning = "sequences or images at a time"};
constexpr ModelParameter kSequence{
    .name = "seq-len", .fallback = 64, .maximum = 1 << 17, .meaning = "tokens in a sequence"};
constexpr ModelParameter kBits{
    .name = "bits", .fallback = 32, .maximum = 64, .meaning = "bits per element, of everything"};

constexpr std::array kConvChainParameters{
    ModelParameter{.name = "layers", .fallback = 4, .maximum = 1024, .meaning = "convolutions one after the other"},
    ModelParameter{.name = "channels", .fallback = 16, .meaning = "channels of each result"},
    ModelParameter{.name = "input-channels", .fallback = 3, .meaning = "channels of the image"},
    ModelParameter{.name = "height", .fallback = 64, .meaning = "rows of the image"},
    ModelParameter{.name = "width", .fallback = 64, .meaning = "columns of the image"},
    ModelParameter{
        .name = "kernel", .fallback = 3, .maximum = 63, .meaning = "taps of the square kernels; odd keeps the size"},
    kBatch};
constexpr std::array kFsrcnnParameters{
    ModelParameter{.name = "height", .fallback = 540, .maximum = 1 << 14, .meaning = "rows of the small image"},
    ModelParameter{.name = "width", .fallback = 960, .maximum = 1 << 14, .meaning = "columns of the small image"},
    ModelParameter{.name = "features", .fallback = 56, .maximum = 1 << 12, .meaning = "channels of the features (d)"},
    ModelParameter{.name = "shrunk", .fallback = 12, .maximum = 1 << 12, .meaning = "channels after shrinking (s)"},
    ModelParameter{.name = "maps", .fallback = 4, .maximum = 64, .meaning = "mapping layers of 3 x 3 taps (m)"},
    ModelParameter{.name = "scale",
                   .fallback = 4,
                   .maximum = 8,
                   .meaning = "rows and columns of the large image for each of the small one"},
    ModelParameter{.name = "bits", .fallback = 8, .maximum = 64, .meaning = "bits per element, of everything"},
    kBatch};
constexpr std::array kMamba1Parameters{
    ModelParameter{.name = "d-model", .fallback = 2560, .meaning = "width of the model (D)"},
    ModelParameter{.name = "d-state", .fallback = 64, .meaning = "size of the state (N)"},
    kSequence,
    ModelParameter{.name = "d-conv", .fallback = 4, .maximum = 63, .meaning = "taps of the convolution (K)"},
    ModelParameter{.name = "expand", .fallback = 2, .maximum = 64, .meaning = "inner width over width (ED / D)"},
    ModelParameter{.name = "dt-rank",
                   .fallback = 0,
                   .minimum = 0,
                   .meaning = "rank of the step size (R); 0: d-model / 16, rounded up"},
    kBits,
    kBatch};
constexpr std::array kOptParameters{
    ModelParameter{.name = "heads", .fallback = 32, .maximum = 1 << 12, .meaning = "heads of attention"},
    ModelParameter{.name = "head-size",
                   .fallback = 80,
                   .maximum = 1 << 12,
                   .meaning = "channels of each; d-model is heads * head-size"},
    ModelParameter{.name = "d-ff", .fallback = 10240, .meaning = "inner width of the feed-forward layer"},
    ModelParameter{.name = "layers", .fallback = 1, .maximum = 1024, .meaning = "decoder layers"},
    kSequence,
    ModelParameter{.name = "past",
                   .fallback = 0,
                   .minimum = 0,
                   .maximum = 1 << 17,
                   .meaning = "tokens before, with keys and values in a cache; 0: none"},
    kBits,
    kBatch};
constexpr std::array kResnet18Parameters{
    ModelParameter{
        .name = "image-size", .fallback = 224, .maximum = 1 << 14, .meaning = "rows and columns of the image"},
    ModelParameter{.name = "classes", .fallback = 1000, .meaning = "scores that are made"},
    ModelParameter{.name = "width", .fallback = 64, .maximum = 1 << 14, .meaning = "channels of the first stage"},
    kBatch};
constexpr std::array kSwigluParameters{
    ModelParameter{.name = "d-model", .fallback = 4096, .meaning = "width of the model"},
    ModelParameter{.name = "d-ff", .fallback = 11008, .meaning = "inner width"}, kSequence, kBits, kBatch};

constexpr std::array kKinds{
    ModelKind{"conv-chain", "Convolutions with one kernel each, one after the other", kConvChainParameters,
              buildConvChain},
    ModelKind{"fsrcnn", "The super-resolution network FSRCNN, its deconvolution written as a convolution",
              kFsrcnnParameters, buildFsrcnn},
    ModelKind{"mamba1", "One block of Mamba-1 with its scan as the custom operator SSM", kMamba1Parameters,
              buildMamba1},
    ModelKind{"opt", "Decoder layers of OPT, prefill or decode with a cache of keys and values", kOptParameters,
              buildOpt},
    ModelKind{"resnet18", "ResNet-18 with batch normalisation folded into its convolutions", kResnet18Parameters,
              buildResnet18},
    ModelKind{"swiglu", "The gated feed-forward layer of Llama and its kin", kSwigluParameters, buildSwiglu}};

template <typename Named>
std::vector<std::string> namesOf(std::span<const Named> table) {
  std::vector<std::string> names;
  for (const Named& entry : table) names.emplace_back(entry.name);
  return names;
}

/// Every parameter of `kind`, given or not.
Result<ModelParameters> completed(const ModelKind& kind, const ModelParameters& given) {
  ModelParameters all;
  for (const ModelParameter& parameter : kind.parameters) all.emplace(parameter.name, parameter.fallback);
  for (const auto& [name, value] : given) {
    const auto parameter = std::ranges::find(kind.parameters, name, &ModelParameter::name);
    const std::string where = fmt::format("--{}", name);
    if (parameter == kind.parameters.end())
      return failure(fmt::format("the model kind '{}' has no parameter '{}'", kind.name, name), where,
                     suggestion(name, namesOf(kind.parameters)));
    if (value < parameter->minimum || value > parameter->maximum)
      return failure(
          fmt::format("{} is out of range", value), where,
          fmt::format("give a number from {} to {}: {}", parameter->minimum, parameter->maximum, parameter->meaning));
    all.insert_or_assign(name, value);
  }
  return all;
}

}  // namespace

std::span<const ModelKind> modelKinds() {
  return kKinds;
}

Result<std::string> buildModel(std::string_view name, const ModelParameters& parameters) {
  const auto kind = std::ranges::find(kKinds, name, &ModelKind::name);
  if (kind == kKinds.end())
    return failure(fmt::format("there is no model kind '{}'", name), {}, suggestion(name, namesOf(modelKinds())));
  const auto all = completed(*kind, parameters);
  if (!all) return tl::make_unexpected(all.error());
  return kind->build(*all);
}

Result<void> writeModel(std::string_view kind, const ModelParameters& parameters, const std::filesystem::path& path) {
  const auto bytes = buildModel(kind, parameters);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return writeTextFile(path, *bytes);
}

}  // namespace fusewright
