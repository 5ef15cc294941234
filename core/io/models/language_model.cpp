#include "core/io/models/language_model.h"

namespace fusewright {

EmbeddedTokens embedTokens(LayerWriter& write, std::int64_t vocabulary, const Sizes& shape) {
  if (vocabulary == 0) return {.stream = write.input("embeddings", shape), .table = {}};
  const Value words = write.numbers("input_ids", {shape[0], shape[1]});
  const Value table = write.weight("embed_tokens.weight", {vocabulary, shape[2]});
  return {.stream = write.gather("/embed_tokens/Gather", table, words), .table = table};
}

void addScores(LayerWriter& write, const Value& stream, const Value& table) {
  write.output(write.einsum("/lm_head/Einsum", "bld,vd->blv", {stream, table}));
}

Value causalMask(LayerWriter& write, const TokenCounts& tokens) {
  return write.mask("causal_mask", {tokens.fresh, tokens.context()});
}

Value learnedPositions(LayerWriter& write, std::int64_t rows, std::int64_t first, std::int64_t tokens,
                       std::int64_t channels) {
  return write.slice("/positions/Slice", write.weight("positions", {rows, channels}), 0, first, first + tokens);
}

Result<void> checkPositions(const TokenCounts& tokens, std::int64_t rows) {
  if (rows == 0 || tokens.context() <= rows) return {};
  return unsuited(
      "seq-len", fmt::format("{} tokens with those before them are more than the {} positions", tokens.context(), rows),
      fmt::format("give at most {} tokens in all, or more --positions", rows));
}

}  // namespace fusewright
