// Letters of the equations: b batch, z chunk, q token of a chunk, k earlier token or chunk, g group, r head of a group,
// p channel of a head, n state.

#include "core/io/models/mamba2_scan.h"

namespace fusewright {
namespace {

class ChunkedScan {
 public:
  ChunkedScan(LayerWriter& write, std::string name, const ScanInputs& inputs, const ScanSizes& sizes,
              const ChunkMasks& masks)
      : write_(write),
        name_(std::move(name)),
        sizes_(sizes),
        masks_(masks),
        batch_(inputs.x.shape[0]),
        length_(masks.tokens.shape[0]),
        chunks_(inputs.x.shape[1] / length_) {}

  ScanResults add(const ScanInputs& inputs) {
    const auto& [groups, heads, channels, states] = sizes_;
    const Value x = inChunks("/x", inputs.x, {groups, heads, channels});
    const Value dt = inChunks("/dt", inputs.dt, {groups, heads});
    const Value b = inChunks("/B", inputs.b, {groups, states});
    const Value c = inChunks("/C", inputs.c, {groups, states});
    const Value steps = einsum("/x_dt", "bzqgrp,bzqgr->bzqgrp", {x, dt});
    const Value rates = einsum("/dt_A", "bzqgr,gr->bgrzq", {dt, inputs.decay});
    const Value sums = write_.cumulativeSum(name_ + "/sums/CumSum", rates, 4);
    const Value last = write_.slice(name_ + "/last/Slice", sums, 4, length_ - 1, length_);
    const Value within = withinChunks(sums, c, b, steps);
    const Value made = statesOfChunks(sums, last, b, steps);
    const Sizes flat{batch_, chunks_ * length_, groups * heads * channels};
    if (chunks_ == 1)  // what a single chunk starts from is zero
      return {.y = write_.reshape(name_ + "/y", within, flat), .state = stateAfter(made)};
    const Value after = overChunks(last, made);
    const Value y = write_.elementwise("Add", name_ + "/Add", {within, fromBefore(sums, c, after)});
    return {.y = write_.reshape(name_ + "/y", y, flat), .state = stateAfter(after)};
  }

 private:
  Value einsum(const std::string& part, const std::string& equation, const std::vector<Value>& inputs) {
    return write_.einsum(name_ + part + "/Einsum", equation, inputs);
  }
  Value exp(const std::string& part, const Value& input) {
    return write_.elementwise("Exp", name_ + part + "/Exp", {input});
  }

  /// [batch, tokens, all of `inner`] as [batch, chunks, tokens of a chunk, inner...].
  Value inChunks(const std::string& part, const Value& input, const Sizes& inner) {
    Sizes shape{batch_, chunks_, length_};
    shape.insert(shape.end(), inner.begin(), inner.end());
    return write_.reshape(name_ + part, input, shape);
  }

  /// exp(sums[i] - sums[j]) for j <= i along the last axis, else 0: what is left at i of what came in at j.
  Value decays(const std::string& part, const Value& sums, const Value& mask) {
    Sizes rows = sums.shape;
    rows.push_back(1);
    Sizes columns = sums.shape;
    columns.insert(columns.end() - 1, 1);
    const Value to = write_.reshape(name_ + part + "/to", sums, rows);
    const Value from = write_.reshape(name_ + part + "/from", sums, columns);
    const Value between = write_.elementwise("Sub", name_ + part + "/Sub", {to, from});
    const Value hidden = write_.scalar(name_ + part + "/hidden", -1e30F);
    return exp(part, write_.elementwise("Where", name_ + part + "/Where", {mask, between, hidden}));
  }

  /// What tokens get from earlier ones of their own chunk.
  Value withinChunks(const Value& sums, const Value& c, const Value& b, const Value& steps) {
    const Value left = decays("/decay_tokens", sums, masks_.tokens);
    const Value scores = einsum("/C_B", "bzqgn,bzkgn->bgzqk", {c, b});
    const Value weights = einsum("/scores", "bgrzqk,bgzqk->bgrzqk", {left, scores});
    return einsum("/y_within", "bgrzqk,bzkgrp->bzqgrp", {weights, steps});
  }

