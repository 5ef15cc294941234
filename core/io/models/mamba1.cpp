// One block of Mamba-1 as the study exports it: node names, value names, shapes and attributes are those of its files,
// so that mappings written for them fit (published study's artifact, arXiv 2504.17333).

#include "core/io/models/common_parameters.h"
#include "core/io/models/model_builder.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array kParameters{
    ModelParameter{.name = "d-model", .unit = "channels", .fallback = 2560, .meaning = "width of the model (D)"},
    ModelParameter{.name = "d-state", .fallback = 64, .meaning = "size of the state (N)"},
    kSequence,
    ModelParameter{
        .name = "d-conv", .unit = "taps", .fallback = 4, .maximum = 63, .meaning = "taps of the convolution (K)"},
    ModelParameter{.name = "expand", .fallback = 2, .maximum = 64, .meaning = "inner width over width (ED / D)"},
    ModelParameter{.name = "dt-rank",
                   .fallback = 0,
                   .minimum = 0,
                   .meaning = "rank of the step size (R); 0: d-model / 16, rounded up"},
    kBits,
    kBatch};

/// Sizes of the block, in the study's letters.
struct Mamba1Sizes {
  std::int64_t b, l, d, ed, n, r, k;
  int bits = 32;

  explicit Mamba1Sizes(const ModelParameters& parameters)
      : b(parameters.at("batch")),
        l(parameters.at("seq-len")),
        d(parameters.at("d-model")),
        ed(parameters.at("expand") * d),
        n(parameters.at("d-state")),
        r(parameters.at("dt-rank") > 0 ? parameters.at("dt-rank") : (d + 15) / 16),
        k(parameters.at("d-conv")),
        bits(static_cast<int>(parameters.at("bits"))) {}
};

class Mamba1Writer {
 public:
  explicit Mamba1Writer(const Mamba1Sizes& sizes) : sizes_(sizes), model_("mamba1", 14) {
    model_.importDomain("mylibrary", 1);
  }

  std::string write() {
    inputs();
    norm();
    projectionAndConvolution();
    parametersOfTheScan();
    scan();
    gateAndOutput();
    model_.output("55", tokens(sizes_.d));
    return model_.serialise();
  }

 private:
  [[nodiscard]] Sizes tokens(std::int64_t width) const { return {sizes_.b, sizes_.l, width}; }

  /// A node of one output "<name>_output_0" of that shape.
  NodeWriter layer(const std::string& operation, const std::string& name, const std::vector<std::string>& inputs,
                   const Sizes& shape) {
    model_.value(name + "_output_0", shape);
    return model_.node(operation, name, inputs, {name + "_output_0"});
  }

  NodeWriter einsum(const std::string& name, const std::string& equation, const std::vector<std::string>& inputs,
                    const Sizes& shape) {
    return layer("Einsum", name + "/Einsum", inputs, shape).text("equation", equation).precision(sizes_.bits);
  }

  void plain(const std::string& operation, const std::string& name, const std::vector<std::string>& inputs,
             const Sizes& shape) {
    layer(operation, name, inputs, shape).precision(sizes_.bits);
  }

  void inputs() {
    const auto& [b, l, d, ed, n, r, k, bits] = sizes_;
    model_.input("onnx::Pow_0", tokens(d));
    model_.input("A", {ed, n});
    model_.input("D", {ed});
    model_.input("conv1d.weight", {ed, 1, k});
    model_.input("conv1d.bias", {ed});
    model_.input("dt_proj.weight", {ed, r});
    model_.input("dt_proj.bias", {ed});
    model_.input("onnx::MatMul_56", {d, 2 * ed});
    model_.input("onnx::MatMul_57", {ed, r + 2 * n});
    model_.input("onnx::MatMul_58", {ed, d});
  }

  void norm() {
    const Sizes one = tokens(1);
    model_.scalar("/norm/Constant", "/norm/Constant_output_0", 2.0F);
    plain("Pow", "/norm/Pow", {"onnx::Pow_0", "/norm/Constant_output_0"}, tokens(sizes_.d));
    layer("ReduceMean", "/norm/ReduceMean", {"/norm/Pow_output_0"}, one)
        .integers("axes", {-1})
        .integer("keepdims", 1)
        .precision(sizes_.bits);
    plain("Sqrt", "/norm/Sqrt", {"/norm/ReduceMean_output_0"}, one);
    plain("Reciprocal", "/norm/Reciprocal", {"/norm/Sqrt_output_0"}, one);
    plain("Mul", "/norm/Mul", {"onnx::Pow_0", "/norm/Reciprocal_output_0"}, tokens(sizes_.d));
  }

