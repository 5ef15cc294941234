#include "core/io/onnx/expand/expand_node.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/expand/inline_body.h"

namespace fusewright {

Result<std::optional<Expansion>> expandNode(const ExpansionSite& site) {
  if (site.functions.contains(site.node.domain() + "::" + site.node.op_type())) return expandLocalFunction(site);
  if (site.node.domain().empty() || site.node.domain() == "ai.onnx") {
    if (site.node.op_type() == "If") return expandBranch(site);
    if (site.node.op_type() == "Loop") return expandLoop(site);
    if (site.node.op_type() == "Scan") return expandScan(site);
  }
  return expandOperatorFunction(site);
}

std::string whereIs(const ExpansionSite& site) {
  return fmt::format("{}: node '{}'", site.graph.file, site.node.name());
}

const onnx::GraphProto* bodyOf(const onnx::NodeProto& node, const std::string& name) {
  for (const auto& attribute : node.attribute())
    if (attribute.name() == name && attribute.has_g()) return &attribute.g();
  return nullptr;
}

std::optional<std::int64_t> knownScalar(const ExpansionSite& site, const std::string& name) {
  const auto value = site.graph.values.find(name);
  if (value == site.graph.values.end() || !value->second.contents || value->second.contents->size() != 1)
    return std::nullopt;
  return value->second.contents->front();
}

Result<Expansion> inlineAt(const ExpansionSite& site, const onnx::GraphProto& body, std::vector<std::string> arguments,
                           std::vector<std::string> results, const std::string& part, const std::string& nodePart) {
  return inlineBody({.body = body,
                     .arguments = std::move(arguments),
                     .results = std::move(results),
                     .prefix = site.prefix + site.stepTag + part,
                     .nodePrefix = site.prefix + nodePart,
                     .where = whereIs(site),
                     .isOuter = [&site](const std::string& name) { return site.graph.values.contains(name); }});
}

int versionOf(const Opsets& opsets, const std::string& domain) {
  const auto found = opsets.find(domain);
  return found == opsets.end() ? 1 : static_cast<int>(std::clamp<std::int64_t>(found->second, 1, 1000));
}

}  // namespace fusewright
