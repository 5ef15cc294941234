#include "core/io/onnx/node_order.h"

#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/base/topological_order.h"
#include "core/io/onnx/parse_model.h"

namespace fusewright {
namespace {

/// Who makes each value: a node, or nobody for inputs and initialisers.
using Makers = std::map<std::string, std::optional<std::size_t>>;

std::string whereNode(const std::string& file, const std::vector<std::string>& names, std::size_t node) {
  return fmt::format("{}: node '{}'", file, names[node]);
}

Result<Makers> findMakers(const onnx::GraphProto& graph, const std::string& file,
                          const std::vector<std::string>& names) {
  Makers makers;
  std::set<std::string> weights;
  for (const auto& input : graph.input())
    if (!makers.emplace(input.name(), std::nullopt).second)
      return failure(fmt::format("two inputs are named '{}'", input.name()), file,
                     "give every input a name of its own");
  for (const auto& weight : graph.initializer()) {
    if (!weights.insert(weight.name()).second)
      return failure(fmt::format("two initialisers are named '{}'", weight.name()), file,
                     "give every initialiser a name of its own");
    makers.emplace(weight.name(), std::nullopt);
  }
  for (const auto& weight : graph.sparse_initializer()) makers.emplace(weight.values().name(), std::nullopt);
  for (int node = 0; node < graph.node_size(); ++node)
    for (const std::string& output : graph.node(node).output()) {
      if (output.empty()) continue;
      const auto [maker, isNew] = makers.emplace(output, static_cast<std::size_t>(node));
      if (isNew) continue;
      const std::string other =
          maker->second ? fmt::format("node '{}' makes too", names[*maker->second]) : "is an input or initialiser";
      return failure(fmt::format("makes the tensor '{}', which {}", output, other),
                     whereNode(file, names, static_cast<std::size_t>(node)), "give every tensor one maker");
    }
  return makers;
}

Result<std::vector<std::vector<std::size_t>>> findNeeds(const onnx::GraphProto& graph, const std::string& file,
                                                        const std::vector<std::string>& names, const Makers& makers,
                                                        const OuterValues& isOuter) {
  std::vector<std::vector<std::size_t>> needs(static_cast<std::size_t>(graph.node_size()));
  for (std::size_t node = 0; node < needs.size(); ++node) {
    const onnx::NodeProto& proto = graph.node(static_cast<int>(node));
    std::set<std::string> read(proto.input().begin(), proto.input().end());
    for (std::string& captured : capturedValues(proto)) read.insert(std::move(captured));
    read.erase("");
    for (const std::string& input : read) {
      const auto maker = makers.find(input);
      if (maker == makers.end() && isOuter && isOuter(input)) continue;
      if (maker == makers.end())
        return failure(fmt::format("reads the tensor '{}', which nothing makes", input), whereNode(file, names, node),
                       "add the tensor as an input or initialiser, or the node that makes it");
      if (maker->second) needs[node].push_back(*maker->second);
    }
  }
  return needs;
}

}  // namespace

std::vector<std::string> nodeNames(const onnx::GraphProto& graph) {
  std::set<std::string> taken;
  std::map<std::string, int> copies;
  std::vector<std::string> names;
  for (int node = 0; node < graph.node_size(); ++node) {
    const auto& proto = graph.node(node);
    std::string name = proto.name().empty() ? fmt::format("{}_{}", proto.op_type(), node) : proto.name();
    const std::string first = name;
    while (!taken.insert(name).second) name = fmt::format("{}#{}", first, ++copies.try_emplace(first, 1).first->second);
    names.push_back(std::move(name));
  }
  return names;
}

Result<std::vector<std::size_t>> nodeOrder(const onnx::GraphProto& graph, const std::string& file,
                                           const OuterValues& isOuter) {
  const std::vector<std::string> names = nodeNames(graph);
  const auto makers = findMakers(graph, file, names);
  if (!makers) return tl::make_unexpected(makers.error());
  const auto needs = findNeeds(graph, file, names, *makers, isOuter);
  if (!needs) return tl::make_unexpected(needs.error());
  for (const auto& output : graph.output())
    if (!makers->contains(output.name()) && !(isOuter && isOuter(output.name())))
      return failure(fmt::format("the graph output '{}' is made by nothing", output.name()), file,
                     "name a tensor of the graph as output");
  TopologicalOrder sorted = topologicalOrder(*needs);
  if (sorted.cycle.empty()) return std::move(sorted.order);
  std::string cycle;
  constexpr std::size_t kNamed = 8;
  for (std::size_t place = 0; place < sorted.cycle.size() && place < kNamed; ++place)
    cycle += fmt::format("{}'{}'", place == 0 ? "" : " needs ", names[sorted.cycle[place]]);
  cycle += sorted.cycle.size() > kNamed ? " needs ..." : "";
  return failure(fmt::format("nodes wait for one another: {} needs '{}'", cycle, names[sorted.cycle.front()]),
                 whereNode(file, names, sorted.cycle.front()),
                 "remove the cycle; put recurrences into Scan, Loop or SSM");
}

}  // namespace fusewright
