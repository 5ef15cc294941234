#include "core/io/onnx/lower/operator_table.h"

#include <algorithm>
#include <map>

#include "core/io/onnx/shape_rules.h"

namespace fusewright {
namespace {

using Table = std::map<std::string_view, OperatorTraits>;

/// Gives every word of `operations` the same traits.
void addAll(Table& table, std::string_view operations, OperatorTraits traits) {
  while (!operations.empty()) {
    const std::size_t end = std::min(operations.find(' '), operations.size());
    if (end > 0) table.emplace(operations.substr(0, end), traits);
    operations.remove_prefix(std::min(end + 1, operations.size()));
  }
}

Table elementwiseOperators() {
  Table table;
  addAll(table, "Exp", {lowerElementwise, OperatorClass::Elementwise, 4});
  addAll(table, "Sigmoid Silu SiLU Swish", {lowerElementwise, OperatorClass::Activation, 4});
  addAll(table,
         "Relu LeakyRelu PRelu Elu Selu Celu ThresholdedRelu HardSigmoid HardSwish Tanh Softsign Gelu FastGelu "
         "QuickGelu BiasGelu Mish Clip Erf Shrink",
         {lowerElementwise, OperatorClass::Activation, 1});
  addAll(table,
         "Add Mul Div Pow Mod Max Min Mean Sum Abs Neg Sign Sqrt Reciprocal Log Floor Ceil Round Sin Cos Tan Asin Acos "
         "Atan Sinh Cosh Asinh Acosh Atanh Not And Or Xor Equal Greater GreaterOrEqual Less LessOrEqual IsNaN IsInf "
         "BitShift BitwiseAnd BitwiseOr BitwiseXor BitwiseNot",
         {lowerElementwise, OperatorClass::Elementwise, 1});
  addAll(table, "BatchNormalization", {lowerChannelwise, OperatorClass::Normalisation, 1});
  addAll(table, "QuantizeLinear DequantizeLinear Cast CastLike", {lowerPrecision, OperatorClass::Elementwise, 1});
  // What the study's models contain beyond METHOD A1's list of costed operators; its published totals leave them out.
  addAll(table, "Softplus", {lowerFree, OperatorClass::Activation, 1});
  addAll(table, "Sub Where", {lowerFree, OperatorClass::Elementwise, 1});
  return table;
}

Table combiningOperators() {
  Table table;
  addAll(table, "MatMul MatMulInteger QLinearMatMul", {lowerMatMul, OperatorClass::Contraction, 1});
  addAll(table, "Gemm", {lowerGemm, OperatorClass::Contraction, 1});
  addAll(table, "Einsum", {lowerEinsum, OperatorClass::Contraction, 1});
  addAll(table, "Conv ConvInteger QLinearConv", {lowerConv, OperatorClass::Convolution, 1});
  addAll(table, "ConvTranspose", {lowerConvTranspose, OperatorClass::Convolution, 1});
  addAll(table, "DeformConv", {lowerDeformConv, OperatorClass::Convolution, 1});
  addAll(table, "RoiAlign MaxRoiPool GridSample", {lowerSampling, OperatorClass::Pooling, 1});
  addAll(table, "MaxPool AveragePool LpPool GlobalMaxPool GlobalAveragePool GlobalLpPool",
         {lowerPooling, OperatorClass::Pooling, 1});
  addAll(table,
         "ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp "
         "ReduceSumSquare ArgMax ArgMin",
         {lowerReduction, OperatorClass::Reduction, 1});
  addAll(table, "CumSum", {lowerCumSum, OperatorClass::Recurrence, 1});
  addAll(table, "LSTM GRU RNN", {lowerRecurrent, OperatorClass::Recurrence, 1});
  addAll(table, "Softmax LogSoftmax Hardmax", {lowerSoftmax, OperatorClass::Normalisation, 1});
  addAll(table,
         "LayerNormalization RMSNormalization SimplifiedLayerNormalization SkipLayerNormalization "
         "SkipSimplifiedLayerNormalization InstanceNormalization MeanVarianceNormalization LpNormalization",
         {lowerNormalisation, OperatorClass::Normalisation, 1});
  addAll(table, "LRN", {lowerLocalResponse, OperatorClass::Normalisation, 1});
  addAll(table, "GroupNormalization", {lowerGroupNormalisation, OperatorClass::Normalisation, 1});
  return table;
}

Table layoutOperators() {
  Table table;
  addAll(table,
         "Identity Dropout Reshape Flatten Squeeze Unsqueeze Transpose Slice Split Concat Gather "
         "GatherElements GatherND ScatterElements ScatterND Scatter Expand Shape "
         "Size ConstantOfShape Range Constant NonZero OneHot Compress EyeLike Trilu Resize Upsample ReverseSequence "
         "RandomNormal RandomUniform",
         {lowerLayout, OperatorClass::Layout, 1});
  addAll(table, "DepthToSpace SpaceToDepth", {lowerDepthToSpace, OperatorClass::Layout, 1});
  addAll(table, "Tile", {lowerTile, OperatorClass::Layout, 1});
  addAll(table, "Pad", {lowerPad, OperatorClass::Layout, 1});
  return table;
}

const Table& knownOperators() {
  static const Table kTable = [] {
    Table table = elementwiseOperators();
    table.merge(combiningOperators());
    table.merge(layoutOperators());
    return table;
  }();
  return kTable;
}

}  // namespace

OperatorTraits operatorTraits(std::string_view domain, std::string_view operation) {
  const bool standard = domain.empty() || domain == "com.microsoft";
  const auto found = standard ? knownOperators().find(operation) : knownOperators().end();
  return found == knownOperators().end() ? OperatorTraits{} : found->second;
}

LoweringRule loweringRule(const OnnxNode& node) {
  return isScan(node) ? lowerScan : operatorTraits(node.domain, node.operation).rule;
}

}  // namespace fusewright
