#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/onnx_graph.h"

namespace fusewright {

/// Shapes of the outputs of `node` for operators where libonnx 1.12 knows none or a wrong one: Einsum, the scan `SSM`
/// (METHOD A1), LSTM and its kin, reductions with axes as input (opset 18), Split in unequal parts. `graph` holds the
/// inputs. None: ask libonnx.
[[nodiscard]] std::optional<std::vector<std::vector<std::int64_t>>> shapesByRule(const OnnxGraph& graph,
                                                                                 const OnnxNode& node);

/// Whether libonnx may be asked about `node`. Its inference for operators with a sliding window (Conv, ConvTranspose,
/// pooling) reads past the end of tensors and attributes whose ranks disagree, that of some (Gemm, LSTM, STFT) axes
/// that are not there, that for LayerNormalization before the beginning if its axis is none, and all of it divides by
/// products of attributes, so those are checked before.
[[nodiscard]] bool isSafeForLibrary(const OnnxGraph& graph, const OnnxNode& node);

/// For operators that libonnx does not know at all: the shape that all inputs broadcast to, if they do.
[[nodiscard]] std::optional<std::vector<std::int64_t>> broadcastShape(const OnnxGraph& graph, const OnnxNode& node);

/// The axes that a reduction (ReduceMean, ..., ArgMax) removes, ascending: by attribute or by input.
[[nodiscard]] std::vector<std::size_t> reducedAxes(const OnnxGraph& graph, const OnnxNode& node, std::size_t rank);

/// Whether those axes are known when reading; an input may compute them.
[[nodiscard]] bool knowsReducedAxes(const OnnxGraph& graph, const OnnxNode& node);

/// Whether `node` is of the family of reductions.
[[nodiscard]] bool isReduction(const OnnxNode& node);

/// Whether `node` is the scan of METHOD A1: op type SSM with four inputs, in whatever custom domain.
[[nodiscard]] bool isScan(const OnnxNode& node);

}  // namespace fusewright
