#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/onnx/onnx_graph.h"
#include "core/io/onnx_reader.h"
#include "core/io/operators/operator_description.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Loop names of the axes of a tensor, one per axis; empty if they are not known (METHOD A1: layers without letters of
/// their own take those of the tensor they read).
using AxisNames = std::vector<std::string>;

/// One node and all that may decide how it becomes layers. Rules only read it.
struct LoweringSite {
  const OnnxGraph& graph;
  const OnnxNode& node;
  const Workload& workload;                 ///< what earlier nodes became
  const std::vector<AxisNames>& axisNames;  ///< by TensorId
  PrecisionDefaults precision = {};
  std::vector<std::optional<TensorId>> inputs = {};  ///< by input of the node; none where left out or empty
  std::vector<std::optional<TensorId>> outputs = {};

  [[nodiscard]] const Tensor& tensor(TensorId id) const { return workload.tensor(id); }
  /// Id of the first of Lowered::tensors.
  [[nodiscard]] std::size_t firstTensor() const { return workload.tensors.size(); }
  /// Id of the first of Lowered::layers.
  [[nodiscard]] std::size_t firstLayer() const { return workload.layers.size(); }
};

/// How many bits an element of a tensor has from now on.
struct StoredBits {
  TensorId tensor;
  int bits = 32;

  friend bool operator==(const StoredBits&, const StoredBits&) = default;
};

/// What a node becomes: layers in order, and the tensors between them.
struct Lowered {
  std::vector<Layer> layers;
  std::vector<Tensor> tensors;
  std::vector<Warning> warnings;
  std::vector<StoredBits> precisions = {};  ///< of tensors that do not have those of what is written into them

  friend bool operator==(const Lowered&, const Lowered&) = default;
};

/// A rule that turns a node into layers. Errors: inputs that do not fit the operator; they name the node.
using LoweringRule = Result<Lowered> (*)(const LoweringSite& site);

/// The rule for an operator; the one that costs by traffic for operators that are not known.
[[nodiscard]] LoweringRule loweringRule(const OnnxNode& node);

// The rules, one family a file.
[[nodiscard]] Result<Lowered> lowerElementwise(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerChannelwise(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerMatMul(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerGemm(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerEinsum(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerConv(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerConvTranspose(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerDeformConv(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerSampling(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerPooling(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerReduction(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerNormalisation(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerLocalResponse(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerGroupNormalisation(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerSoftmax(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerScan(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerRecurrent(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerCumSum(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerFree(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerPrecision(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerLayout(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerDepthToSpace(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerTile(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerPad(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerFolded(const LoweringSite& site);
[[nodiscard]] Result<Lowered> lowerByTraffic(const LoweringSite& site);
/// For operators that the user describes; not in the table, and before all that is.
[[nodiscard]] Result<Lowered> lowerDescribed(const LoweringSite& site,
                                             std::span<const OperatorDescription> descriptions);

// What the rules share.

/// Whether input number `index` is given and made by an earlier node (METHOD A1, "Constant operands"). What was
/// computed when reading counts as constant, and so does a constant of another number of bits.
[[nodiscard]] bool fromPredecessor(const LoweringSite& site, std::size_t index);

/// Bits per element of the three operands (METHOD A1, "Precision"). `i` and `w` are inputs of the node; `o` is that of
/// unfinished sums.
struct OperandPrecisions {
  int i = 32;
  int w = 32;
  int o = 32;
};
[[nodiscard]] OperandPrecisions operandPrecisions(const LoweringSite& site, std::size_t i,
                                                  std::optional<std::size_t> w);

/// Bits per element of what the node leaves behind, if it or the defaults say so: finished sums are activations.
[[nodiscard]] std::optional<int> finishedPrecision(const LoweringSite& site);

/// Names for the axes of a tensor of `rank` axes that a layer without letters of its own runs over: of rank four and
/// up those of `like`, if known; else K; D,K; B,L,D; B,H,D,K; ... (METHOD A1 and the published tool's loops).
[[nodiscard]] AxisNames loopNames(const LoweringSite& site, std::size_t rank, TensorId like);

/// Loops of those names and sizes.
[[nodiscard]] std::vector<LoopDim> loopsOver(const AxisNames& names, const std::vector<std::int64_t>& sizes);

/// An operand whose axis number a is indexed by loop number `dims[a]`; where the tensor has size 1 and the loop more,
/// the axis is a broadcast one.
[[nodiscard]] Operand alignedOperand(const LoweringSite& site, OperandRole role, TensorId tensor, int precision,
                                     const std::vector<int>& dims, const std::vector<LoopDim>& loops);

/// The same for a tensor whose last axes follow the last of the first `rank` loops. None if a size fits neither.
[[nodiscard]] std::optional<Operand> trailingOperand(const LoweringSite& site, OperandRole role, TensorId tensor,
                                                     int precision, std::size_t rank,
                                                     const std::vector<LoopDim>& loops);

/// The one-element constant that stands in for a missing W.
[[nodiscard]] Operand missingOperand(int precision);

/// A layer of `site`'s node with nothing but its name, operator and class.
[[nodiscard]] Layer emptyLayer(const LoweringSite& site, LayerKind kind, OperatorClass operatorClass);

/// Inputs of the node from number `first` on that earlier nodes make and that fit the first `rank` loops: METHOD A does
/// not bill them, but the layer waits for them. Constant ones (bias) are left out: its loop nests know no third
/// operand.
[[nodiscard]] std::vector<Operand> furtherInputs(const LoweringSite& site, std::size_t first, std::size_t rank,
                                                 const std::vector<LoopDim>& loops);

/// `lowered` with its layers waiting for all of the node's first input along `axes`, whatever part of it they read: a
/// routing layer comes first. For layers without families.
[[nodiscard]] Lowered behindBarrier(const LoweringSite& site, Lowered lowered, const std::vector<std::size_t>& axes);

/// Elements that a Pad puts before each axis, then those after each axis, if known when reading.
[[nodiscard]] std::optional<std::vector<std::int64_t>> knownPads(const LoweringSite& site);

/// The one layer of `lowered` as one that METHOD A lets cost nothing: dependencies pass through it, axis by axis.
[[nodiscard]] Result<Lowered> asFree(const LoweringSite& site, Result<Lowered> lowered);

/// An Error about `site`'s node.
[[nodiscard]] tl::unexpected<Error> unfit(const LoweringSite& site, std::string what);

}  // namespace fusewright
