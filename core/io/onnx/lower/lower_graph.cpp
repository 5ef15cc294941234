#include "core/io/onnx/lower/lower_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/io/onnx/described_nest.h"
#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/step_writer.h"
#include "core/io/onnx/shape_rules.h"

namespace fusewright {
namespace {

/// Names of a tensor's axes as the layer that makes it has them; empty unless each axis follows one loop of its own.
AxisNames producedNames(const Layer& layer) {
  AxisNames names;
  for (const Axis& axis : layer.output.axes) {
    if (axis.terms.size() != 1) return {};
    names.push_back(layer.dims[static_cast<std::size_t>(axis.terms[0].dim)].name);
  }
  const std::set<std::string> distinct(names.begin(), names.end());
  return distinct.size() == names.size() ? names : AxisNames{};
}

/// Names that a layout operator passes on from one input; empty if an axis of the output has none.
AxisNames routedNames(const RoutedInput& input, const AxisNames& from, std::size_t rank) {
  AxisNames names(rank);
  if (input.map.kind != IndexMap::Kind::Affine || from.size() != input.map.axes.size()) return {};
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    const auto outputAxis = input.map.axes[axis].outputAxis;
    if (outputAxis && input.map.axes[axis].step != 0 && static_cast<std::size_t>(*outputAxis) < rank)
      names[static_cast<std::size_t>(*outputAxis)] = from[axis];
  }
  return std::ranges::find(names, "") == names.end() ? names : AxisNames{};
}

/// Builds the workload node by node.
class GraphLowering {
 public:
  GraphLowering(const OnnxGraph& graph, std::string name, const OnnxReadOptions& options)
      : graph_(graph), options_(options) {
    workload_.name = std::move(name);
    workload_.warnings = graph.warnings;
  }

  Result<Workload> run() {
    for (const std::string& input : graph_.inputs) addValue(input, inputKind(input));
    for (const std::string& weight : graph_.weights) addValue(weight, TensorKind::Weight);
    for (const OnnxNode& node : graph_.nodes) {
      const bool constant = isConstant(node);
      for (const std::string& output : node.outputs)
        addValue(output, constant ? TensorKind::Weight : TensorKind::Activation);
      if (constant) continue;
      if (auto lowered = lowerNode(node); !lowered) return tl::make_unexpected(lowered.error());
    }
    for (const std::string& output : graph_.outputs)
      if (const auto id = find(output)) workload_.tensors[id->index()].isGraphOutput = true;
    return checkedWorkload(std::move(workload_));
  }

 private:
  /// A model without initialisers lists its weights among its inputs, after the data (the study's exports).
  [[nodiscard]] TensorKind inputKind(const std::string& name) const {
    return graph_.weights.empty() && name != graph_.inputs.front() ? TensorKind::Weight : TensorKind::Input;
  }

  [[nodiscard]] bool isConstant(const OnnxNode& node) const {
    return node.operation == "Constant" && node.domain.empty() && node.outputs.size() == 1 &&
           graph_.values.at(node.outputs[0]).origin == OnnxOrigin::Constant;
  }

  [[nodiscard]] std::optional<TensorId> find(const std::string& name) const {
    const auto found = ids_.find(name);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
  }

  /// Tensors without elements (the unused inputs of Resize) are no tensors of the workload.
  void addValue(const std::string& name, TensorKind kind) {
    const auto value = graph_.values.find(name);
    if (value == graph_.values.end() || std::ranges::find(value->second.shape, 0) != value->second.shape.end()) return;
    ids_[name] = TensorId(workload_.tensors.size());
    workload_.tensors.push_back(
        {.name = name, .shape = value->second.shape, .precision = value->second.elementBits, .kind = kind});
    axisNames_.emplace_back();
  }

