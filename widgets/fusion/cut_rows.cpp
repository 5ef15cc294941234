#include "widgets/fusion/cut_rows.h"

#include <algorithm>

#include <QStringList>

#include "widgets/common/family_names.h"
#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

QString loopText(const CutLoop& loop, const Tiling& present) {
  QStringList sizes;
  for (const std::int64_t size : loop.sizes)
    if (size > 1) sizes << exactCount(size).brief;
  const QString size = sizes.size() > 1 ? sizes.join(tr(" or ")) : exactCount(loop.size).brief;
  QString text = loop.size == 1 ? tr("%1: one iteration").arg(QString::fromStdString(loop.dim))
                                : tr("%1: %2 iterations").arg(QString::fromStdString(loop.dim), size);
  if (loop.legal.empty()) return text;
  if (loop.parts == 1) return text + tr(", whole");
  text += tr(", in %1 parts").arg(exactCount(loop.parts).brief);
  if (present.size() > 1 && present.front().dim == loop.dim) text += tr(", fastest");
  if (present.size() > 1 && present.back().dim == loop.dim) text += tr(", slowest");
  return text;
}

QString noteOf(const CutLoop& loop) {
  if (!loop.whyNot.empty()) return QString::fromStdString(loop.whyNot);
  if (loop.summing == 0) return {};
  return loop.summing == 1 ? tr("1 layer sums up over it and stays whole")
                           : tr("%1 layers sum up over it and stay whole").arg(loop.summing);
}

}  // namespace

std::vector<CutLoopRow> buildCutRows(const Evaluation& evaluation, std::size_t group, const GroupCuts& cuts) {
  const FusionGroup& layers = evaluation.mapping->fusion.groups[group];
  std::vector<CutLoopRow> rows;
  for (const CutLoop& loop : cuts.loops) {
    CutLoopRow row{.dim = loop.dim, .text = loopText(loop, cuts.present), .note = noteOf(loop), .choices = {}};
    for (const std::int64_t parts : loop.legal) {
      CutChoice choice{.parts = parts,
                       .perTile = loop.size / parts,
                       .tiles = 0,
                       .present = parts == loop.parts,
                       .cuts = withParts(cuts.present, loop.dim, parts)};
      choice.tiles = tilesWhenCut(*evaluation.workload, *evaluation.mapping, layers, choice.cuts);
      row.choices.push_back(std::move(choice));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<std::size_t> groupOfLayer(const FusionPlan& plan, LayerId layer) {
  const auto found = std::ranges::find_if(plan.groups, [&](const FusionGroup& group) {
    return std::ranges::find(group.layers, layer) != group.layers.end();
  });
  if (found == plan.groups.end()) return std::nullopt;
  return static_cast<std::size_t>(found - plan.groups.begin());
}

QString groupTitle(const Workload& workload, const FusionGroup& group) {
  constexpr qsizetype kMostNamed = 3;
  const std::vector<QString> all = familyNames(workload);
  QStringList names;
  for (const LayerId layer : group.layers) {
    const QString& name = all[workload.layer(layer).family.index()];
    if (names.contains(name)) continue;
    if (names.size() == kMostNamed) return names.join(QStringLiteral(", ")) + QStringLiteral(", …");
    names << name;
  }
  return names.join(QStringLiteral(", "));
}

}  // namespace fusewright
