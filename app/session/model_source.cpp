#include "app/session/model_source.h"

#include <algorithm>
#include <utility>

namespace fusewright {

std::vector<NamedValue> parameterTexts(const TemplateChoice& choice) {
  std::vector<NamedValue> texts;
  const auto kind = findModelKind(choice.kind);
  if (!kind) return texts;
  for (const ModelParameter& parameter : kind->parameters) {
    const auto given = choice.parameters.find(parameter.name);
    if (given != choice.parameters.end()) texts.emplace_back(parameter.name, valueText(parameter, given->second));
  }
  return texts;
}

std::shared_ptr<const ModelSource> sourceOf(const LoadedProject& loaded) {
  ModelSource source{.reading = loaded.sources, .summary = loaded.summary};
  source.reading.hardware.clear();
  source.reading.mapping.clear();
  const ProjectModel& model = loaded.project.model;
  if (const auto parameters = kindParameters(model); !model.kind.empty() && parameters)
    source.kind = TemplateChoice{.kind = model.kind, .parameters = *parameters};
  return std::make_shared<const ModelSource>(std::move(source));
}

std::vector<SymbolicDim> openSizes(const ModelSummary& summary) {
  std::vector<SymbolicDim> open;
  for (const SymbolicDim& symbol : summary.symbols)
    if (!symbol.size) open.push_back(symbol);
  return open;
}

void ModelSources::remember(const std::shared_ptr<const Workload>& workload,
                            std::shared_ptr<const ModelSource> source) {
  std::erase_if(known_, [&](const Known& known) {
    const auto held = known.workload.lock();
    return !held || held == workload;
  });
  known_.push_back({workload, std::move(source)});
}

std::shared_ptr<const ModelSource> ModelSources::find(const std::shared_ptr<const Workload>& workload) const {
  if (!workload) return nullptr;
  const auto known =
      std::ranges::find_if(known_, [&](const Known& entry) { return entry.workload.lock() == workload; });
  return known == known_.end() ? nullptr : known->source;
}

}  // namespace fusewright
