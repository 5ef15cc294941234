#include "core/io/onnx/expand/repeated_body.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace fusewright {
namespace {

/// Whether something in the body may be unrolled itself. Its layers are steps then; they cannot be steps of the outer
/// loop too.
bool holdsRecurrence(const onnx::GraphProto& body, const LocalFunctions& functions) {
  constexpr std::array<std::string_view, 8> kRecurrent{"LSTM", "GRU",         "RNN", "Loop",
                                                       "Scan", "SequenceMap", "SSM", "CumSum"};
  return std::ranges::any_of(body.node(), [&](const onnx::NodeProto& node) {
    if (std::ranges::find(kRecurrent, node.op_type()) != kRecurrent.end()) return true;
    if (functions.contains(node.domain() + "::" + node.op_type())) return true;
    return std::ranges::any_of(node.attribute(), [&](const onnx::AttributeProto& attribute) {
      return attribute.has_g() && holdsRecurrence(attribute.g(), functions);
    });
  });
}

}  // namespace

IterationNames namesAfter(const ExpansionSite& site, const onnx::GraphProto& body, LoopProgress progress) {
  IterationNames names{
      .part = fmt::format("[{}]/", progress.iteration), .nodePart = {}, .after = std::move(progress), .results = {}};
  if (holdsRecurrence(body, site.functions)) names.nodePart = names.part;
  ++names.after.iteration;
  const std::string start = site.prefix + site.stepTag + names.part;
  for (std::size_t state = 0; state < names.after.carried.size(); ++state) {
    names.after.carried[state] = fmt::format("{}:state{}", start, state);
    names.results.push_back(names.after.carried[state]);
  }
  for (std::size_t output = 0; output < names.after.scanned.size(); ++output) {
    names.after.scanned[output].push_back(fmt::format("{}:scan{}", start, output));
    names.results.push_back(names.after.scanned[output].back());
  }
  return names;
}

LoopProgress startOf(const onnx::NodeProto& node, std::size_t states, std::size_t firstState, std::size_t scanned) {
  LoopProgress start;
  for (std::size_t state = 0; state < states; ++state)
    start.carried.push_back(node.input(static_cast<int>(firstState + state)));
  start.scanned.resize(scanned);
  return start;
}

Result<Expansion> iterationOf(const ExpansionSite& site, const onnx::GraphProto& body,
                              std::vector<onnx::NodeProto> before, std::vector<std::string> arguments,
                              IterationNames names) {
  std::vector<std::string> results = std::move(names.results);
  if (!names.after.condition.empty()) results.insert(results.begin(), names.after.condition);
  auto expansion = inlineAt(site, body, std::move(arguments), std::move(results), names.part, names.nodePart);
  if (!expansion) return expansion;
  before.insert(before.end(), std::make_move_iterator(expansion->nodes.begin()),
                std::make_move_iterator(expansion->nodes.end()));
  expansion->nodes = std::move(before);
  if (names.nodePart.empty()) expansion->step = static_cast<std::int32_t>(names.after.iteration - 1);
  expansion->next = std::move(names.after);
  return expansion;
}

bool hasRoom(const ExpansionSite& site, const onnx::GraphProto& body) {
  return static_cast<std::size_t>(body.node_size()) < site.room / 2;
}

Warning warningOf(const ExpansionSite& site, Severity severity, std::string what, std::string consequence) {
  return {.what = std::move(what),
          .where = whereIs(site),
          .node = site.node.name(),
          .consequence = std::move(consequence),
          .severity = severity};
}

Warning cutOff(const ExpansionSite& site, std::int64_t done, std::int64_t all) {
  return warningOf(site, Severity::Omission,
                   fmt::format("its {} iterations are too many to read one by one; {} are read", all, done),
                   "costs are those of the iterations that are read");
}

}  // namespace fusewright
