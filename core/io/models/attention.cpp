#include "core/io/models/attention.h"

#include <cmath>

namespace fusewright {
namespace {

class AttentionWriter {
 public:
  AttentionWriter(LayerWriter& write, const AttentionOptions& options) : write_(write), options_(options) {}

  Value add(const std::string& name, const Value& input) {
    const Value keys = keysOrValues(name, "key", input, options_.rotation ? Turn::ByPosition : Turn::Never);
    const Value query = queries(name + "/query", projected(name + "/query_proj", input, options_.heads));
    const Value values = keysOrValues(name, "value", input, Turn::Never);
    const Value weights = probabilities(name, query, keys);
    const Value mixed = write_.matMul(name + "/mul_logits_v/MatMul", weights, values);
    return joined(name, mixed, input.shape.back());
  }

 private:
  enum class Turn : std::uint8_t { Never, ByPosition };

  [[nodiscard]] std::int64_t sharing() const { return options_.heads / options_.kvHeads; }

  Value projected(const std::string& name, const Value& input, std::int64_t heads) {
    return withOptionalBias(name, input, heads * options_.headSize);
  }

  Value withOptionalBias(const std::string& name, const Value& input, std::int64_t columns) {
    return options_.biases ? projectWithBias(write_, name, input, columns) : project(write_, name, input, columns);
  }

  /// [batch, tokens, channels] as [batch, heads, tokens, head size].
  Value byHeads(const std::string& name, const Value& input) {
    const std::int64_t heads = input.shape[2] / options_.headSize;
    const Value split = write_.reshape(name, input, {input.shape[0], input.shape[1], heads, options_.headSize});
    return write_.transpose(name + "/Transpose", split, {0, 2, 1, 3});
  }

  /// x * cos + (-x2, x1) * sin, where x1 and x2 are the halves of x.
  Value rotated(const std::string& name, const Value& input) {
    const std::int64_t half = options_.headSize / 2;
    const auto halves = write_.split(name + "/Split", input, -1, {half, half});
    const Value turned =
        write_.concat(name + "/Concat_halves", {write_.elementwise("Neg", name + "/Neg", {halves[1]}), halves[0]}, -1);
    const Value straight = write_.elementwise("Mul", name + "/Mul_cos", {input, options_.rotation->cosines});
    const Value across = write_.elementwise("Mul", name + "/Mul_sin", {turned, options_.rotation->sines});
    return write_.elementwise("Add", name + "/Add_rotated", {straight, across});
  }

  Value queries(const std::string& name, const Value& input) {
    Value split = byHeads(name, input);
    if (options_.rotation) split = rotated(name, split);
    if (sharing() == 1) return split;
    return write_.reshape(name + "/groups", split,
                          {split.shape[0], options_.kvHeads, sharing(), split.shape[2], options_.headSize});
  }

  Value cached(const std::string& name, std::int64_t batch) {
    return write_.input(name + ".cache", {batch, options_.kvHeads, options_.past, options_.headSize});
  }

  /// The new keys or values: what = "key" or "value".
  Value fresh(const std::string& name, const std::string& what, const Value& input, Turn turn) {
    const Value& source = options_.memory ? *options_.memory : input;
    const std::string several = name + "/" + what + "s";
    Value made = byHeads(several, projected(name + "/" + what + "_proj", source, options_.kvHeads));
    if (turn == Turn::ByPosition) made = rotated(several, made);
    if (options_.cache == CacheUse::Out) write_.output(made);
    return made;
  }

  /// Those of the whole context: of the cache, then the new ones. Where queries share them, with an axis of one element
  /// that is broadcast.
  Value keysOrValues(const std::string& name, const std::string& what, const Value& input, Turn turn) {
    const std::string several = name + "/" + what + "s";
    Value all = options_.onlyCached ? cached(several, input.shape[0]) : fresh(name, what, input, turn);
    if (options_.past > 0 && !options_.onlyCached)
      all = write_.concat(several + "/Concat", {cached(several, input.shape[0]), all}, 2);
    if (sharing() == 1) return all;
    return write_.reshape(several + "/shared", all, {all.shape[0], options_.kvHeads, 1, all.shape[2], all.shape[3]});
  }

  /// The probabilities with which each token looks at the others.
  Value probabilities(const std::string& name, const Value& query, const Value& keys) {
    const Value turned = write_.transpose(name + "/key_turned/Transpose", keys,
                                          sharing() == 1 ? Sizes{0, 1, 3, 2} : Sizes{0, 1, 2, 4, 3});
    const Value products = write_.matMul(name + "/mul_qk_t/MatMul", query, turned);
    const Value root = write_.scalar(name + "/root", std::sqrt(static_cast<float>(options_.headSize)));
    Value scores = write_.elementwise("Div", name + "/Div", {products, root});
    if (options_.mask) {
      const Value hidden = write_.scalar(name + "/hidden", -1e30F);
      scores = write_.elementwise("Where", name + "/Where", {*options_.mask, scores, hidden});
    }
    return write_.softmax(name + "/Softmax", scores);
  }

  /// What all heads found, side by side and projected.
  Value joined(const std::string& name, const Value& mixed, std::int64_t columns) {
    const std::int64_t batch = mixed.shape[0];
    const std::int64_t tokens = mixed.shape[mixed.shape.size() - 2];
    const std::int64_t width = options_.heads * options_.headSize;
    const Value heads =
        sharing() == 1 ? mixed
                       : write_.reshape(name + "/ungrouped", mixed, {batch, options_.heads, tokens, options_.headSize});
    const Value turned = write_.transpose(name + "/heads/Transpose", heads, {0, 2, 1, 3});
    return withOptionalBias(name + "/out_proj", write_.reshape(name + "/heads", turned, {batch, tokens, width}),
                            columns);
  }

  LayerWriter& write_;
  const AttentionOptions& options_;
};

}  // namespace

Value attention(LayerWriter& write, const std::string& name, const Value& input, const AttentionOptions& options) {
  return AttentionWriter(write, options).add(name, input);
}

}  // namespace fusewright
