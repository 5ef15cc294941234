#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/io/models/layer_writer.h"

namespace fusewright {

/// Cosines and sines that rotate queries and keys, [tokens, head size] each. Source: Su et al., arXiv 2104.09864,
/// equation 34.
struct Rotation {
  Value cosines;
  Value sines;
};

/// What becomes of the keys and values that a layer makes.
enum class CacheUse : std::uint8_t {
  Kept,  ///< used here only
  Out,   ///< results of the model, for the next step
};

/// How attention is shaped.
struct AttentionOptions {
  std::int64_t heads = 1;     ///< of the queries
  std::int64_t kvHeads = 1;   ///< of keys and values; divides `heads`, of which equally many share one
  std::int64_t headSize = 1;  ///< channels of a head
  bool biases = false;        ///< on the four projections
  std::int64_t past = 0;      ///< tokens whose keys and values come as inputs "<name>/keys.cache" and "/values.cache"
  std::optional<Value> mask = {};  ///< which token may look at which, [tokens, context]
  std::optional<Rotation> rotation = {};
  std::optional<Value> memory = {};  ///< keys and values are made of this; none: of the input
  bool onlyCached = false;           ///< keys and values are those of the `past` tokens; none are made
  CacheUse cache = CacheUse::Kept;
};

/// Attention of many heads: softmax(Q K^T / sqrt(head size)) V of projections of `input` [batch, tokens, channels],
/// projected back to as many channels. Sources: Vaswani et al., arXiv 1706.03762, section 3.2; with fewer heads of keys
/// and values Ainslie et al., arXiv 2305.13245.
[[nodiscard]] Value attention(LayerWriter& write, const std::string& name, const Value& input,
                              const AttentionOptions& options);

}  // namespace fusewright
