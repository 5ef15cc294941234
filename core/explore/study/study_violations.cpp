#include "core/explore/study/study_violations.h"

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/explore/study/study_tables.h"

namespace fusewright {
namespace {

std::string modelText(const std::string& model, Stage stage, std::int64_t length) {
  return fmt::format("{}, {}, L={}", model, stageName(stage), length);
}

std::string designText(const StudyDesign& design) {
  std::string request = fmt::format("L={}, {}, {}", design.length, design.fusion, design.tiling);
  if (design.memoryMB) request += fmt::format(", {:g} MB", *design.memoryMB);
  if (design.areaFraction) request += fmt::format(", {:g} % area", 100 * *design.areaFraction);
  if (design.memoryFraction) request += fmt::format(", {:g} % memory", 100 * *design.memoryFraction);
  return request;
}

using Violations = std::vector<StudyViolation>;

Violations ofCounts(const std::optional<std::vector<ModelCounts>>& models) {
  Violations violations;
  for (const ModelCounts& counts : models.value_or(std::vector<ModelCounts>{}))
    if (!counts.violations.empty())
      violations.push_back(
          {StudyFigure::OperationCounts, modelText(counts.model, counts.stage, counts.length), counts.violations});
  return violations;
}

Violations ofClasses(const std::optional<std::vector<ClassCounts>>& classes) {
  Violations violations;
  for (const ClassCounts& counts : classes.value_or(std::vector<ClassCounts>{})) {
    StudyViolation violation{StudyFigure::OperatorClasses, modelText(counts.model, counts.stage, counts.length),
                             counts.violations};
    const bool known = !violations.empty() && violations.back() == violation;
    if (!violation.why.empty() && !known) violations.push_back(std::move(violation));
  }
  return violations;
}

Violations ofDesigns(StudyFigure figure, const std::optional<std::vector<StudyDesign>>& designs) {
  Violations violations;
  for (const StudyDesign& design : designs.value_or(std::vector<StudyDesign>{}))
    if (!design.violations.empty()) violations.push_back({figure, designText(design), design.violations});
  return violations;
}

Violations ofStep(const std::optional<StepLifetimes>& step) {
  if (!step || step->violations.empty()) return {};
  return {{StudyFigure::TensorLifetimes, fmt::format("L={}", step->length), step->violations}};
}

}  // namespace

std::vector<StudyViolation> violationsOf(const Study& study) {
  Violations all;
  for (const Violations& some :
       std::array{ofCounts(study.operationCounts), ofClasses(study.operatorClasses),
                  ofDesigns(StudyFigure::FusionSchemes, study.fusionSchemes), ofStep(study.tensorLifetimes),
                  ofDesigns(StudyFigure::MemorySizes, study.memorySizes),
                  ofDesigns(StudyFigure::AreaPartitioning, study.areaPartitioning)})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace fusewright
