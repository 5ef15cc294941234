#include "core/io/onnx/unroll_scan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Attributes of a Scan that say how its inputs and outputs are walked.
class ScanForm {
 public:
  explicit ScanForm(const onnx::NodeProto& node) : node_(node) {
    for (const auto& attribute : node.attribute()) {
      if (attribute.name() == "body" && attribute.has_g()) body_ = &attribute.g();
      if (attribute.name() == "num_scan_inputs")
        slices_ = static_cast<int>(std::clamp<std::int64_t>(attribute.i(), 0, 1 << 20));
    }
  }

  [[nodiscard]] const onnx::GraphProto* body() const { return body_; }
  [[nodiscard]] int slices() const { return slices_; }
  [[nodiscard]] int states() const { return node_.input_size() - slices_; }
  [[nodiscard]] int results() const { return node_.output_size() - states(); }

  /// Axis along which scan input or output number `index` is walked, counted from the front.
  [[nodiscard]] std::optional<std::size_t> axis(const std::string& attribute, int index, std::size_t rank) const {
    return frontAxis(listed(attribute, index), rank);
  }
  [[nodiscard]] bool runsBackward(const std::string& attribute, int index) const {
    return listed(attribute, index) != 0;
  }

 private:
  [[nodiscard]] std::int64_t listed(const std::string& name, int index) const {
    const auto found = std::ranges::find(node_.attribute(), name, [](const auto& given) { return given.name(); });
    return found == node_.attribute().end() || index >= found->ints_size() ? 0 : found->ints(index);
  }

  const onnx::NodeProto& node_;
  const onnx::GraphProto* body_ = nullptr;
  int slices_ = 0;
};

const Shape* shapeOf(const OnnxGraph& graph, const std::string& name) {
  const auto found = graph.values.find(name);
  return found == graph.values.end() ? nullptr : &found->second.shape;
}

/// Steps of the Scan: the size of the walked axes; none if they differ or are not there.
std::optional<std::int64_t> stepsOf(const OnnxGraph& graph, const onnx::NodeProto& node, const ScanForm& form) {
  std::optional<std::int64_t> steps;
  for (int slice = 0; slice < form.slices(); ++slice) {
    const Shape* shape = shapeOf(graph, node.input(form.states() + slice));
    const auto axis = shape ? form.axis("scan_input_axes", slice, shape->size()) : std::nullopt;
    if (!axis || (steps && *steps != (*shape)[*axis])) return std::nullopt;
    steps = (*shape)[*axis];
  }
  return steps;
}

bool holdsGraphs(const onnx::GraphProto& body) {
  return std::ranges::any_of(body.node(), [](const onnx::NodeProto& node) {
    return std::ranges::any_of(node.attribute(), [](const auto& attribute) { return attribute.has_g(); });
  });
}

/// Writes the steps of one Scan, one after the other.
class ScanSteps {
 public:
  ScanSteps(const onnx::NodeProto& node, std::string name, const UnrolledNodes& nodes)
      : node_(node), name_(std::move(name)), nodes_(nodes), form_(node), steps_(*stepsOf(nodes.graph, node, form_)) {}

  void run() {
    for (onnx::TensorProto weight : form_.body()->initializer()) {
      outer_[weight.name()] = fmt::format("{}/{}", name_, weight.name());
      weight.set_name(outer_[weight.name()]);
      nodes_.addWeight(weight);
    }
    std::vector<std::string> states(node_.input().begin(), node_.input().begin() + form_.states());
    std::vector<std::vector<std::string>> results(static_cast<std::size_t>(form_.results()));
    for (std::int64_t step = 0; step < steps_; ++step) {
      const std::map<std::string, std::string> names = runStep(step, states);
      for (int state = 0; state < form_.states(); ++state)
        states[static_cast<std::size_t>(state)] = named(names, form_.body()->output(state).name());
      for (int result = 0; result < form_.results(); ++result)
        results[static_cast<std::size_t>(result)].push_back(
            lifted(named(names, form_.body()->output(form_.states() + result).name()), result, step));
    }
    for (int state = 0; state < form_.states(); ++state) passOn(states[static_cast<std::size_t>(state)], state);
    for (int result = 0; result < form_.results(); ++result) join(results[static_cast<std::size_t>(result)], result);
  }

 private:
  static std::string named(const std::map<std::string, std::string>& names, const std::string& inner) {
    const auto found = names.find(inner);
    return found == names.end() ? inner : found->second;
  }

  [[nodiscard]] std::string numbered(const std::string& inner, std::int64_t step) const {
    return fmt::format("{}/{}_{}_{}", name_, inner, step, step);
  }

  [[nodiscard]] Shape shape(const std::string& value) const {
    const Shape* known = shapeOf(nodes_.graph, value);
    return known ? *known : Shape{};
  }

