// Decoder layers of OPT (Zhang et al., arXiv 2205.01068), before the first the addition of positions, after the last a
// normalisation. Node names are those of the published study's export (artifact of arXiv 2504.17333), by which its
// classes of operators go. With `past` > 0 the keys and values of that many tokens come from a cache.

#include <cmath>

#include "core/io/models/model_builder.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

/// Sizes of the model, in the study's letters; `h` heads of `e` channels each.
struct OptSizes {
  std::int64_t b, l, past, d, h, e, ff, layers;
  int bits = 32;

  explicit OptSizes(const ModelParameters& parameters)
      : b(parameters.at("batch")),
        l(parameters.at("seq-len")),
        past(parameters.at("past")),
        d(parameters.at("heads") * parameters.at("head-size")),
        h(parameters.at("heads")),
        e(parameters.at("head-size")),
        ff(parameters.at("d-ff")),
        layers(parameters.at("layers")),
        bits(static_cast<int>(parameters.at("bits"))) {}
};

class OptWriter {
 public:
  explicit OptWriter(const OptSizes& sizes) : sizes_(sizes), model_("opt", 14) {}

  std::string write() {
    const Sizes tokens{sizes_.b, sizes_.l, sizes_.d};
    model_.input("embeddings", tokens);
    model_.weight("positions", {sizes_.l, sizes_.d});
    std::string stream = layer("Add", "/Add", {"embeddings", "positions"}, tokens);
    if (sizes_.past == 0) model_.mask("causal_mask", {sizes_.l, sizes_.l});
    for (std::int64_t block = 0; block < sizes_.layers; ++block)
      stream = addBlock("/blocks/blocks." + std::to_string(block), stream);
    const std::string result = norm("/layer_norm_final", stream);
    model_.output(result, tokens);
    return model_.serialise();
  }

 private:
  [[nodiscard]] std::int64_t context() const { return sizes_.past + sizes_.l; }

  /// A node of one output, which is given back.
  std::string layer(const std::string& operation, const std::string& name, const std::vector<std::string>& inputs,
                    const Sizes& shape, const Sizes& permutation = {}) {
    model_.value(name + "_output_0", shape);
    NodeWriter node = model_.node(operation, name, inputs, {name + "_output_0"});
    node.precision(sizes_.bits);
    if (!permutation.empty()) node.integers("perm", permutation);
    return name + "_output_0";
  }

  std::string scalar(const std::string& name, float value) {
    model_.scalar(name, name + "_output_0", value);
    return name + "_output_0";
  }

  std::string mean(const std::string& name, const std::string& input) {
    const Sizes one{sizes_.b, sizes_.l, 1};
    model_.value(name + "_output_0", one);
    model_.node("ReduceMean", name, {input}, {name + "_output_0"})
        .integers("axes", {-1})
        .integer("keepdims", 1)
        .precision(sizes_.bits);
    return name + "_output_0";
  }

  /// Layer normalisation written out: (x - mean) / sqrt(variance + epsilon) * weight + bias.
  std::string norm(const std::string& name, const std::string& input) {
    const Sizes tokens{sizes_.b, sizes_.l, sizes_.d};
    const Sizes one{sizes_.b, sizes_.l, 1};
    const std::string middle = mean(name + "/ReduceMean", input);
    const std::string centred = layer("Sub", name + "/Sub", {input, middle}, tokens);
    const std::string squares = layer("Pow", name + "/Pow", {centred, scalar(name + "/Constant", 2.0F)}, tokens);
    const std::string variance = mean(name + "/ReduceMean_1", squares);
    const std::string shifted = layer("Add", name + "/Add", {variance, scalar(name + "/Constant_1", 1e-5F)}, one);
    const std::string deviation = layer("Sqrt", name + "/Sqrt", {shifted}, one);
    const std::string scaled = layer("Div", name + "/Div", {centred, deviation}, tokens);
    model_.weight(name + ".weight", {sizes_.d});
    model_.weight(name + ".bias", {sizes_.d});
    const std::string weighted = layer("Mul", name + "/Mul", {scaled, name + ".weight"}, tokens);
    return layer("Add", name + "/Add_1", {weighted, name + ".bias"}, tokens);
  }

  std::string project(const std::string& name, const std::string& input, std::int64_t inner, std::int64_t outer) {
    model_.weight(name + ".weight", {inner, outer});
    return layer("MatMul", name + "/MatMul", {input, name + ".weight"}, {sizes_.b, sizes_.l, outer});
  }

  std::string projectWithBias(const std::string& name, const std::string& input, std::int64_t inner,
                              std::int64_t outer) {
    const std::string product = project(name, input, inner, outer);
    model_.weight(name + ".bias", {outer});
    return layer("Add", name + "/Add", {product, name + ".bias"}, {sizes_.b, sizes_.l, outer});
  }

