// Mamba-2 (Dao, Gu, "Transformers are SSMs", arXiv 2405.21060, section 7 and figure 6).

#include <algorithm>

#include "core/io/models/feed_forward.h"
#include "core/io/models/language_model.h"
#include "core/io/models/mamba2_scan.h"
#include "core/io/models/model_kinds.h"
#include "core/io/models/norms.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{
    ModelParameter{.name = "layers", .fallback = 1, .maximum = 1024, .meaning = "blocks one after the other"},
    ModelParameter{.name = "d-model", .unit = "channels", .fallback = 2560, .meaning = "width of the model"},
    ModelParameter{.name = "expand", .fallback = 2, .maximum = 64, .meaning = "inner width over width"},
    ModelParameter{.name = "head-size",
                   .unit = "channels",
                   .fallback = 64,
                   .maximum = 1 << 12,
                   .meaning = "channels of a head (P); divides the inner width"},
    ModelParameter{.name = "groups",
                   .fallback = 1,
                   .maximum = 1 << 10,
                   .meaning = "groups of heads that share B and C; divides their number"},
    ModelParameter{.name = "d-state", .fallback = 128, .maximum = 1 << 14, .meaning = "size of the state (N)"},
    ModelParameter{
        .name = "d-conv", .unit = "taps", .fallback = 4, .maximum = 63, .meaning = "taps of the convolution"},
    tokens("chunk", 256, 1, "tokens of a chunk; divides seq-len unless it is longer"),
    vocabularyOf(0),
    kPhase,
    kSequence,
    kBits,
    kBatch};

/// Sizes of a block.
struct BlockSizes {
  std::int64_t batch, tokens, width, inner, taps;
  ScanSizes scan;

  explicit BlockSizes(const ModelParameters& parameters)
      : batch(parameters.at("batch")),
        tokens(decodes(parameters) ? 1 : parameters.at("seq-len")),
        width(parameters.at("d-model")),
        inner(width * parameters.at("expand")),
        taps(parameters.at("d-conv")),
        scan{.groups = parameters.at("groups"),
             .headsPerGroup = inner / parameters.at("head-size") / parameters.at("groups"),
             .headSize = parameters.at("head-size"),
             .states = parameters.at("d-state")} {}

  [[nodiscard]] std::int64_t heads() const { return scan.groups * scan.headsPerGroup; }
  [[nodiscard]] std::int64_t shared() const { return scan.groups * scan.states; }
  /// Channels that the convolution runs over: x, B and C.
  [[nodiscard]] std::int64_t convolved() const { return inner + 2 * shared(); }
};

std::int64_t chunkLength(const ModelParameters& parameters) {
  return std::min(parameters.at("chunk"), parameters.at("seq-len"));
}

Result<void> check(const ModelParameters& parameters) {
  const std::int64_t inner = parameters.at("d-model") * parameters.at("expand");
  const std::int64_t headSize = parameters.at("head-size");
  const std::int64_t length = parameters.at("seq-len");
  if (inner % headSize != 0)
    return unsuited("head-size", fmt::format("{} does not divide the inner width of {}", headSize, inner),
                    fmt::format("give a divisor of {} from 1 to {}", inner, std::min<std::int64_t>(inner, 1 << 12)));
  if (inner / headSize % parameters.at("groups") != 0)
    return unsuited("groups", fmt::format("{} does not divide the {} heads", parameters.at("groups"), inner / headSize),
                    fmt::format("give a divisor of {} from 1 to {}", inner / headSize, inner / headSize));
  if (!decodes(parameters) && length % chunkLength(parameters) != 0)
    return unsuited("chunk", fmt::format("{} does not divide the {} tokens", parameters.at("chunk"), length),
                    fmt::format("give a divisor of {} from 1 to {}", length, length));
  return {};
}

class Mamba2Writer {
 public:
  explicit Mamba2Writer(const ModelParameters& parameters)
      : parameters_(parameters), sizes_(parameters), write_("mamba2", static_cast<int>(parameters.at("bits"))) {}

  std::string write() {
    const auto ends = embedTokens(write_, parameters_.at("vocabulary"), {sizes_.batch, sizes_.tokens, sizes_.width});
    if (!decodes(parameters_)) masks_ = chunkMasks();
    Value stream = ends.stream;
    for (std::int64_t layer = 0; layer < parameters_.at("layers"); ++layer)
      stream = addBlock(fmt::format("/layers.{}", layer), stream);
    if (!ends.table) {
      write_.output(stream);
    } else {
      addScores(write_, rmsNorm(write_, "/norm_final", stream), *ends.table);
    }
    return write_.model().serialise();
  }