  void rearrange(const std::string& operation, std::vector<std::string> inputs, const std::string& output,
                 std::map<std::string, OnnxAttribute> attributes, Shape made) {
    nodes_.addRearranged({.name = output,
                          .operation = operation,
                          .domain = {},
                          .inputs = std::move(inputs),
                          .outputs = {output},
                          .attributes = std::move(attributes),
                          .captured = {}},
                         std::move(made));
  }

  /// Copies the body; names of its values, as they are called in this step.
  std::map<std::string, std::string> runStep(std::int64_t step, const std::vector<std::string>& states) {
    std::map<std::string, std::string> names = outer_;
    const onnx::GraphProto& body = *form_.body();
    for (int state = 0; state < form_.states(); ++state)
      names[body.input(state).name()] = states[static_cast<std::size_t>(state)];
    for (int slice = 0; slice < form_.slices(); ++slice)
      names[body.input(form_.states() + slice).name()] = sliced(slice, step);
    for (int position = 0; position < body.node_size(); ++position) {
      onnx::NodeProto copy = body.node(position);
      for (std::string& input : *copy.mutable_input())
        if (!input.empty()) input = named(names, input);
      for (std::string& output : *copy.mutable_output())
        if (!output.empty()) output = names[output] = numbered(output, step);
      const std::string inner = copy.name().empty() ? fmt::format("{}_{}", copy.op_type(), position) : copy.name();
      copy.set_name(fmt::format("{}/{}", name_, inner));
      nodes_.addNode(copy, {.node = name_, .step = static_cast<std::int32_t>(step), .position = position});
    }
    return names;
  }

  /// This step's slice of scan input number `slice`, without the walked axis.
  std::string sliced(int slice, std::int64_t step) {
    const std::string& whole = node_.input(form_.states() + slice);
    Shape made = shape(whole);
    const auto axis = static_cast<std::int64_t>(*form_.axis("scan_input_axes", slice, made.size()));
    const std::int64_t at = form_.runsBackward("scan_input_directions", slice) ? steps_ - 1 - step : step;
    made[static_cast<std::size_t>(axis)] = 1;
    const std::string row = numbered(fmt::format("slice{}", slice), step);
    rearrange("Slice", {whole}, row, {{"starts", Shape{at}}, {"ends", Shape{at + 1}}, {"axes", Shape{axis}}}, made);
    made.erase(made.begin() + axis);
    const std::string squeezed = numbered(fmt::format("input{}", slice), step);
    rearrange("Squeeze", {row}, squeezed, {}, made);
    return squeezed;
  }

  /// What a step makes for scan output number `result`, with the axis along which it is joined.
  std::string lifted(const std::string& made, int result, std::int64_t step) {
    Shape wide = shape(made);
    const auto axis = form_.axis("scan_output_axes", result, wide.size() + 1);
    wide.insert(wide.begin() + static_cast<std::ptrdiff_t>(axis.value_or(0)), 1);
    const std::string row = numbered(fmt::format("output{}", result), step);
    rearrange("Unsqueeze", {made}, row, {}, wide);
    return row;
  }

  void passOn(const std::string& state, int index) {
    const std::string& output = node_.output(index);
    if (!output.empty()) rearrange("Identity", {state}, output, {}, shape(state));
  }

  void join(std::vector<std::string> rows, int result) {
    const std::string& output = node_.output(form_.states() + result);
    if (output.empty()) return;
    Shape made = shape(rows.front());
    const std::size_t axis = form_.axis("scan_output_axes", result, made.size()).value_or(0);
    made[axis] = steps_;
    if (form_.runsBackward("scan_output_directions", result)) std::ranges::reverse(rows);
    rearrange("Concat", std::move(rows), output, {{"axis", static_cast<std::int64_t>(axis)}}, std::move(made));
  }

  const onnx::NodeProto& node_;
  std::string name_;
  const UnrolledNodes& nodes_;
  ScanForm form_;
  std::int64_t steps_;
  std::map<std::string, std::string> outer_;  ///< initialisers of the body
};

}  // namespace

bool canUnrollScan(const OnnxGraph& graph, const onnx::NodeProto& node) {
  const bool standard = node.domain().empty() || node.domain() == "ai.onnx";
  // Before opset 9 a Scan took lengths and a batch axis.
  if (node.op_type() != "Scan" || !standard || graph.opset < 9) return false;
  const ScanForm form(node);
  if (!form.body() || form.slices() < 1 || form.states() < 0 || form.results() < 0) return false;
  if (form.body()->input_size() != node.input_size() || form.body()->output_size() != node.output_size()) return false;
  if (holdsGraphs(*form.body())) return false;
  for (const std::string& input : node.input())
    if (!shapeOf(graph, input)) return false;
  const auto steps = stepsOf(graph, node, form);
  return steps && *steps >= 1 && *steps <= kMostUnrolledNodes / std::max(form.body()->node_size(), 1);
}

void unrollScan(const onnx::NodeProto& node, const std::string& name, const UnrolledNodes& nodes) {
  ScanSteps(node, name, nodes).run();
}

}  // namespace fusewright
