// Functions: those that a model brings along, and those that ONNX defines an operator by.

#include <exception>

#include <fmt/format.h>
#include <google/protobuf/stubs/logging.h>
#include <onnx/defs/function.h>
#include <onnx/defs/schema.h>

#include "core/io/onnx/expand/expand_node.h"
#include "core/io/onnx/expand/inline_body.h"
#include "core/io/onnx/lower/operator_table.h"
#include "core/io/onnx/shape_rules.h"

namespace fusewright {
namespace {

onnx::GraphProto graphOf(const onnx::FunctionProto& function) {
  onnx::GraphProto graph;
  for (const std::string& input : function.input()) graph.add_input()->set_name(input);
  for (const std::string& output : function.output()) graph.add_output()->set_name(output);
  *graph.mutable_node() = function.node();
  return graph;
}

Opsets opsetsOf(const onnx::FunctionProto& function, const Opsets& outer) {
  Opsets opsets = outer;
  for (const auto& opset : function.opset_import())
    opsets[opset.domain() == "ai.onnx" ? "" : opset.domain()] = opset.version();
  return opsets;
}

Result<std::optional<Expansion>> inlineFunction(const ExpansionSite& site, const onnx::FunctionProto& function) {
  const std::string name = site.node.domain() + "::" + site.node.op_type();
  if (site.node.input_size() > function.input_size() || site.node.output_size() > function.output_size())
    return failure(
        fmt::format("gives the function '{}' {} inputs and {} outputs, which has {} and {}", name,
                    site.node.input_size(), site.node.output_size(), function.input_size(), function.output_size()),
        whereIs(site), "export the model again");
  onnx::GraphProto body = withAttributes(graphOf(function), site.node);
  while (body.output_size() > site.node.output_size())
    body.mutable_output()->RemoveLast();  // optional and not asked for
  auto expansion = inlineAt(site, body, {site.node.input().begin(), site.node.input().end()},
                            {site.node.output().begin(), site.node.output().end()}, "", "");
  if (!expansion) return tl::make_unexpected(expansion.error());
  expansion->opsets = opsetsOf(function, site.opsets);
  expansion->function = name;
  return std::optional(*std::move(expansion));
}

bool fitsSchema(const onnx::OpSchema& schema, const onnx::NodeProto& node) {
  return node.input_size() >= schema.min_input() && node.input_size() <= schema.max_input() &&
         node.output_size() >= schema.min_output() && node.output_size() <= schema.max_output() &&
         attributesFit(schema, node);
}

/// The function body that ONNX gives the operator for inputs of these types; none if it gives none.
std::optional<onnx::FunctionProto> operatorFunction(const ExpansionSite& site) {
  try {
    const google::protobuf::LogSilencer silence;
    const std::string domain = site.node.domain() == "ai.onnx" ? std::string() : site.node.domain();
    const onnx::OpSchema* schema =
        onnx::OpSchemaRegistry::Schema(site.node.op_type(), versionOf(site.opsets, domain), domain);
    if (schema == nullptr || !fitsSchema(*schema, site.node)) return std::nullopt;
    if (schema->HasFunction()) return *schema->GetFunction();
    if (!schema->HasContextDependentFunction()) return std::nullopt;
    std::vector<onnx::TypeProto> types;
    for (const std::string& input : site.node.input()) {
      const auto type = site.known.types.find(input);
      types.push_back(type == site.known.types.end() ? onnx::TypeProto() : type->second);
    }
    onnx::FunctionProto function;
    const onnx::FunctionBodyBuildContextImpl context(site.node, types);
    if (!schema->BuildContextDependentFunction(context, function)) return std::nullopt;
    return function;
  } catch (const std::exception&) {
    return std::nullopt;  // inputs that do not fit: the operator is costed as it stands
  }
}

}  // namespace

Result<std::optional<Expansion>> expandLocalFunction(const ExpansionSite& site) {
  return inlineFunction(site, *site.functions.at(site.node.domain() + "::" + site.node.op_type()));
}

Result<std::optional<Expansion>> expandOperatorFunction(const ExpansionSite& site) {
  const std::string domain = site.node.domain() == "ai.onnx" ? std::string() : site.node.domain();
  const bool hasRule = operatorTraits(domain, site.node.op_type()) != OperatorTraits{};
  if (hasRule) return std::optional<Expansion>();
  const auto function = operatorFunction(site);
  if (!function || function->node_size() == 0) return std::optional<Expansion>();
  auto expansion = inlineFunction(site, *function);
  return expansion ? std::move(expansion) : std::optional<Expansion>();  // costed as it stands, then
}

}  // namespace fusewright
