#pragma once

#include <optional>
#include <string>

#include "core/io/models/layer_writer.h"

namespace fusewright {

/// What the scan of Mamba-2 works on. Heads are counted as `groups` x heads that share B and C.
struct ScanInputs {
  Value x;      ///< [batch, tokens, channels]
  Value dt;     ///< step sizes, [batch, tokens, heads]
  Value b;      ///< into the state, [batch, tokens, groups * states]
  Value c;      ///< out of the state, likewise
  Value decay;  ///< A, [groups, heads of a group], negative
};

struct ScanSizes {
  std::int64_t groups = 1;
  std::int64_t headsPerGroup = 1;
  std::int64_t headSize = 1;
  std::int64_t states = 1;
};

struct ScanResults {
  Value y;      ///< [batch, tokens, channels]
  Value state;  ///< after the last token, [batch, groups, heads of a group, head size, states]
};

/// Truth values that say which earlier tokens of a chunk, and which earlier chunks, are looked at. Chunks are counted
/// only if there are several.
struct ChunkMasks {
  Value tokens;                      ///< [tokens of a chunk, tokens of a chunk]
  std::optional<Value> chunks = {};  ///< [chunks, chunks]
};

/// The state-space model over a sequence in chunks: products of matrices within chunks, and a recurrence over chunks
/// that is a product of matrices too. Starts from a state of zeros.
/// Source: Dao, Gu, "Transformers are SSMs", arXiv 2405.21060, section 6 and listing 1.
[[nodiscard]] ScanResults scanInChunks(LayerWriter& write, const std::string& name, const ScanInputs& inputs,
                                       const ScanSizes& sizes, const ChunkMasks& masks);

/// One step of the same: state = exp(dt A) state + dt x B, y = C state; the state before it is the input
/// "<name>/state.first". Source: the same, equation 1 with the discretisation of section 2.1.
[[nodiscard]] ScanResults scanOneStep(LayerWriter& write, const std::string& name, const ScanInputs& inputs,
                                      const ScanSizes& sizes);

}  // namespace fusewright