  Result<void> lowerNode(const OnnxNode& node) {
    LoweringSite site{
        .graph = graph_, .node = node, .workload = workload_, .axisNames = axisNames_, .precision = options_.precision};
    for (const std::string& input : node.inputs) site.inputs.push_back(find(input));
    for (const std::string& captured : node.captured) site.inputs.push_back(find(captured));
    for (const std::string& output : node.outputs) site.outputs.push_back(find(output));
    auto lowered = layersOf(site);
    if (!lowered && graph_.hasGuessedSizes) lowered = despiteGuesses(site, lowered.error());
    if (!lowered) return tl::make_unexpected(lowered.error());
    addSecondaryOutputs(site, *lowered);
    if (node.unrolled) markStep(*node.unrolled, *lowered);
    if (isScan(node) && !fromPredecessor(site, 3)) workload_.tensors[site.inputs[3]->index()].kind = TensorKind::State;
    const std::optional<int> finished = finishedPrecision(site);
    if (node.operation.starts_with("QLinear") && !finished && !site.outputs.empty() && site.outputs[0])
      lowered->precisions.push_back({*site.outputs[0], site.tensor(*site.outputs[0]).precision});
    append(*std::move(lowered), finished);
    return {};
  }

  [[nodiscard]] Result<Lowered> layersOf(const LoweringSite& site) const {
    if (isFolded(site) || isWithoutWork(site)) return lowerFolded(site);
    if (isDescribed(options_.operators, site.node.domain, site.node.operation))
      return lowerDescribed(site, options_.operators);
    return loweringRule(site.node)(site);
  }

  /// Sizes that were guessed need not fit one another: what then has no sense is costed by traffic, so that the model
  /// can be looked at and its sizes given.
  [[nodiscard]] static Result<Lowered> despiteGuesses(const LoweringSite& site, const Error& error) {
    auto lowered = lowerByTraffic(site);
    if (lowered)
      lowered->warnings = {{.what = fmt::format("with the sizes that are assumed this {} {}; it is costed as one pass "
                                                "over its largest tensor",
                                                site.node.operation, error.what),
                            .where = whereIs(site.graph, site.node),
                            .node = site.node.name,
                            .consequence = "its operations are not counted: give the sizes that are open with --dim",
                            .severity = Severity::Omission}};
    return lowered;
  }

  /// The layers of one node of a body belong to a step of the recurrence that the body is.
  void markStep(const UnrolledStep& mark, Lowered& lowered) {
    if (!scans_.contains(mark.node)) scans_.emplace(mark.node, nextRecurrence(workload_));
    const std::int32_t scan = scans_.at(mark.node);
    for (std::size_t index = 0; index < lowered.layers.size(); ++index) {
      Layer& layer = lowered.layers[index];
      layer.name = fmt::format("{}_{}_{}", layer.name, mark.step, mark.step);
      layer.node = mark.node;
      if (layer.kind != LayerKind::Compute || layer.recurrence) continue;
      const LayerId id(workload_.layers.size() + index);
      layer.family = families_.try_emplace({scan, mark.part, index}, id).first->second;
      // Steps may differ, as where each appends to what the last one left.
      if (layer.family != id && workload_.layer(layer.family).dims != layer.dims) layer.family = id;
      layer.recurrence = RecurrenceStep{.scan = scan, .step = mark.step};
    }
  }

  /// Whether all that the node makes was computed when reading.
  [[nodiscard]] static bool isFolded(const LoweringSite& site) {
    return !site.node.outputs.empty() && std::ranges::all_of(site.node.outputs, [&](const std::string& output) {
      const auto value = site.graph.values.find(output);
      return value != site.graph.values.end() && isKnown(value->second);
    });
  }

  [[nodiscard]] static bool isEmptied(const LoweringSite& site, const std::string& name) {
    const auto value = site.graph.values.find(name);
    return value != site.graph.values.end() && std::ranges::count(value->second.shape, 0) > 0;
  }

