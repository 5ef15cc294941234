#include "core/session/apply_edit.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/hardware/parameters.h"
#include "core/session/mapping_change_text.h"
#include "core/session/quantity_label.h"

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
  return parameter.text ? *parameter.text : quantityLabel(parameter.value, parameter.unit);
}

std::string changeText(const Parameter& before, const Parameter& after) {
  const bool saysWhere = before.id.find('.') != std::string::npos;  // of one core, memory or link
  return fmt::format("{}{} {} → {}", saysWhere ? before.group + ": " : "", before.label, valueText(before),
                     valueText(after));
}

std::string text(const Design& before, const SetParameter& edit, const Evaluation*) {
  const auto changed = withParameter(*before.accelerator, edit.id, edit.value);
  const auto old = parametersOf(*before.accelerator);
  const auto was = std::ranges::find(old, edit.id, &Parameter::id);
  if (was == old.end() || !changed) return fmt::format("{} = {}", edit.id, edit.value);
  const auto now = parametersOf(*changed);
  const auto is = std::ranges::find(now, edit.id, &Parameter::id);
  return is == now.end() ? fmt::format("{} = {}", edit.id, edit.value) : changeText(*was, *is);
}

std::string text(const Design& before, const SetMapping& edit, const Evaluation* shown) {
  return mappingChangeText(before, edit.request, shown);
}

std::string text(const Design& before, const SetWorkload& edit, const Evaluation*) {
  return edit.text.empty() ? fmt::format("Model {} → {}", before.workload->name, edit.workload->name) : edit.text;
}

/// By name if that is another one, else by the first number that is, with how many follow it.
std::string text(const Design& before, const SetAccelerator& edit, const Evaluation*) {
  if (before.accelerator->name != edit.accelerator->name)
    return fmt::format("Hardware {} → {}", before.accelerator->name, edit.accelerator->name);
  const auto old = parametersOf(*before.accelerator);
  std::string first;
  bool isOnly = true;
  for (const Parameter& now : parametersOf(*edit.accelerator)) {
    const auto was = std::ranges::find(old, now.id, &Parameter::id);
    if (was == old.end() || (was->value == now.value && was->text == now.text)) continue;
    isOnly = first.empty();
    if (isOnly) first = changeText(*was, now);
  }
  if (first.empty()) return fmt::format("Parts of {}", edit.accelerator->name);
  return isOnly ? first : first + " and more";
}

std::string text(const Design& before, const ChangeMachine& edit, const Evaluation*) {
  return changeText(*before.accelerator, edit.change);
}

std::string text(const Design& before, const SetAssumptions& edit, const Evaluation*) {
  const Assumptions& was = before.assumptions;
  const Assumptions& now = edit.assumptions;
  std::vector<Repair> changed;
  for (std::size_t repair = 0; repair < kRepairs; ++repair)
    if (was.repaired[repair] != now.repaired[repair]) changed.push_back(static_cast<Repair>(repair));
  const bool sameDepth = was.prefetchDepth == now.prefetchDepth;
  if (changed.size() == 1 && sameDepth) {
    const RepairText& repair = textOf(changed.front());
    return fmt::format("{} {}: {}", repair.id, repair.name, now.has(changed.front()) ? "off → on" : "on → off");
  }
  if (changed.empty() && !sameDepth)
    return fmt::format("Prefetch depth {} → {} tiles", was.prefetchDepth, now.prefetchDepth);
  const bool isPreset = now == paperAssumptions() || now == physicalAssumptions();
  return fmt::format("{} {} → {}", isPreset ? "Preset" : "Assumptions", nameOf(was), nameOf(now));
}

std::string text(const Design&, const SetDesign& edit, const Evaluation*) {
  return edit.text;
}

}  // namespace

Result<Design> applyEdit(const Design& design, const Edit& edit) {
  return std::visit([&](const auto& known) { return apply(design, known); }, edit);
}

std::string editText(const Design& before, const Edit& edit, const Evaluation* shown) {
  return std::visit([&](const auto& known) { return text(before, known, shown); }, edit);
}

}  // namespace fusewright
