// OPT (Zhang et al., arXiv 2205.01068): decoder layers, before the first the addition of positions, after the last a
// normalisation. Node names are those of the published study's export (artifact of arXiv 2504.17333), by which its
// classes of operators go.

#include "core/io/models/attention.h"
#include "core/io/models/feed_forward.h"
#include "core/io/models/language_model.h"
#include "core/io/models/model_kinds.h"
#include "core/io/models/norms.h"

namespace fusewright {
namespace {

/// The table of positions has two rows more than positions, the first two of them for padding. Source: Hugging Face
/// transformers, OPTLearnedPositionalEmbedding.
constexpr std::int64_t kPaddingRows = 2;

constexpr ModelParameter kHeads{.name = "heads", .fallback = 32, .maximum = 1 << 12, .meaning = "heads of attention"};
constexpr ModelParameter kHeadSize{.name = "head-size",
                                   .unit = "channels",
                                   .fallback = 80,
                                   .maximum = 1 << 12,
                                   .meaning = "channels of each; d-model is heads * head-size"};
constexpr ModelParameter kInner{
    .name = "d-ff", .unit = "channels", .fallback = 10240, .meaning = "inner width of the feed-forward layer"};

constexpr ModelParameter decoderLayers(std::int64_t fallback) {
  return {.name = "layers", .fallback = fallback, .maximum = 1024, .meaning = "decoder layers"};
}

constexpr ModelParameter positionsUpTo(std::int64_t fallback) {
  return {.name = "positions",
          .unit = "tokens",
          .fallback = fallback,
          .minimum = 0,
          .maximum = kMostTokens,
          .meaning = "longest context that has a row in the table of positions; 0: just those rows that are used"};
}

constexpr ModelParameter attentionBiases(std::int64_t fallback) {
  return yesOrNo("attention-bias", fallback, "whether the projections of attention have biases");
}

constexpr std::array kLayerParameters{
    kHeads, kHeadSize, kInner, decoderLayers(1), kPhase,           kSequence,
    kPast,  kBits,     kBatch, vocabularyOf(0),  positionsUpTo(0), attentionBiases(0)};
constexpr std::array kModelParameters{kHeads,
                                      kHeadSize,
                                      kInner,
                                      decoderLayers(32),
                                      kPhase,
                                      kSequence,
                                      kPast,
                                      bitsPerElement(16),
                                      kBatch,
                                      vocabularyOf(50272),
                                      positionsUpTo(2048),
                                      attentionBiases(1)};

Value addPositions(LayerWriter& write, const ModelParameters& parameters, const TokenCounts& tokens,
                   const Value& stream) {
  const std::int64_t width = stream.shape.back();
  const std::int64_t rows = parameters.at("positions");
  const Value positions =
      rows == 0 ? write.weight("positions", {tokens.fresh, width})
                : learnedPositions(write, rows + kPaddingRows, tokens.past + kPaddingRows, tokens.fresh, width);
  return write.elementwise("Add", "/Add", {stream, positions});
}

Value addBlock(LayerWriter& write, const std::string& name, const Value& input, const AttentionOptions& options,
               std::int64_t inner) {
  const Value attended = attention(write, name + "/sa", layerNorm(write, name + "/layer_norm1", input), options);
  const Value middle = write.elementwise("Add", name + "/residual_attn/Add", {input, attended});
  const Value lowered = feedForward(write, name + "/feed_forward/net", layerNorm(write, name + "/layer_norm2", middle),
                                    inner, Activation::Relu);
  return write.elementwise("Add", name + "/residual_ffn/Add", {middle, lowered});
}

Result<std::string> build(const ModelParameters& parameters) {
  const TokenCounts tokens = tokenCounts(parameters);
  if (auto fits = checkPositions(tokens, parameters.at("positions")); !fits) return tl::make_unexpected(fits.error());
  LayerWriter write("opt", static_cast<int>(parameters.at("bits")));
  AttentionOptions options{.heads = parameters.at("heads"),
                           .kvHeads = parameters.at("heads"),
                           .headSize = parameters.at("head-size"),
                           .biases = parameters.at("attention-bias") == 1,
                           .past = tokens.past,
                           .cache = parameters.at("vocabulary") > 0 ? CacheUse::Out : CacheUse::Kept};
  const auto embedded = embedTokens(write, parameters.at("vocabulary"),
                                    {parameters.at("batch"), tokens.fresh, options.heads * options.headSize});
  Value stream = addPositions(write, parameters, tokens, embedded.stream);
  // One token after others may look at all of them.
  if (tokens.past == 0 || tokens.fresh > 1) options.mask = causalMask(write, tokens);
  for (std::int64_t block = 0; block < parameters.at("layers"); ++block)
    stream = addBlock(write, fmt::format("/blocks/blocks.{}", block), stream, options, parameters.at("d-ff"));
  stream = layerNorm(write, "/layer_norm_final", stream);
  if (embedded.table)
    addScores(write, stream, *embedded.table);
  else
    write.output(stream);
  return write.model().serialise();
}

}  // namespace

const ModelKind kOpt{"opt", "Decoder layers of OPT, prefill or decode with a cache of keys and values",
                     kLayerParameters, build};
const ModelKind kOpt27b{"opt-2.7b", "OPT-2.7B as a whole, with its table of embeddings and its scores",
                        kModelParameters, build};

}  // namespace fusewright
