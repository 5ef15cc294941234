#include "core/io/onnx/complete_shapes.h"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/nearest_name.h"
#include "core/io/onnx/described_nest.h"
#include "core/io/onnx/expand/expand_node.h"
#include "core/io/onnx/node_order.h"
#include "core/io/onnx/parse_model.h"
#include "core/io/onnx/shape_rules.h"

namespace fusewright {
namespace {

/// Most nodes of a graph with everything in it expanded; more are refused, or loops cut off. Twice functions that call
/// functions twice would otherwise fill any memory.
constexpr std::size_t kMostNodes = 50'000;

/// Deepest nesting of bodies in bodies.
constexpr int kDeepestBody = 64;

/// What the nodes of one body have in common.
struct Surroundings {
  Opsets opsets;
  std::vector<std::string> functions;  ///< that are being expanded, outermost first
  int depth = 0;
  std::optional<UnrolledStep> step;  ///< without its part
  std::string stepTag;               ///< "[3]"
};

/// A node whose turn comes.
struct WaitingNode {
  onnx::NodeProto node;
  std::shared_ptr<const Surroundings> around;
  std::optional<LoopProgress> progress;
};

/// Goes through the nodes once and collects the finished graph.
class ShapeWalk {
 public:
  ShapeWalk(const onnx::ModelProto& model, const std::string& file, ShapeTrust trust, const OnnxReadOptions& options)
      : model_(model), options_(options), values_(file, standardOpset(model), trust) {
    for (const auto& function : model.functions()) functions_[function.domain() + "::" + function.name()] = &function;
  }

  Result<CompletedGraph> run(const std::vector<std::size_t>& order) {
    for (const auto& value : model_.graph().value_info()) values_.declare(value.name(), value.type());
    for (const auto& output : model_.graph().output()) {
      values_.declare(output.name(), output.type());
      values_.addOutputName(output.name());
    }
    if (auto started = addInputsAndWeights(); !started) return tl::make_unexpected(started.error());
    listNodes(order);
    while (!waiting_.empty()) {
      WaitingNode next = std::move(waiting_.back());
      waiting_.pop_back();
      if (auto visited = visit(std::move(next)); !visited) return tl::make_unexpected(visited.error());
    }
    if (auto known = checkChoices(); !known) return tl::make_unexpected(known.error());
    if (auto sized = values_.checkSizes(); !sized) return tl::make_unexpected(sized.error());
    return CompletedGraph{values_.takeGraph(), std::move(choices_)};
  }

 private:
  Result<void> addInputsAndWeights() {
    for (const auto& weight : model_.graph().initializer()) values_.addWeight(weight);
    for (const auto& weight : model_.graph().sparse_initializer()) values_.addWeight(weight);
    for (const auto& input : model_.graph().input()) {
      if (values_.graph().values.contains(input.name())) continue;  // an initialiser listed among the inputs
      if (auto added = values_.addInput(input); !added) return added;
    }
    return values_.checkSizes();
  }

  /// The nodes of the graph itself, the last one first.
  void listNodes(const std::vector<std::size_t>& order) {
    auto around = std::make_shared<Surroundings>();
    for (const auto& opset : model_.opset_import())
      around->opsets[opset.domain() == "ai.onnx" ? "" : opset.domain()] = opset.version();
    const std::vector<std::string> names = nodeNames(model_.graph());
    for (const std::string& name : names) taken_.insert(name);
    for (const auto& node : model_.graph().node()) taken_.insert(node.output().begin(), node.output().end());
    for (const auto& [name, value] : values_.graph().values) taken_.insert(name);
    for (std::size_t place = order.size(); place-- > 0;) {
      waiting_.push_back({model_.graph().node(static_cast<int>(order[place])), around, std::nullopt});
      waiting_.back().node.set_name(names[order[place]]);
    }
  }

  /// Start of the names inside `node`, such that no name of the graph itself begins like it.
  [[nodiscard]] std::string prefixFor(const std::string& node) const {
    std::string prefix = node + "/";
    const auto isTaken = [&] {
      const auto next = taken_.lower_bound(prefix);
      return next != taken_.end() && next->starts_with(prefix);
    };
    while (isTaken()) prefix.insert(prefix.size() - 1, "'");
    return prefix;
  }

  Result<void> visit(WaitingNode next) {
    // Short of names, deep chains of functions are the only way to run out of these before the nodes.
    const std::string where = fmt::format("{}: node '{}'", values_.graph().file, next.node.name());
    if (next.around->depth > kDeepestBody)
      return failure(fmt::format("lies in more than {} bodies within bodies", kDeepestBody), where,
                     "export the model again");
    const std::size_t used = values_.graph().nodes.size() + waiting_.size();
    if (isDescribed(options_.operators, next.node.domain() == "ai.onnx" ? "" : next.node.domain(),
                    next.node.op_type())) {
      addNode(next);
      return {};
    }
    if (next.node.op_type() == "If" || next.node.op_type() == "Loop") choosable_.push_back(next.node.name());
    auto expansion = expandNode({.node = next.node,
                                 .graph = values_.graph(),
                                 .known = values_.known(),
                                 .opsets = next.around->opsets,
                                 .functions = functions_,
                                 .options = options_,
                                 .prefix = prefixFor(next.node.name()),
                                 .stepTag = next.around->stepTag,
                                 .progress = next.progress ? &*next.progress : nullptr,
                                 .room = used < kMostNodes ? kMostNodes - used : 0});
    if (!expansion) return tl::make_unexpected(expansion.error());
    if (!*expansion) {
      addNode(next);
      return {};
    }
    if (next.around->depth > 0 && used + (*expansion)->nodes.size() > kMostNodes)
      return failure(fmt::format("expands, with what it calls, to more than {} nodes", kMostNodes), where,
                     "export the model with fewer functions");
    return enter(std::move(next), **std::move(expansion));
  }

