// CumSum as a recurrence: the sum so far is the state, and each step adds one slice to it (ONNX operator CumSum).

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/step_writer.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Longest CumSum that is unrolled: position counters of very long inputs are not worth a layer each.
constexpr std::int64_t kMostSums = std::int64_t{1} << 14;

/// Every axis along its own loop, the one that is summed from element `position` on.
std::vector<Axis> sliceAxes(std::size_t rank, std::size_t summed, std::int64_t position) {
  std::vector<Axis> axes;
  for (std::size_t axis = 0; axis < rank; ++axis)
    axes.push_back(axisAlong(static_cast<int>(axis), axis == summed ? position : 0));
  return axes;
}

class CumSumSteps {
 public:
  CumSumSteps(const LoweringSite& site, std::size_t axis)
      : site_(site),
        axis_(axis),
        shape_(site.tensor(*site.inputs[0]).shape),
        bits_(operandPrecisions(site, 0, std::nullopt)),
        reversed_(attributeOr(site.node, "reverse", std::int64_t{0}) != 0),
        exclusive_(attributeOr(site.node, "exclusive", std::int64_t{0}) != 0),
        write_(site, lowered_, nextRecurrence(site.workload), "") {}

  Lowered run() {
    Route output{.output = *site_.outputs[0], .inputs = {}};
    const std::int64_t steps = shape_[axis_];
    const std::int64_t sums = exclusive_ ? steps - 1 : steps;
    TensorId sum = *site_.inputs[0];
    for (std::int64_t step = 0; step < sums; ++step) {
      if (step > 0) sum = add(sum, static_cast<std::int32_t>(step));
      output.inputs.push_back({.tensor = sum, .map = placedAt(at(step + (exclusive_ ? 1 : 0)), step)});
    }
    write_.addRoutes("sums", {std::move(output)});
    return std::move(lowered_);
  }

 private:
  /// Where step number `step` lies along the summed axis.
  [[nodiscard]] std::int64_t at(std::int64_t step) const { return reversed_ ? shape_[axis_] - 1 - step : step; }

  /// The sum up to step number `step`; the one before the first addition is the first slice itself.
  TensorId add(TensorId sum, std::int32_t step) {
    Shape sizes = shape_;
    sizes[axis_] = 1;
    const Operand state{.role = OperandRole::I,
                        .tensor = sum,
                        .axes = sliceAxes(shape_.size(), axis_, step == 1 ? at(0) : 0),
                        .precision = bits_.i};
    const Operand slice{.role = OperandRole::W,
                        .tensor = *site_.inputs[0],
                        .axes = sliceAxes(shape_.size(), axis_, at(step)),
                        .precision = bits_.i};
    return write_.addStep({.what = "add",
                           .operation = "Add",
                           .dims = loopsOver(loopNames(site_, shape_.size(), *site_.inputs[0]), sizes),
                           .inputs = {state, slice},
                           .outputAxes = sliceAxes(shape_.size(), axis_, 0),
                           .shape = sizes},
                          step, bits_.o);
  }

  /// Sum number `step` as slice `position` of the output.
  [[nodiscard]] IndexMap placedAt(std::int64_t position, std::int64_t step) const {
    IndexMap map = identityMap(shape_.size());
    map.axes[axis_].offset = step == 0 ? at(0) - position : -position;
    map.windowAxis = static_cast<int>(axis_);
    map.window = {position, position + 1};
    return map;
  }

  const LoweringSite& site_;
  std::size_t axis_;
  Shape shape_;
  OperandPrecisions bits_;
  bool reversed_;
  bool exclusive_;
  Lowered lowered_;
  StepWriter write_;
};

/// The sums as one pass over the tensor that waits for all of it along `axes`.
Result<Lowered> onePass(const LoweringSite& site, const std::vector<std::size_t>& axes, const std::string& why) {
  auto lowered = lowerElementwise(site);
  if (!lowered) return lowered;
  lowered->warnings.push_back(
      {.what = fmt::format("{}; its sums are costed as one pass that waits for the whole input", why),
       .where = whereIs(site.graph, site.node),
       .node = site.node.name,
       .consequence = "it is not cut into steps, so that it cannot be fused along that axis"});
  return behindBarrier(site, *std::move(lowered), axes);
}

}  // namespace

Result<Lowered> lowerCumSum(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const Shape& shape = site.tensor(*site.inputs[0]).shape;
  if (shape.empty() || site.tensor(*site.outputs[0]).shape != shape)
    return unfit(site, "changes the shape of its input");
  const auto given = inputContents(site.graph, site.node, 1);
  const auto axis = given && given->size() == 1 ? frontAxis((*given)[0], shape.size()) : std::nullopt;
  if (!axis) {
    std::vector<std::size_t> all;
    for (std::size_t each = 0; each < shape.size(); ++each) all.push_back(each);
    return onePass(site, all, "the axis of this CumSum is not known");
  }
  if (shape[*axis] > kMostSums)
    return onePass(
        site, {*axis},
        fmt::format("the {} steps of this CumSum are more than the {} that are unrolled", shape[*axis], kMostSums));
  return CumSumSteps(site, *axis).run();
}

}  // namespace fusewright
