#include "core/io/operators_yaml.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "core/base/interval.h"
#include "core/base/nearest_name.h"
#include "core/io/names.h"
#include "core/io/yaml/yaml_cursor.h"

namespace fusewright {
namespace {

constexpr std::int64_t kMostCycles = 1'000'000;
constexpr std::int64_t kMostBits = 1024;
constexpr std::size_t kMostOperands = 64;

IndexExpression expressionOf(const YamlCursor& field) {
  auto expression = parseIndexExpression(field.text());
  if (!expression) field.refuse(expression.error().what, expression.error().remedy);
  return *std::move(expression);
}

/// "domain::Operator" in two.
void readName(const YamlCursor& field, OperatorDescription& description) {
  const std::string name = field.text();
  const std::size_t colons = name.rfind("::");
  description.operation = colons == std::string::npos ? name : name.substr(colons + 2);
  if (colons != std::string::npos) description.domain = name.substr(0, colons);
  if (description.domain == "ai.onnx") description.domain.clear();
  if (description.operation.empty())
    field.refuse("no operator is named", "write domain::Operator, as in com.example::Attention");
}

OperatorClass classOf(const YamlCursor& field) {
  // Recurrences and layout operators are no single loop nests.
  constexpr std::array kClasses{OperatorClass::Contraction, OperatorClass::Convolution, OperatorClass::Elementwise,
                                OperatorClass::Activation,  OperatorClass::Reduction,   OperatorClass::Normalisation,
                                OperatorClass::Pooling,     OperatorClass::Other};
  std::vector<std::string> names;
  for (OperatorClass known : kClasses) {
    if (field.text() == nameOf(known)) return known;
    names.emplace_back(nameOf(known));
  }
  field.refuse(fmt::format("'{}' is no class of operators", field.text()), suggestion(field.text(), names));
}

std::vector<std::string> loopsOf(const YamlCursor& field) {
  std::vector<std::string> loops = field.words();
  if (loops.empty()) field.refuse("there are no loops", "name at least one, as in [B, L, D]");
  if (loops.size() > kMaxRank)
    field.refuse(fmt::format("there are {} loops", loops.size()), fmt::format("use at most {}", kMaxRank));
  std::set<std::string> seen;
  for (const std::string& loop : loops) {
    const auto name = parseIndexExpression(loop);
    if (!name || name->onlyName() != loop)
      field.refuse(fmt::format("'{}' is no name of a loop", loop), "use letters and digits, a letter first");
    if (!seen.insert(loop).second) field.refuse(fmt::format("the loop '{}' is listed twice", loop), "list it once");
  }
  return loops;
}

DescribedOperand operandOf(const YamlCursor& field) {
  DescribedOperand operand;
  const bool plain = field.isList();
  if (!plain) {
    field.allowOnly({"axes", "bits", "packed"});
    if (const auto bits = field.find("bits")) operand.bits = static_cast<int>(bits->wholeNumber(1, kMostBits));
    if (const auto packed = field.find("packed")) {
      if (packed->text() != "true" && packed->text() != "false")
        packed->refuse(fmt::format("'{}' is neither true nor false", packed->text()), "write true or false");
      operand.packed = packed->text() == "true";
    }
  }
  for (const YamlCursor& axis : (plain ? field : field.at("axes")).items()) operand.axes.push_back(expressionOf(axis));
  if (operand.axes.size() > kMaxRank)
    field.refuse(fmt::format("there are {} axes", operand.axes.size()), fmt::format("use at most {}", kMaxRank));
  return operand;
}

void readSizes(const YamlCursor& field, OperatorDescription& description) {
  for (const auto& [loop, size] : field.entries()) {
    if (std::ranges::find(description.loops, loop) == description.loops.end())
      size.refuse(fmt::format("there is no loop '{}'", loop), suggestion(loop, description.loops));
    description.sizes.emplace_back(loop, expressionOf(size));
  }
}

void readAttributes(const YamlCursor& field, OperatorDescription& description) {
  constexpr std::int64_t kMost = std::int64_t{1} << 40;
  for (const auto& [name, value] : field.entries()) {
    std::vector<std::int64_t> numbers;
    if (value.isList())
      for (const YamlCursor& item : value.items()) numbers.push_back(item.wholeNumber(-kMost, kMost));
    else
      numbers.push_back(value.wholeNumber(-kMost, kMost));
    description.attributes.emplace(name, std::move(numbers));
  }
}

void readOperands(const YamlCursor& map, OperatorDescription& description) {
  for (const YamlCursor& input : map.at("inputs").items())
    description.inputs.push_back(input.isNothing() ? std::nullopt : std::optional(operandOf(input)));
  const YamlCursor outputs = map.at("outputs");
  for (const YamlCursor& output : outputs.items()) description.outputs.push_back(operandOf(output));
  if (description.outputs.empty()) outputs.refuse("there is no output", "describe at least one");
  if (description.inputs.size() > kMostOperands || description.outputs.size() > kMostOperands)
    outputs.refuse("there are too many operands", fmt::format("describe at most {}", kMostOperands));
  for (const DescribedOperand& output : description.outputs)
    if (output.packed) outputs.refuse("an output is packed", "describe outputs as they are stored");
}

OperatorDescription descriptionOf(const YamlCursor& map) {
  map.allowOnly({"operator", "class", "cycles_per_operation", "loops", "sizes", "attributes", "inputs", "outputs"});
  OperatorDescription description;
  description.source = map.fileAndLine();
  readName(map.at("operator"), description);
  if (const auto named = map.find("class")) description.operatorClass = classOf(*named);
  if (const auto cycles = map.find("cycles_per_operation"))
    description.cyclesPerOperation = static_cast<int>(cycles->wholeNumber(1, kMostCycles));
  description.loops = loopsOf(map.at("loops"));
  if (const auto sizes = map.find("sizes")) readSizes(*sizes, description);
  if (const auto attributes = map.find("attributes")) readAttributes(*attributes, description);
  readOperands(map, description);
  return description;
}

std::vector<OperatorDescription> descriptionsIn(const YamlCursor& root) {
  root.allowOnly({"fusewright", "operators"});
  if (const auto kind = root.find("fusewright"); kind && kind->text() != "operators")
    kind->refuse(fmt::format("this file is marked '{}'", kind->text()), "give a file of operators");
  const YamlCursor list = root.at("operators");
  std::vector<OperatorDescription> descriptions;
  for (const YamlCursor& item : list.items()) descriptions.push_back(descriptionOf(item));
  if (descriptions.empty()) list.refuse("there are no operators", "describe at least one");
  return descriptions;
}

}  // namespace

Result<std::vector<OperatorDescription>> readOperators(const std::string& path) {
  const auto root = openYaml(path);
  if (!root) return tl::make_unexpected(root.error());
  return guardedRead([&] { return descriptionsIn(*root); });
}

}  // namespace fusewright