  /// A Split of the last axis in parts of these sizes; outputs "<name>_output_<i>".
  void split(const std::string& name, const std::string& input, const std::string& sizesName, const Sizes& parts) {
    std::vector<std::string> outputs;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      outputs.push_back(name + "_output_" + std::to_string(part));
      model_.value(outputs.back(), tokens(parts[part]));
    }
    model_.node("Split", name, {input, sizesName}, outputs).integer("axis", -1).precision(sizes_.bits);
  }

  void transpose(const std::string& name, const std::string& input, const Sizes& shape) {
    layer("Transpose", name, {input}, shape).integers("perm", {0, 2, 1}).precision(sizes_.bits);
  }

  void projectionAndConvolution() {
    const auto& [b, l, d, ed, n, r, k, bits] = sizes_;
    plain("MatMul", "/in_proj/MatMul", {"/norm/Mul_output_0", "onnx::MatMul_56"}, tokens(2 * ed));
    model_.wholeNumbers("Constant_7", "onnx::Split_19", {ed, ed});
    split("/Split", "/in_proj/MatMul_output_0", "onnx::Split_19", {ed, ed});
    transpose("/Transpose", "/Split_output_0", {b, ed, l});
    layer("Conv", "/conv1d/Conv", {"/Transpose_output_0", "conv1d.weight", "conv1d.bias"}, {b, ed, l + k - 1})
        .integers("dilations", {1})
        .integer("group", ed)
        .integers("kernel_shape", {k})
        .integers("pads", {k - 1, k - 1})
        .integers("strides", {1})
        .precision(bits);
    transpose("/Transpose_1", "/conv1d/Conv_output_0", {b, l + k - 1, ed});
    model_.wholeNumbers("/Constant", "/Constant_output_0", {1});
    model_.wholeNumbers("/Constant_1", "/Constant_1_output_0", {0});
    model_.wholeNumbers("/Constant_2", "/Constant_2_output_0", {l});
    model_.wholeNumbers("/Constant_3", "/Constant_3_output_0", {1});
    plain("Slice", "/Slice",
          {"/Transpose_1_output_0", "/Constant_1_output_0", "/Constant_2_output_0", "/Constant_output_0",
           "/Constant_3_output_0"},
          tokens(ed));
    plain("Sigmoid", "/act/Sigmoid", {"/Slice_output_0"}, tokens(ed));
    plain("Mul", "/act/Mul", {"/Slice_output_0", "/act/Sigmoid_output_0"}, tokens(ed));
  }

  void parametersOfTheScan() {
    const auto& [b, l, d, ed, n, r, k, bits] = sizes_;
    const Sizes states{b, l, ed, n};
    plain("MatMul", "/x_proj/MatMul", {"/act/Mul_output_0", "onnx::MatMul_57"}, tokens(r + 2 * n));
    model_.wholeNumbers("Constant_20", "onnx::Split_34", {r, n, n});
    split("/Split_1", "/x_proj/MatMul_output_0", "onnx::Split_34", {r, n, n});
    einsum("/dt_proj_einsum", "blh,dh->bld", {"/Split_1_output_0", "dt_proj.weight"}, tokens(ed));
    plain("Add", "/Add", {"/dt_proj_einsum/Einsum_output_0", "dt_proj.bias"}, tokens(ed));
    plain("Softplus", "/Softplus", {"/Add_output_0"}, tokens(ed));
    einsum("/mul_delta_A", "bld,dn->bldn", {"/Softplus_output_0", "A"}, states);
    plain("Exp", "/Exp", {"/mul_delta_A/Einsum_output_0"}, states);
    einsum("/mul_delta_B", "bld,bln->bldn", {"/Softplus_output_0", "/Split_1_output_1"}, states);
    einsum("/mul_dBx", "bldn,bld->bldn", {"/mul_delta_B/Einsum_output_0", "/act/Mul_output_0"}, states);
  }

  void scan() {
    const auto& [b, l, d, ed, n, r, k, bits] = sizes_;
    model_.emptyConstant("Constant_29", "mylibrary::SSM_45", {b, ed, n});
    model_.value("/SSM_output_0", tokens(ed));
    model_.value("/SSM_output_1", {b, ed, n});
    model_
        .node("SSM", "/SSM", {"/Exp_output_0", "/mul_dBx/Einsum_output_0", "/Split_1_output_2", "mylibrary::SSM_45"},
              {"/SSM_output_0", "/SSM_output_1"}, "mylibrary")
        .precision(bits);
  }

  void gateAndOutput() {
    const Sizes wide = tokens(sizes_.ed);
    einsum("/mul_D_x", "bld,d->bld", {"/act/Mul_output_0", "D"}, wide);
    plain("Add", "/add_y_Dx/Add", {"/SSM_output_0", "/mul_D_x/Einsum_output_0"}, wide);
    plain("Sigmoid", "/act_1/Sigmoid", {"/Split_output_1"}, wide);
    plain("Mul", "/act_1/Mul", {"/Split_output_1", "/act_1/Sigmoid_output_0"}, wide);
    plain("Mul", "/mul_y_z/Mul", {"/add_y_Dx/Add_output_0", "/act_1/Mul_output_0"}, wide);
    plain("MatMul", "/out_proj/MatMul", {"/mul_y_z/Mul_output_0", "onnx::MatMul_58"}, tokens(sizes_.d));
    model_.node("Add", "/residual/Add", {"/out_proj/MatMul_output_0", "onnx::Pow_0"}, {"55"}).precision(sizes_.bits);
  }

  Mamba1Sizes sizes_;
  ModelBuilder model_;
};

Result<std::string> build(const ModelParameters& parameters) {
  return Mamba1Writer(Mamba1Sizes(parameters)).write();
}

}  // namespace

const ModelKind kMamba1{"mamba1", "One block of Mamba-1 with its scan as the custom operator SSM", kParameters, build};

}  // namespace fusewright
