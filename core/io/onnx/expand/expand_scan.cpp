// Scan: one iteration for each element of the scanned axis.

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/io/onnx/expand/expand_node.h"
#include "core/io/onnx/expand/repeated_body.h"

namespace fusewright {
namespace {

/// The axes, or directions, of a Scan's inputs or outputs.
std::vector<std::int64_t> numbersOr(const onnx::NodeProto& node, const std::string& name, std::size_t count) {
  std::vector<std::int64_t> numbers(count, 0);
  for (const auto& attribute : node.attribute())
    if (attribute.name() == name)
      for (std::size_t place = 0; place < count && place < static_cast<std::size_t>(attribute.ints_size()); ++place)
        numbers[place] = attribute.ints(static_cast<int>(place));
  return numbers;
}

/// The body of a Scan, and how its inputs and outputs divide.
struct ScanForm {
  const onnx::GraphProto* body = nullptr;
  std::size_t states = 0;
  std::size_t scannedInputs = 0;
  std::size_t scannedOutputs = 0;
  std::int64_t steps = 0;
};

std::optional<std::int64_t> scanAxis(const ExpansionSite& site, const std::string& input, std::int64_t axis) {
  const auto value = site.graph.values.find(input);
  if (value == site.graph.values.end()) return std::nullopt;
  const auto front = frontAxis(axis, value->second.shape.size());
  return front ? std::optional(static_cast<std::int64_t>(*front)) : std::nullopt;
}

Result<ScanForm> scanForm(const ExpansionSite& site) {
  const auto unfit = [&](const char* what) { return failure(what, whereIs(site), "export the model again"); };
  ScanForm form{.body = bodyOf(site.node, "body")};
  std::int64_t scans = 0;
  for (const auto& attribute : site.node.attribute())
    if (attribute.name() == "num_scan_inputs") scans = attribute.i();
  if (form.body == nullptr || scans < 1 || scans > site.node.input_size())
    return unfit("is a Scan without a body or without inputs to scan");
  form.scannedInputs = static_cast<std::size_t>(scans);
  form.states = static_cast<std::size_t>(site.node.input_size()) - form.scannedInputs;
  const std::size_t outputs = static_cast<std::size_t>(form.body->output_size());
  if (form.body->input_size() != site.node.input_size() || outputs < form.states ||
      static_cast<std::size_t>(site.node.output_size()) > outputs)
    return unfit("is a Scan whose body has other inputs or outputs than the node");
  form.scannedOutputs = outputs - form.states;
  const std::string& first = site.node.input(static_cast<int>(form.states));
  const auto axis = scanAxis(site, first, numbersOr(site.node, "scan_input_axes", 1)[0]);
  if (!axis) return unfit("is a Scan along an axis that its input lacks");
  form.steps = site.graph.values.at(first).shape[static_cast<std::size_t>(*axis)];
  return form;
}

/// Nodes that pick the part of each scanned input for the next iteration; what they make is added to `arguments`.
std::vector<onnx::NodeProto> pickParts(const ExpansionSite& site, const ScanForm& form, const IterationNames& names,
                                       std::vector<std::string>& arguments) {
  const auto axes = numbersOr(site.node, "scan_input_axes", form.scannedInputs);
  const auto directions = numbersOr(site.node, "scan_input_directions", form.scannedInputs);
  const std::int64_t step = names.after.iteration - 1;
  const std::string start = site.prefix + site.stepTag + names.part;
  std::vector<onnx::NodeProto> nodes;
  for (std::size_t input = 0; input < form.scannedInputs; ++input) {
    const std::string& whole = site.node.input(static_cast<int>(form.states + input));
    arguments.push_back(fmt::format("{}:part{}", start, input));
    auto picked = pickNodes(site,
                            {.from = whole,
                             .axis = scanAxis(site, whole, axes[input]).value_or(0),
                             .index = directions[input] == 0 ? step : form.steps - 1 - step,
                             .nodeName = fmt::format("{}{}pick_{}", site.prefix, names.nodePart, input)},
                            arguments.back());
    std::ranges::move(picked, std::back_inserter(nodes));
  }
  return nodes;
}

std::vector<JoinedOutput> joinedOutputs(const ExpansionSite& site, const ScanForm& form) {
  const auto axes = numbersOr(site.node, "scan_output_axes", form.scannedOutputs);
  const auto directions = numbersOr(site.node, "scan_output_directions", form.scannedOutputs);
  std::vector<JoinedOutput> joined;
  for (std::size_t output = 0; output < form.scannedOutputs; ++output)
    joined.push_back({.axis = axes[output], .backward = directions[output] != 0});
  return joined;
}

}  // namespace

Result<std::optional<Expansion>> expandScan(const ExpansionSite& site) {
  if (versionOf(site.opsets, "") < 9) return std::optional<Expansion>();  // with a batch axis of its own
  const auto form = scanForm(site);
  if (!form) return tl::make_unexpected(form.error());
  LoopProgress progress =
      site.progress ? std::move(*site.progress) : startOf(site.node, form->states, 0, form->scannedOutputs);
  const bool more = progress.iteration < form->steps;
  if (!more || !hasRoom(site, *form->body)) {
    Expansion last = loopOutputs(site, progress, joinedOutputs(site, *form));
    if (more) last.warnings.push_back(cutOff(site, progress.iteration, form->steps));
    return std::optional(std::move(last));
  }
  std::vector<std::string> arguments = progress.carried;
  IterationNames names = namesAfter(site, *form->body, std::move(progress));
  auto parts = pickParts(site, *form, names, arguments);
  auto expansion = iterationOf(site, *form->body, std::move(parts), std::move(arguments), std::move(names));
  if (!expansion) return tl::make_unexpected(expansion.error());
  return std::optional(*std::move(expansion));
}

}  // namespace fusewright
