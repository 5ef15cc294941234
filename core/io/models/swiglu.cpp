// The gated feed-forward layer of Llama and its kin on its own.

#include "core/io/models/common_parameters.h"
#include "core/io/models/feed_forward.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{
    ModelParameter{.name = "d-model", .unit = "channels", .fallback = 4096, .meaning = "width of the model"},
    ModelParameter{.name = "d-ff", .unit = "channels", .fallback = 11008, .meaning = "inner width"}, kSequence, kBits,
    kBatch};

Result<std::string> build(const ModelParameters& parameters) {
  LayerWriter write("swiglu", static_cast<int>(parameters.at("bits")));
  const Value input = write.input("x", {parameters.at("batch"), parameters.at("seq-len"), parameters.at("d-model")});
  write.output(gatedFeedForward(write, "", input, parameters.at("d-ff")));
  return write.model().serialise();
}

}  // namespace

const ModelKind kSwiglu{"swiglu", "The gated feed-forward layer of Llama and its kin", kParameters, build};

}  // namespace fusewright