  /// Puts the nodes of a body in place of the node.
  Result<void> enter(WaitingNode next, Expansion expansion) {
    const auto& functions = next.around->functions;
    if (!expansion.function.empty() && std::ranges::find(functions, expansion.function) != functions.end())
      return failure(fmt::format("calls the function '{}' within itself ({} calls {})", expansion.function,
                                 fmt::join(functions, " calls "), expansion.function),
                     fmt::format("{}: node '{}'", values_.graph().file, next.node.name()),
                     "functions that call themselves have no end: put a Loop in their place");
    auto around = std::make_shared<Surroundings>(*next.around);
    ++around->depth;
    if (expansion.opsets) around->opsets = *std::move(expansion.opsets);
    if (!expansion.function.empty()) around->functions.push_back(expansion.function);
    if (expansion.step) {
      around->step = UnrolledStep{.node = next.node.name(), .step = *expansion.step, .part = {}};
      around->stepTag = fmt::format("[{}]", *expansion.step);
    }
    for (const auto& value : expansion.declared) values_.declare(value.name(), value.type());
    for (const auto& weight : expansion.weights) values_.addWeight(weight);
    for (Warning& warning : expansion.warnings) values_.warn(std::move(warning));
    if (expansion.choice) addChoice(*std::move(expansion.choice));
    if (expansion.next) waiting_.push_back({std::move(next.node), next.around, std::move(expansion.next)});
    for (std::size_t place = expansion.nodes.size(); place-- > 0;)
      waiting_.push_back({std::move(expansion.nodes[place]), around, std::nullopt});
    return {};
  }

  /// What lies in a loop comes once per iteration.
  void addChoice(NodeChoice choice) {
    if (std::ranges::find(choices_, choice.node, &NodeChoice::node) == choices_.end())
      choices_.push_back(std::move(choice));
  }

  void addNode(const WaitingNode& next) {
    OnnxNode node = convertNode(next.node, next.node.name());
    node.unrolled = next.around->step;
    if (node.unrolled) node.unrolled->part = node.name;
    if (node.operation == "Constant" && node.domain.empty() && values_.addConstant(next.node)) {
      values_.addNode(std::move(node));
      return;
    }
    const OnnxGraph& graph = values_.graph();
    const bool described = isDescribed(options_.operators, node.domain, node.operation);
    const auto ruled = described ? describedShapes(options_.operators, graph, node) : shapesByRule(graph, node);
    const auto inferred = isSafeForLibrary(graph, node)
                              ? inferNode(next.node, versionOf(next.around->opsets, node.domain), values_.known())
                              : std::nullopt;
    for (std::size_t output = 0; output < node.outputs.size(); ++output) {
      if (node.outputs[output].empty()) continue;
      const onnx::TypeProto type = inferred && output < inferred->size() ? (*inferred)[output] : onnx::TypeProto();
      const PartialShape shape = ruled && output < ruled->size() ? partialShape((*ruled)[output]) : partialShape(type);
      values_.addOutput(node, output, shape, type.tensor_type().elem_type());
    }
    values_.addNode(std::move(node));
  }

  /// Choices for nodes that are not there are typing errors.
  [[nodiscard]] Result<void> checkChoices() const {
    const auto check = [&](const std::string& name, const char* option) -> Result<void> {
      if (std::ranges::find(choosable_, name) != choosable_.end()) return {};
      return failure(fmt::format("has no If or Loop '{}' that is read", name),
                     fmt::format("{}: {} {}", values_.graph().file, option, name),
                     choosable_.empty() ? fmt::format("leave {} out", option) : suggestion(name, choosable_));
    };
    for (const auto& [name, branch] : options_.branches)
      if (auto known = check(name, "--branch"); !known) return known;
    for (const auto& [name, trips] : options_.trips)
      if (auto known = check(name, "--trips"); !known) return known;
    return {};
  }

  const onnx::ModelProto& model_;
  const OnnxReadOptions& options_;
  LocalFunctions functions_;
  GraphValues values_;
  std::vector<WaitingNode> waiting_;  ///< the next one last
  std::set<std::string> taken_;       ///< names that the graph itself uses
  std::vector<std::string> choosable_;
  std::vector<NodeChoice> choices_;
};

}  // namespace

Result<CompletedGraph> completeShapes(const onnx::ModelProto& model, const std::vector<std::size_t>& order,
                                      const std::string& file, ShapeTrust trust, const OnnxReadOptions& options) {
  return ShapeWalk(model, file, trust, options).run(order);
}

}  // namespace fusewright
