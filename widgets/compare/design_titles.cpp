#include "widgets/compare/design_titles.h"

#include <algorithm>
#include <map>

#include <QStringList>

#include "core/hardware/parameters.h"
#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/inspector/property.h"

namespace fusewright {
namespace {

constexpr qsizetype kMostParameters = 3;

/// What a title can say of a design, in the same order for each.
QStringList facetsOf(const Evaluation& evaluation) {
  const Design& design = evaluation.design;
  double operations = 0;
  for (const LayerMetrics& layer : evaluation.metrics->layers) operations += static_cast<double>(layer.operations);
  return {
      QString::fromStdString(design.workload->name), tr("on %1").arg(QString::fromStdString(design.accelerator->name)),
      tr("fusion %1").arg(mappingText(design.mapping)), tr("assumptions %1").arg(assumptionsText(design.assumptions)),
      tr("%1 operations").arg(exactNumber(operations))};
}

QString valueText(const Parameter& parameter) {
  const QString value =
      parameter.text ? QString::fromStdString(*parameter.text) : QString::number(parameter.value, 'g', 6);
  return parameter.unit.empty() ? value : value + QLatin1Char(' ') + QString::fromStdString(parameter.unit);
}

QString nameText(const Parameter& parameter) {
  const QString label = QString::fromStdString(parameter.label);
  const bool ofChip = parameter.id.find('.') == std::string::npos;
  return ofChip ? label : QString::fromStdString(parameter.group) + QStringLiteral(": ") + label;
}

/// Parameters of each design whose values are not the same in all that have them.
std::vector<QStringList> ownParameters(std::span<const std::shared_ptr<const Evaluation>> evaluations) {
  std::vector<std::vector<Parameter>> parameters;
  std::map<std::string, QStringList> values;
  for (const auto& evaluation : evaluations) {
    parameters.push_back(parametersOf(*evaluation->design.accelerator));
    for (const Parameter& parameter : parameters.back()) values[parameter.id] << valueText(parameter);
  }
  std::vector<QStringList> own;
  for (const auto& ofDesign : parameters) {
    QStringList texts;
    for (const Parameter& parameter : ofDesign) {
      const QStringList& all = values[parameter.id];
      if (all.count(all.front()) == all.size()) continue;
      texts << QStringLiteral("%1 %2").arg(nameText(parameter), valueText(parameter));
    }
    own.push_back(texts);
  }
  return own;
}

}  // namespace

DesignTitles titlesOf(std::span<const std::shared_ptr<const Evaluation>> evaluations) {
  DesignTitles titles;
  if (evaluations.empty()) return titles;
  std::vector<QStringList> facets;
  for (const auto& evaluation : evaluations) facets.push_back(facetsOf(*evaluation));
  std::vector<QStringList> own(evaluations.size());
  QStringList common;
  for (qsizetype facet = 0; facet < facets.front().size(); ++facet) {
    const auto same = [&](const QStringList& other) { return other[facet] == facets.front()[facet]; };
    if (std::ranges::all_of(facets, same)) {
      // How many operations there are says nothing where all have as many.
      if (facet + 1 < facets.front().size()) common << facets.front()[facet];
      continue;
    }
    for (std::size_t design = 0; design < own.size(); ++design) own[design] << facets[design][facet];
  }
  const auto parameters = ownParameters(evaluations);
  for (std::size_t design = 0; design < own.size(); ++design) {
    own[design] << parameters[design].first(std::min(kMostParameters, parameters[design].size()));
    const qsizetype rest = parameters[design].size() - kMostParameters;
    if (rest > 0) own[design] << (rest == 1 ? tr("%1 more parameter") : tr("%1 more parameters")).arg(rest);
    titles.own.push_back(own[design].join(QStringLiteral(", ")));
  }
  titles.common = common.join(QStringLiteral(", "));
  return titles;
}

}  // namespace fusewright
