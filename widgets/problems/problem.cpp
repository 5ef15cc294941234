#include "widgets/problems/problem.h"

#include <algorithm>
#include <functional>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

ProblemLevel levelOf(Severity severity) {
  switch (severity) {
    case Severity::Omission:
      return ProblemLevel::Omission;
    case Severity::Approximation:
      return ProblemLevel::Approximation;
    case Severity::Note:
      break;
  }
  return ProblemLevel::Note;
}

Problem problemOf(const Warning& warning, ProblemSource source, const Workload& workload) {
  Problem problem{.level = levelOf(warning.severity),
                  .source = source,
                  .what = QString::fromStdString(warning.what),
                  .node = QString::fromStdString(warning.node),
                  .consequence = QString::fromStdString(warning.consequence)};
  if (const auto layer = layerOfNode(workload, warning.node)) problem.place = Selection{*layer};
  return problem;
}

/// A memory that is too small is told once per tile that does not fit; the tile is where to look.
Problem problemOf(const Violation& violation, const Evaluation& evaluation) {
  Problem problem{.level = ProblemLevel::Violation,
                  .source = ProblemSource::Schedule,
                  .what = QString::fromStdString(violation.what),
                  .node = {},
                  .consequence = tr("the design can not be built as asked; its schedule is shown all the same")};
  if (violation.needed.value > 0)
    problem.what +=
        tr(": needs %1, there are %2").arg(formatBits(violation.needed).brief, formatBits(violation.available).brief);
  if (violation.memory) {
    problem.node = memoryText(*evaluation.design.accelerator, *violation.memory);
    problem.place = Selection{*violation.memory};
  }
  if (violation.tile) {
    problem.node = tileText(evaluation, *violation.tile);
    problem.place = Selection{keyOf(*evaluation.graph, *violation.tile)};
  }
  return problem;
}

bool isInside(const std::string& inner, const std::string& node) {
  return inner.size() > node.size() + 1 && inner.starts_with(node) &&
         (inner[node.size()] == '/' || inner[node.size()] == '[');
}

}  // namespace

std::optional<LayerId> layerOfNode(const Workload& workload, const std::string& node) {
  if (node.empty()) return std::nullopt;
  std::optional<LayerId> inside;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.node == node || layer.name == node) return LayerId(index);
    if (!inside && (isInside(layer.node, node) || isInside(layer.name, node))) inside = LayerId(index);
  }
  return inside;
}

std::vector<Problem> problemsOf(const Workload& workload, const Evaluation* evaluation) {
  std::vector<Problem> found;
  if (evaluation != nullptr) {
    for (const Violation& violation : evaluation->metrics->violations)
      found.push_back(problemOf(violation, *evaluation));
    for (const Warning& warning : evaluation->mapping->fusion.warnings)
      found.push_back(problemOf(warning, ProblemSource::Plan, workload));
  }
  for (const Warning& warning : workload.warnings) found.push_back(problemOf(warning, ProblemSource::Model, workload));
  std::ranges::stable_sort(found, std::ranges::greater{}, &Problem::level);
  return found;
}

QString levelText(ProblemLevel level) {
  switch (level) {
    case ProblemLevel::Violation:
      return tr("Does not fit");
    case ProblemLevel::Omission:
      return tr("Left out");
    case ProblemLevel::Approximation:
      return tr("Approximated");
    case ProblemLevel::Note:
      break;
  }
  return tr("Note");
}

QString countText(ProblemLevel level, int count) {
  switch (level) {
    case ProblemLevel::Violation:
      return (count == 1 ? tr("%1 does not fit") : tr("%1 do not fit")).arg(count);
    case ProblemLevel::Omission:
      return tr("%1 left out").arg(count);
    case ProblemLevel::Approximation:
      return tr("%1 approximated").arg(count);
    case ProblemLevel::Note:
      break;
  }
  return (count == 1 ? tr("%1 note") : tr("%1 notes")).arg(count);
}

QString levelMeaning(ProblemLevel level) {
  switch (level) {
    case ProblemLevel::Violation:
      return tr("The design can not be built as asked");
    case ProblemLevel::Omission:
      return tr("Work or data of this node is left out of all numbers");
    case ProblemLevel::Approximation:
      return tr("Numbers of this node are estimates");
    case ProblemLevel::Note:
      break;
  }
  return tr("Nothing follows from it: the reader says what it did");
}

QString sourceText(ProblemSource source) {
  switch (source) {
    case ProblemSource::Plan:
      return tr("fusion plan");
    case ProblemSource::Schedule:
      return tr("schedule");
    case ProblemSource::Model:
      break;
  }
  return tr("model");
}

}  // namespace fusewright