  /// Whether there is nothing to do: all that the node makes, or the first of what it computes with, has no elements.
  [[nodiscard]] static bool isWithoutWork(const LoweringSite& site) {
    const OnnxNode& node = site.node;
    const bool allEmpty = std::ranges::all_of(
        node.outputs, [&](const std::string& output) { return output.empty() || isEmptied(site, output); });
    if (!node.outputs.empty() && allEmpty) return true;
    if (loweringRule(node) == lowerLayout) return false;
    return (!node.inputs.empty() && isEmptied(site, node.inputs[0])) ||
           (node.inputs.size() > 1 && isEmptied(site, node.inputs[1]));
  }

  /// Outputs that the rule made no layer for (indices of MaxPool, gates of an LSTM) depend on the first one as a whole.
  static void addSecondaryOutputs(const LoweringSite& site, Lowered& lowered) {
    std::set<TensorId> made;
    for (const Layer& layer : lowered.layers) {
      if (layer.kind == LayerKind::Compute && layer.output.tensor) made.insert(*layer.output.tensor);
      for (const Route& route : layer.routes) made.insert(route.output);
    }
    Layer rest = emptyLayer(site, LayerKind::Routing, OperatorClass::Layout);
    rest.name += "/outputs";
    for (const auto& output : site.outputs) {
      if (!output || made.contains(*output)) continue;
      Route route{.output = *output, .inputs = {}};
      if (site.outputs[0] && *site.outputs[0] != *output)
        route.inputs = {{.tensor = *site.outputs[0], .map = IndexMap{}}};
      rest.routes.push_back(std::move(route));
    }
    if (!rest.routes.empty()) lowered.layers.push_back(std::move(rest));
  }

  void append(Lowered lowered, std::optional<int> finished) {
    for (Tensor& tensor : lowered.tensors) {
      workload_.tensors.push_back(std::move(tensor));
      axisNames_.emplace_back();
    }
    for (StoredBits stored : lowered.precisions) setPrecision(stored.tensor, stored.bits);  // routes pass them on
    for (Layer& layer : lowered.layers) {
      const LayerId id(workload_.layers.size());
      if (!layer.recurrence) layer.family = id;
      if (layer.kind == LayerKind::Compute) {
        claim(*layer.output.tensor, id, producedNames(layer));
        setPrecision(*layer.output.tensor, std::min(layer.output.precision, finished.value_or(layer.output.precision)));
        for (const Operand& input : layer.inputs)
          if (input.tensor && !workload_.tensor(*input.tensor).producer) setPrecision(*input.tensor, input.precision);
      }
      for (const Route& route : layer.routes) claimRouted(route, id);
      workload_.layers.push_back(std::move(layer));
    }
    for (StoredBits stored : lowered.precisions) setPrecision(stored.tensor, stored.bits);
    std::ranges::move(lowered.warnings, std::back_inserter(workload_.warnings));
  }

  void setPrecision(TensorId tensor, int bits) { workload_.tensors[tensor.index()].precision = bits; }

  void claim(TensorId tensor, LayerId producer, AxisNames names) {
    workload_.tensors[tensor.index()].producer = producer;
    axisNames_[tensor.index()] = std::move(names);
  }

  void claimRouted(const Route& route, LayerId producer) {
    Tensor& output = workload_.tensors[route.output.index()];
    AxisNames names;
    if (!route.inputs.empty()) {
      const RoutedInput& first = route.inputs[0];
      names = routedNames(first, axisNames_[first.tensor.index()], output.shape.size());
      output.precision = workload_.tensor(first.tensor).precision;
    }
    claim(route.output, producer, std::move(names));
  }

  const OnnxGraph& graph_;
  const OnnxReadOptions& options_;
  Workload workload_;
  std::vector<AxisNames> axisNames_;
  std::map<std::string, TensorId> ids_;
  std::map<std::string, std::int32_t> scans_;  ///< by node with an unrolled body
  std::map<std::tuple<std::int32_t, std::string, std::size_t>, LayerId> families_;
};

}  // namespace

Result<Workload> lowerGraph(const OnnxGraph& graph, std::string name, const OnnxReadOptions& options) {
  return GraphLowering(graph, std::move(name), options).run();
}

}  // namespace fusewright
