// The transformer (Vaswani et al., arXiv 1706.03762) by its halves. Unless told otherwise the encoder is BERT-base
// (Devlin et al., arXiv 1810.04805) and the decoder GPT-2 with 124 M parameters (Radford et al., "Language Models are
// Unsupervised Multitask Learners", 2019).

#include "core/io/models/attention.h"
#include "core/io/models/feed_forward.h"
#include "core/io/models/language_model.h"
#include "core/io/models/model_kinds.h"
#include "core/io/models/norms.h"

namespace fusewright {
namespace {

constexpr std::array<std::string_view, 2> kPlaces{"after", "before"};
constexpr std::array<std::string_view, 2> kActivations{"relu", "gelu"};

constexpr ModelParameter kLayers{.name = "layers", .fallback = 12, .maximum = 1024, .meaning = "layers of the stack"};
constexpr ModelParameter kHeads{.name = "heads", .fallback = 12, .maximum = 1 << 12, .meaning = "heads of attention"};
constexpr ModelParameter kHeadSize{.name = "head-size",
                                   .unit = "channels",
                                   .fallback = 64,
                                   .maximum = 1 << 12,
                                   .meaning = "channels of each; d-model is heads * head-size"};
constexpr ModelParameter kInner{
    .name = "d-ff", .unit = "channels", .fallback = 3072, .meaning = "inner width of the feed-forward layer"};
constexpr ModelParameter kActivation{.name = "activation",
                                     .fallback = 1,
                                     .minimum = 0,
                                     .maximum = 1,
                                     .meaning = "activation of the feed-forward layer",
                                     .choices = kActivations};

constexpr ModelParameter norms(std::int64_t fallback) {
  return {.name = "norm",
          .fallback = fallback,
          .minimum = 0,
          .maximum = 1,
          .meaning = "whether normalisation comes after each residual addition or before each part",
          .choices = kPlaces};
}

constexpr ModelParameter positionsUpTo(std::int64_t fallback) {
  return tokens("positions", fallback, 1, "longest context, rows of the table of positions");
}

constexpr std::array kEncoderParameters{kLayers,
                                        kHeads,
                                        kHeadSize,
                                        kInner,
                                        kActivation,
                                        norms(0),
                                        vocabularyOf(30522),
                                        positionsUpTo(512),
                                        ModelParameter{.name = "segments",
                                                       .fallback = 2,
                                                       .minimum = 0,
                                                       .maximum = 1 << 10,
                                                       .meaning = "kinds of segments that have an embedding; 0: none"},
                                        kSequence,
                                        kBits,
                                        kBatch};
constexpr std::array kDecoderParameters{
    kLayers,
    kHeads,
    kHeadSize,
    kInner,
    kActivation,
    norms(1),
    vocabularyOf(50257),
    positionsUpTo(1024),
    tokens("memory-len", 0, 0, "tokens of an encoder that each layer also attends to; 0: there is none"),
    kPhase,
    kSequence,
    kPast,
    kBits,
    kBatch};

/// Layers of one kind, one after the other.
class StackWriter {
 public:
  StackWriter(const std::string& graph, const ModelParameters& parameters)
      : parameters_(parameters),
        write_(graph, static_cast<int>(parameters.at("bits"))),
        options_{.heads = parameters.at("heads"),
                 .kvHeads = parameters.at("heads"),
                 .headSize = parameters.at("head-size"),
                 .biases = true} {}

  std::string encoder() {
    const std::int64_t length = parameters_.at("seq-len");
    const EmbeddedTokens ends = embedded({.fresh = length});
    Value stream = ends.stream;
    if (ends.table && !normFirst()) stream = layerNorm(write_, "/embeddings/norm", stream);
    for (std::int64_t layer = 0; layer < parameters_.at("layers"); ++layer) {
      const std::string name = fmt::format("/layers/layers.{}", layer);
      stream = addPart(name + "/attention", stream, options_);
      stream = addFeedForward(name + "/feed_forward", stream);
    }
    if (normFirst()) stream = layerNorm(write_, "/norm_final", stream);
    write_.output(stream);
    if (ends.table) addPooler(stream);
    return write_.model().serialise();
  }

  std::string decoder(const TokenCounts& tokens) {
    const EmbeddedTokens ends = embedded(tokens);
    options_.past = tokens.past;
    options_.cache = CacheUse::Out;
    if (tokens.fresh > 1) options_.mask = causalMask(write_, tokens);
    const auto memory = memoryOptions();
    Value stream = ends.stream;
    for (std::int64_t layer = 0; layer < parameters_.at("layers"); ++layer) {
      const std::string name = fmt::format("/layers/layers.{}", layer);
      stream = addPart(name + "/attention", stream, options_);
      if (memory) stream = addPart(name + "/memory_attention", stream, *memory);
      stream = addFeedForward(name + "/feed_forward", stream);
    }
    if (normFirst()) stream = layerNorm(write_, "/norm_final", stream);
    if (ends.table)
      addScores(write_, stream, *ends.table);
    else
      write_.output(stream);
    return write_.model().serialise();
  }

