#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/io/models/common_parameters.h"
#include "core/io/models/layer_writer.h"

namespace fusewright {

// Both ends of a language model.

inline constexpr ModelParameter vocabularyOf(std::int64_t fallback) {
  return {.name = "vocabulary",
          .unit = "words",
          .fallback = fallback,
          .minimum = 0,
          .meaning = "rows of the table of embeddings and scores that are made; 0: neither is part of the model"};
}

/// Embeddings of tokens, and the table that they came from.
struct EmbeddedTokens {
  Value stream;                ///< [batch, tokens, channels]
  std::optional<Value> table;  ///< [vocabulary, channels]; none without a vocabulary
};

/// Rows of the table "embed_tokens.weight" for the input "input_ids"; without a vocabulary the input "embeddings".
/// `shape` is [batch, tokens, channels].
[[nodiscard]] EmbeddedTokens embedTokens(LayerWriter& write, std::int64_t vocabulary, const Sizes& shape);

/// A score for each row of `table` [vocabulary, channels]: the model's result "/lm_head/Einsum_output_0".
void addScores(LayerWriter& write, const Value& stream, const Value& table);

/// The causal mask over a context, as the input "causal_mask" [tokens, context].
[[nodiscard]] Value causalMask(LayerWriter& write, const TokenCounts& tokens);

/// Rows [first, first + tokens) of a table "positions" of `rows` rows, [tokens, channels].
[[nodiscard]] Value learnedPositions(LayerWriter& write, std::int64_t rows, std::int64_t first, std::int64_t tokens,
                                     std::int64_t channels);

/// An Error unless `tokens` fit a table of `rows` positions; 0 rows are always enough.
[[nodiscard]] Result<void> checkPositions(const TokenCounts& tokens, std::int64_t rows);

}  // namespace fusewright