 private:
  ChunkMasks chunkMasks() {
    const std::int64_t length = chunkLength(parameters_);
    const std::int64_t chunks = sizes_.tokens / length;
    ChunkMasks masks{.tokens = write_.mask("token_mask", {length, length})};
    if (chunks > 1) masks.chunks = write_.mask("chunk_mask", {chunks, chunks});
    return masks;
  }

  /// The causal convolution of x, B and C, and its activation. One step takes the tokens before it from the input
  /// "<name>.window"; the last of them are a result, for the next step.
  Value convolved(const std::string& name, const Value& input) {
    Value window = write_.transpose(name + "/Transpose", input, {0, 2, 1});
    const std::int64_t before = sizes_.taps - 1;
    const bool steps = decodes(parameters_);
    if (steps && before > 0) {
      const Value earlier = write_.input(name + ".window", {sizes_.batch, sizes_.convolved(), before});
      window = write_.concat(name + "/Concat", {earlier, window}, 2);
    }
    if (before > 0 && window.shape[2] >= before)
      write_.output(write_.slice(name + "/window/Slice", window, 2, window.shape[2] - before, window.shape[2]));
    const Value sums = write_.convAlongTokens(name, window, sizes_.taps, steps ? 0 : before);
    return silu(write_, name + "/act", write_.transpose(name + "/Transpose_1", sums, {0, 2, 1}));
  }

  /// softplus(dt + bias).
  Value stepSizes(const std::string& name, const Value& input) {
    const Value bias = write_.weight(name + "/dt.bias", {sizes_.heads()});
    return write_.elementwise("Softplus", name + "/dt/Softplus",
                              {write_.elementwise("Add", name + "/dt/Add", {input, bias})});
  }

  /// The scan, and x * D beside it.
  Value scanned(const std::string& name, const ScanInputs& inputs) {
    const ScanResults results = decodes(parameters_)
                                    ? scanOneStep(write_, name + "/ssd", inputs, sizes_.scan)
                                    : scanInChunks(write_, name + "/ssd", inputs, sizes_.scan, *masks_);
    write_.output(results.state);
    const Sizes byHeads{sizes_.batch, sizes_.tokens, sizes_.heads(), sizes_.scan.headSize};
    const Value heads = write_.reshape(name + "/x_heads", inputs.x, byHeads);
    const Value direct =
        write_.einsum(name + "/D_x/Einsum", "blhp,h->blhp", {heads, write_.weight(name + ".D", {sizes_.heads()})});
    const Value flat = write_.reshape(name + "/D_x", direct, inputs.x.shape);
    return write_.elementwise("Add", name + "/Add", {results.y, flat});
  }

  Value addBlock(const std::string& name, const Value& input) {
    const Value wide = project(write_, name + "/in_proj", rmsNorm(write_, name + "/norm", input),
                               sizes_.inner + sizes_.convolved() + sizes_.heads());
    const auto parts = write_.split(name + "/Split", wide, -1, {sizes_.inner, sizes_.convolved(), sizes_.heads()});
    const Value mixed = convolved(name + "/conv1d", parts[1]);
    const auto xbc = write_.split(name + "/Split_1", mixed, -1, {sizes_.inner, sizes_.shared(), sizes_.shared()});
    const Value decay = write_.weight(name + ".A", {sizes_.scan.groups, sizes_.scan.headsPerGroup});
    const Value y =
        scanned(name, {.x = xbc[0], .dt = stepSizes(name, parts[2]), .b = xbc[1], .c = xbc[2], .decay = decay});
    const Value gate = silu(write_, name + "/gate", parts[0]);
    const Value gated = write_.elementwise("Mul", name + "/Mul", {y, gate});
    const Value narrow =
        project(write_, name + "/out_proj", rmsNorm(write_, name + "/norm_gated", gated), sizes_.width);
    return write_.elementwise("Add", name + "/residual/Add", {narrow, input});
  }

  const ModelParameters& parameters_;
  BlockSizes sizes_;
  LayerWriter write_;
  std::optional<ChunkMasks> masks_;
};

Result<std::string> build(const ModelParameters& parameters) {
  if (auto suits = check(parameters); !suits) return tl::make_unexpected(suits.error());
  return Mamba2Writer(parameters).write();
}

}  // namespace

const ModelKind kMamba2{"mamba2",
                        "Blocks of Mamba-2, their state-space model in chunks over a sequence, or one step of it",
                        kParameters, build};

}  // namespace fusewright