 private:
  [[nodiscard]] bool normFirst() const { return parameters_.at("norm") == 1; }
  [[nodiscard]] std::int64_t width() const { return options_.heads * options_.headSize; }

  /// Embeddings of words, positions and segments added up; without a vocabulary they come from outside.
  EmbeddedTokens embedded(const TokenCounts& tokens) {
    const Sizes shape{parameters_.at("batch"), tokens.fresh, width()};
    EmbeddedTokens ends = embedTokens(write_, parameters_.at("vocabulary"), shape);
    if (!ends.table) return ends;
    const Value positions = learnedPositions(write_, parameters_.at("positions"), tokens.past, tokens.fresh, width());
    ends.stream = write_.elementwise("Add", "/embeddings/Add", {ends.stream, positions});
    const auto segments = parameters_.find("segments");
    if (segments == parameters_.end() || segments->second == 0) return ends;
    const Value kinds = write_.numbers("token_type_ids", {shape[0], shape[1]});
    const Value table = write_.weight("embed_segments.weight", {segments->second, width()});
    const Value rows = write_.gather("/embed_segments/Gather", table, kinds);
    ends.stream = write_.elementwise("Add", "/embeddings/Add_1", {ends.stream, rows});
    return ends;
  }

  /// How the layers attend to an encoder: its keys and values are made when the sequence is read, and kept.
  std::optional<AttentionOptions> memoryOptions() {
    const std::int64_t length = parameters_.at("memory-len");
    if (length == 0) return std::nullopt;
    AttentionOptions options = options_;
    options.mask.reset();
    options.onlyCached = decodes(parameters_);
    options.past = options.onlyCached ? length : 0;
    if (!options.onlyCached) options.memory = write_.input("memory", {parameters_.at("batch"), length, width()});
    return options;
  }

  Value addPart(const std::string& name, const Value& input, const AttentionOptions& options) {
    return residual(name, input, [&](const Value& inner) { return attention(write_, name, inner, options); });
  }

  Value addFeedForward(const std::string& name, const Value& input) {
    const Activation activation = parameters_.at("activation") == 0 ? Activation::Relu : Activation::Gelu;
    return residual(name, input, [&](const Value& inner) {
      return feedForward(write_, name, inner, parameters_.at("d-ff"), activation);
    });
  }

  template <typename Part>
  Value residual(const std::string& name, const Value& input, const Part& part) {
    const Value made = part(normFirst() ? layerNorm(write_, name + "/norm", input) : input);
    const Value sum = write_.elementwise("Add", name + "/residual/Add", {input, made});
    return normFirst() ? sum : layerNorm(write_, name + "/norm", sum);
  }

  /// What BERT makes of the first token for a whole sequence.
  void addPooler(const Value& stream) {
    const Value first = write_.slice("/pooler/Slice", stream, 1, 0, 1);
    write_.output(write_.elementwise("Tanh", "/pooler/Tanh", {projectWithBias(write_, "/pooler", first, width())}));
  }

  const ModelParameters& parameters_;
  LayerWriter write_;
  AttentionOptions options_;
};

Result<std::string> buildEncoder(const ModelParameters& parameters) {
  const TokenCounts tokens{.fresh = parameters.at("seq-len")};
  if (auto fits = checkPositions(tokens, parameters.at("positions")); !fits) return tl::make_unexpected(fits.error());
  return StackWriter("transformer_encoder", parameters).encoder();
}

Result<std::string> buildDecoder(const ModelParameters& parameters) {
  const TokenCounts tokens = tokenCounts(parameters);
  if (auto fits = checkPositions(tokens, parameters.at("positions")); !fits) return tl::make_unexpected(fits.error());
  return StackWriter("transformer_decoder", parameters).decoder(tokens);
}

}  // namespace

const ModelKind kTransformerEncoder{"transformer-encoder",
                                    "Encoder of a transformer with its embeddings; BERT-base unless told otherwise",
                                    kEncoderParameters, buildEncoder};
const ModelKind kTransformerDecoder{
    "transformer-decoder",
    "Decoder of a transformer, prefill or decode, with or without an encoder to attend to; GPT-2 unless told otherwise",
    kDecoderParameters, buildDecoder};

}  // namespace fusewright
