#pragma once

#include <cstdint>
#include <string>

#include "core/io/models/layer_writer.h"

namespace fusewright {

enum class Activation : std::uint8_t { Relu, Gelu };

/// down(activation(up(x))), both with bias, `inner` channels wide inside. Source: Vaswani et al., arXiv 1706.03762,
/// equation 2.
[[nodiscard]] Value feedForward(LayerWriter& write, const std::string& name, const Value& input, std::int64_t inner,
                                Activation activation);

/// down(silu(gate(x)) * up(x)) without biases. Source: Shazeer, arXiv 2002.05202, equation 6.
[[nodiscard]] Value gatedFeedForward(LayerWriter& write, const std::string& name, const Value& input,
                                     std::int64_t inner);

/// x * sigmoid(x), as the layers "<name>/Sigmoid" and "<name>/Mul".
[[nodiscard]] Value silu(LayerWriter& write, const std::string& name, const Value& input);

/// x / 2 * (1 + erf(x / sqrt(2))), written out. Source: Hendrycks, Gimpel, arXiv 1606.08415, section 2.
[[nodiscard]] Value gelu(LayerWriter& write, const std::string& name, const Value& input);

}  // namespace fusewright