  /// What each chunk adds to the state, [batch, chunks, groups, heads, channels, states].
  Value statesOfChunks(const Value& sums, const Value& last, const Value& b, const Value& steps) {
    const Value left = exp("/decay_states", write_.elementwise("Sub", name_ + "/decay_states/Sub", {last, sums}));
    const Value decayed = einsum("/steps_left", "bzqgrp,bgrzq->bzqgrp", {steps, left});
    return einsum("/states", "bzqgrp,bzqgn->bzgrpn", {decayed, b});
  }

  /// The state after each chunk.
  Value overChunks(const Value& last, const Value& made) {
    const Value rates = write_.reshape(name_ + "/rates", last, {batch_, sizes_.groups, sizes_.headsPerGroup, chunks_});
    const Value sums = write_.cumulativeSum(name_ + "/chunk_sums/CumSum", rates, 3);
    const Value left = decays("/decay_chunks", sums, *masks_.chunks);
    return einsum("/over_chunks", "bgrzk,bkgrpn->bzgrpn", {left, made});
  }

  /// What tokens get from the chunks before theirs.
  Value fromBefore(const Value& sums, const Value& c, const Value& after) {
    const Value earlier = write_.slice(name_ + "/earlier/Slice", after, 1, 0, chunks_ - 1);
    const Value before = write_.padFront(name_ + "/before/Pad", earlier, 1, 1);
    const Value read = einsum("/C_state", "bzqgn,bzgrpn->bzqgrp", {c, before});
    return einsum("/y_before", "bzqgrp,bgrzq->bzqgrp", {read, exp("/decay_read", sums)});
  }

  Value stateAfter(const Value& states) {
    const Value last = chunks_ == 1 ? states : write_.slice(name_ + "/final/Slice", states, 1, chunks_ - 1, chunks_);
    return write_.reshape(name_ + "/state", last,
                          {batch_, sizes_.groups, sizes_.headsPerGroup, sizes_.headSize, sizes_.states});
  }

  LayerWriter& write_;
  std::string name_;
  const ScanSizes& sizes_;
  const ChunkMasks& masks_;
  std::int64_t batch_;
  std::int64_t length_;
  std::int64_t chunks_;
};

}  // namespace

ScanResults scanInChunks(LayerWriter& write, const std::string& name, const ScanInputs& inputs, const ScanSizes& sizes,
                         const ChunkMasks& masks) {
  return ChunkedScan(write, name, inputs, sizes, masks).add(inputs);
}

ScanResults scanOneStep(LayerWriter& write, const std::string& name, const ScanInputs& inputs, const ScanSizes& sizes) {
  const auto& [groups, heads, channels, states] = sizes;
  const std::int64_t batch = inputs.x.shape[0];
  const auto einsum = [&](const std::string& part, const std::string& equation, const std::vector<Value>& of) {
    return write.einsum(name + part + "/Einsum", equation, of);
  };
  const Value x = write.reshape(name + "/x", inputs.x, {batch, groups, heads, channels});
  const Value dt = write.reshape(name + "/dt", inputs.dt, {batch, groups, heads});
  const Value b = write.reshape(name + "/B", inputs.b, {batch, groups, states});
  const Value c = write.reshape(name + "/C", inputs.c, {batch, groups, states});
  const Value before = write.input(name + "/state.first", {batch, groups, heads, channels, states});
  const Value left =
      write.elementwise("Exp", name + "/decay/Exp", {einsum("/dt_A", "bgr,gr->bgr", {dt, inputs.decay})});
  const Value kept = einsum("/kept", "bgrpn,bgr->bgrpn", {before, left});
  const Value step = einsum("/x_dt", "bgrp,bgr->bgrp", {x, dt});
  const Value added = einsum("/added", "bgrp,bgn->bgrpn", {step, b});
  const Value state = write.elementwise("Add", name + "/state/Add", {kept, added});
  const Value y = einsum("/C_state", "bgrpn,bgn->bgrp", {state, c});
  return {.y = write.reshape(name + "/y", y, {batch, 1, groups * heads * channels}), .state = state};
}

}  // namespace fusewright
