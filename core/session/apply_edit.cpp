#include "core/session/apply_edit.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/hardware/parameters.h"

namespace fusewright {
namespace {

Result<Design> apply(Design design, const SetParameter& edit) {
  auto changed = withParameter(*design.accelerator, edit.id, edit.value);
  if (!changed) return tl::make_unexpected(changed.error());
  design.accelerator = std::make_shared<const Accelerator>(std::move(*changed));
  return design;
}

Result<Design> apply(Design design, const SetMapping& edit) {
  design.mapping = edit.request;
  return design;
}

Result<Design> apply(Design design, const SetWorkload& edit) {
  design.workload = edit.workload;
  return design;
}

Result<Design> apply(Design design, const SetAccelerator& edit) {
  design.accelerator = edit.accelerator;
  return design;
}

/// Rules with their cores renumbered. One that only names cores that are gone says nothing of cores any more.
std::vector<MappingRule> followed(std::vector<MappingRule> rules, const std::vector<std::optional<CoreId>>& movedTo) {
  for (MappingRule& rule : rules) {
    if (!rule.cores) continue;
    std::vector<CoreId> cores;
    for (const CoreId core : *rule.cores)
      if (core.index() < movedTo.size() && movedTo[core.index()]) cores.push_back(*movedTo[core.index()]);
    rule.cores = cores.empty() ? std::nullopt : std::optional(cores);
  }
  return rules;
}

Result<Design> apply(Design design, const ChangeMachine& edit) {
  auto changed = withChange(*design.accelerator, edit.change);
  if (!changed) return tl::make_unexpected(changed.error());
  design.accelerator = std::make_shared<const Accelerator>(std::move(changed->accelerator));
  design.mapping.rules = followed(std::move(design.mapping.rules), changed->movedTo);
  return design;
}

Result<Design> apply(Design design, const SetAssumptions& edit) {
  design.assumptions = edit.assumptions;
  return design;
}

Result<Design> apply(const Design&, const SetDesign& edit) {
  return edit.design;
}

std::string valueText(const Parameter& parameter) {
  return parameter.text ? *parameter.text : fmt::format("{:.6g}", parameter.value);
}

std::string text(const Design& before, const SetParameter& edit) {
  const auto parameters = parametersOf(*before.accelerator);
  const auto found = std::ranges::find(parameters, edit.id, &Parameter::id);
  if (found == parameters.end()) return fmt::format("{} = {}", edit.id, edit.value);
  const std::string unit = found->unit.empty() ? "" : " " + found->unit;
  return fmt::format("{} {} to {}{}", found->label, valueText(*found), edit.value, unit);
}

std::string text(const Design& before, const SetMapping& edit) {
  if (before.mapping.fusion != edit.request.fusion) {
    const auto* named = std::get_if<NamedFusion>(&edit.request.fusion);
    return named != nullptr ? fmt::format("Fusion '{}'", named->name) : "Fusion plan";
  }
  return before.mapping.rules != edit.request.rules ? "Mapping" : "Tiling";
}

std::string text(const Design&, const SetWorkload& edit) {
  return edit.text.empty() ? fmt::format("Model {}", edit.workload->name) : edit.text;
}
std::string text(const Design&, const SetAccelerator& edit) {
  return fmt::format("Hardware {}", edit.accelerator->name);
}
std::string text(const Design& before, const ChangeMachine& edit) {
  return changeText(*before.accelerator, edit.change);
}
std::string text(const Design&, const SetAssumptions&) {
  return "Assumptions";
}
std::string text(const Design&, const SetDesign& edit) {
  return edit.text;
}

}  // namespace

Result<Design> applyEdit(const Design& design, const Edit& edit) {
  return std::visit([&](const auto& known) { return apply(design, known); }, edit);
}

std::string editText(const Design& before, const Edit& edit) {
  return std::visit([&](const auto& known) { return text(before, known); }, edit);
}

}  // namespace fusewright