  /// [b, l, d] as [b, h, l, e].
  std::string byHeads(const std::string& name, const std::string& input) {
    const Sizes split{sizes_.b, sizes_.l, sizes_.h, sizes_.e};
    model_.wholeNumbers(name + "/Shape", name + "/Shape_output_0", split);
    const std::string reshaped = layer("Reshape", name + "/Reshape", {input, name + "/Shape_output_0"}, split);
    return layer("Transpose", name + "/Transpose", {reshaped}, {sizes_.b, sizes_.h, sizes_.l, sizes_.e}, {0, 2, 1, 3});
  }

  /// Keys or values of the whole context: those of the cache, then the new ones.
  std::string withCache(const std::string& name, const std::string& fresh) {
    if (sizes_.past == 0) return fresh;
    const std::string cache = name + ".cache";
    model_.input(cache, {sizes_.b, sizes_.h, sizes_.past, sizes_.e});
    model_.value(name + "/Concat_output_0", {sizes_.b, sizes_.h, context(), sizes_.e});
    model_.node("Concat", name + "/Concat", {cache, fresh}, {name + "/Concat_output_0"}).integer("axis", 2);
    return name + "/Concat_output_0";
  }

  std::string softmax(const std::string& name, const std::string& input, const Sizes& shape) {
    model_.value(name + "_output_0", shape);
    model_.node("Softmax", name, {input}, {name + "_output_0"}).integer("axis", -1).precision(sizes_.bits);
    return name + "_output_0";
  }

  /// The probabilities with which each token looks at the others.
  std::string attentionWeights(const std::string& name, const std::string& query, const std::string& keys) {
    const Sizes shape{sizes_.b, sizes_.h, sizes_.l, context()};
    const std::string turned = layer("Transpose", name + "/key_turned/Transpose", {keys},
                                     {sizes_.b, sizes_.h, sizes_.e, context()}, {0, 1, 3, 2});
    const std::string products = layer("MatMul", name + "/mul_qk_t/MatMul", {query, turned}, shape);
    const std::string root = scalar(name + "/root", std::sqrt(static_cast<float>(sizes_.e)));
    std::string scores = layer("Div", name + "/Div", {products, root}, shape);
    if (sizes_.past == 0) {
      const std::string hidden = scalar(name + "/hidden", -1e30F);
      scores = layer("Where", name + "/Where", {"causal_mask", scores, hidden}, shape);
    }
    return softmax(name + "/Softmax", scores, shape);
  }

  std::string attention(const std::string& name, const std::string& input) {
    const std::int64_t d = sizes_.d;
    const std::string keys =
        withCache(name + "/keys", byHeads(name + "/keys", project(name + "/key_proj", input, d, d)));
    const std::string query = byHeads(name + "/query", project(name + "/query_proj", input, d, d));
    const std::string values =
        withCache(name + "/values", byHeads(name + "/values", project(name + "/value_proj", input, d, d)));
    const std::string weights = attentionWeights(name, query, keys);
    const std::string mixed =
        layer("MatMul", name + "/mul_logits_v/MatMul", {weights, values}, {sizes_.b, sizes_.h, sizes_.l, sizes_.e});
    const std::string turned =
        layer("Transpose", name + "/heads/Transpose", {mixed}, {sizes_.b, sizes_.l, sizes_.h, sizes_.e}, {0, 2, 1, 3});
    const Sizes joined{sizes_.b, sizes_.l, d};
    model_.wholeNumbers(name + "/heads/Shape", name + "/heads/Shape_output_0", joined);
    const std::string together =
        layer("Reshape", name + "/heads/Reshape", {turned, name + "/heads/Shape_output_0"}, joined);
    return project(name + "/out_proj", together, d, d);
  }

  std::string addBlock(const std::string& name, const std::string& input) {
    const Sizes tokens{sizes_.b, sizes_.l, sizes_.d};
    const std::string attended = attention(name + "/sa", norm(name + "/layer_norm1", input));
    const std::string middle = layer("Add", name + "/residual_attn/Add", {input, attended}, tokens);
    const std::string net = name + "/feed_forward/net";
    const std::string raised =
        projectWithBias(net + "/up_proj", norm(name + "/layer_norm2", middle), sizes_.d, sizes_.ff);
    const std::string active = layer("Relu", net + "/net.1/Relu", {raised}, {sizes_.b, sizes_.l, sizes_.ff});
    const std::string lowered = projectWithBias(net + "/down_proj", active, sizes_.ff, sizes_.d);
    return layer("Add", name + "/residual_ffn/Add", {middle, lowered}, tokens);
  }

  OptSizes sizes_;
  ModelBuilder model_;
};

}  // namespace

std::string buildOpt(const ModelParameters& parameters) {
  return OptWriter(OptSizes(parameters)).write();
}

}  // namespace fusewright
