#pragma once

#include <string>

#include "core/io/models/layer_writer.h"

namespace fusewright {

/// Layer normalisation over the last axis, written out: (x - mean) / sqrt(variance + epsilon) * weight + bias.
/// Source: Ba, Kiros, Hinton, arXiv 1607.06450, equations 3 and 4.
[[nodiscard]] Value layerNorm(LayerWriter& write, const std::string& name, const Value& input);

/// Root-mean-square normalisation over the last axis, written out: x / sqrt(mean(x^2) + epsilon) * weight.
/// Source: Zhang, Sennrich, arXiv 1910.07467, equation 4.
[[nodiscard]] Value rmsNorm(LayerWriter& write, const std::string& name, const Value& input);

}  // namespace fusewright
