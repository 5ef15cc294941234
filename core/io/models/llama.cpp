// Llama and its kin (Touvron et al., arXiv 2302.13971; grouped queries and the sizes of Llama-3-8B: Grattafiori et al.,
// arXiv 2407.21783, table 3, and the configuration published with its weights).

#include "core/io/models/attention.h"
#include "core/io/models/feed_forward.h"
#include "core/io/models/language_model.h"
#include "core/io/models/model_kinds.h"
#include "core/io/models/norms.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{
    ModelParameter{.name = "layers", .fallback = 32, .maximum = 1024, .meaning = "decoder layers"},
    ModelParameter{.name = "d-model", .unit = "channels", .fallback = 4096, .meaning = "width of the model"},
    ModelParameter{.name = "heads", .fallback = 32, .maximum = 1 << 12, .meaning = "heads of the queries"},
    ModelParameter{.name = "kv-heads",
                   .fallback = 8,
                   .maximum = 1 << 12,
                   .meaning = "heads of keys and values, which equally many of the queries' heads share"},
    ModelParameter{.name = "head-size",
                   .unit = "channels",
                   .fallback = 128,
                   .minimum = 2,
                   .maximum = 1 << 12,
                   .meaning = "channels of each head; even"},
    ModelParameter{
        .name = "d-ff", .unit = "channels", .fallback = 14336, .meaning = "inner width of the feed-forward layer"},
    vocabularyOf(128256),
    yesOrNo("tied", 0, "whether the scores are made with the table of embeddings"),
    kPhase,
    kSequence,
    kPast,
    bitsPerElement(16),
    kBatch};

Result<void> check(const ModelParameters& parameters) {
  const std::int64_t heads = parameters.at("heads");
  if (heads % parameters.at("kv-heads") != 0)
    return unsuited("kv-heads", fmt::format("{} does not divide the {} heads", parameters.at("kv-heads"), heads),
                    fmt::format("give a divisor of {} from 1 to {}", heads, heads));
  if (parameters.at("head-size") % 2 != 0)
    return unsuited("head-size",
                    fmt::format("{} channels have no two halves to be rotated", parameters.at("head-size")),
                    "give an even number from 2 to 4096");
  return {};
}

AttentionOptions attentionOptions(LayerWriter& write, const ModelParameters& parameters, const TokenCounts& tokens) {
  const Sizes turns{tokens.fresh, parameters.at("head-size")};
  AttentionOptions options{
      .heads = parameters.at("heads"),
      .kvHeads = parameters.at("kv-heads"),
      .headSize = parameters.at("head-size"),
      .past = tokens.past,
      .rotation = Rotation{.cosines = write.input("position_cos", turns), .sines = write.input("position_sin", turns)},
      .cache = CacheUse::Out};
  if (tokens.fresh > 1) options.mask = causalMask(write, tokens);
  return options;
}

Value addBlock(LayerWriter& write, const std::string& name, const Value& input, const AttentionOptions& options,
               std::int64_t inner) {
  const Value attended = attention(write, name + "/sa", rmsNorm(write, name + "/norm1", input), options);
  const Value middle = write.elementwise("Add", name + "/residual_attn/Add", {input, attended});
  const Value lowered = gatedFeedForward(write, name + "/feed_forward", rmsNorm(write, name + "/norm2", middle), inner);
  return write.elementwise("Add", name + "/residual_ffn/Add", {middle, lowered});
}

Result<std::string> build(const ModelParameters& parameters) {
  if (auto suits = check(parameters); !suits) return tl::make_unexpected(suits.error());
  const TokenCounts tokens = tokenCounts(parameters);
  const std::int64_t width = parameters.at("d-model");
  LayerWriter write("llama", static_cast<int>(parameters.at("bits")));
  const auto embedded = embedTokens(write, parameters.at("vocabulary"), {parameters.at("batch"), tokens.fresh, width});
  const AttentionOptions options = attentionOptions(write, parameters, tokens);
  Value stream = embedded.stream;
  for (std::int64_t block = 0; block < parameters.at("layers"); ++block)
    stream = addBlock(write, fmt::format("/blocks/blocks.{}", block), stream, options, parameters.at("d-ff"));
  stream = rmsNorm(write, "/norm_final", stream);
  if (!embedded.table)
    write.output(stream);
  else if (parameters.at("tied") == 1)
    addScores(write, stream, *embedded.table);
  else
    addScores(write, stream, write.weight("lm_head.weight", embedded.table->shape));
  return write.model().serialise();
}

}  // namespace

const ModelKind kLlama{"llama",
                       "Llama with rotated positions, grouped queries and gated layers, prefill or decode; Llama-3-8B "
                       "unless told otherwise",
                       kParameters, build};

}  // namespace fusewright
