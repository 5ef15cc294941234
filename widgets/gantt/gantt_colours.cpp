#include "widgets/gantt/gantt_colours.h"

#include <algorithm>
#include <array>
#include <map>

#include "widgets/common/family_names.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

double utilisationOf(const Evaluation& evaluation, const BarKind& kind) {
  return kind.cost < 0 ? 0 : evaluation.costs->distinct[static_cast<std::size_t>(kind.cost)].spatialUtilisation;
}

/// The number that decides a bar's colour; bars of one number look alike.
std::int32_t trait(const Evaluation& evaluation, const BarKind& kind, ColourBy by) {
  const Workload& workload = *evaluation.workload;
  switch (by) {
    case ColourBy::Layer:
      return kind.layer.value;
    case ColourBy::OperatorClass:
      return static_cast<std::int32_t>(workload.layer(kind.layer).operatorClass);
    case ColourBy::Group:
      return kind.group;
    case ColourBy::Tensor:
      return kind.tensor ? kind.tensor->value : -1;
    case ColourBy::IdleCause:
    case ColourBy::Utilisation:
      break;
  }
  return 0;
}

/// `families`: names of families, by LayerId; needed for layers only.
QString traitText(const Evaluation& evaluation, const BarKind& kind, ColourBy by,
                  const std::vector<QString>& families) {
  const Workload& workload = *evaluation.workload;
  switch (by) {
    case ColourBy::Layer:
      return families[workload.layer(kind.layer).family.index()];
    case ColourBy::OperatorClass:
      return operatorClassText(workload.layer(kind.layer).operatorClass);
    case ColourBy::Group:
      return tr("group %1").arg(kind.group);
    case ColourBy::Tensor:
      return kind.tensor ? shortName(workload.tensors[kind.tensor->index()].name) : tr("no tensor");
    case ColourBy::IdleCause:
    case ColourBy::Utilisation:
      break;
  }
  return {};
}

/// Numbers the traits in the order of the kinds; those of tiles first, as kinds are met core by core.
std::map<std::int32_t, std::uint16_t> placesOf(const Evaluation& evaluation, const Timeline& timeline, ColourBy by) {
  std::map<std::int32_t, std::uint16_t> places;
  for (const BarKind& kind : timeline.kinds)
    places.try_emplace(trait(evaluation, kind, by), static_cast<std::uint16_t>(places.size()));
  return places;
}

QColor colourOfKind(const Evaluation& evaluation, const Timeline& timeline, const BarKind& kind, ColourBy by,
                    const std::map<std::int32_t, std::uint16_t>& places, ThemeMode mode) {
  switch (by) {
    case ColourBy::Layer:
      return layerColour(timeline.colours[kind.layer.index()], mode);
    case ColourBy::Group:
      return layerColour(static_cast<std::uint16_t>(kind.group), mode);
    case ColourBy::IdleCause:
      return mode == ThemeMode::Dark ? QColor(0x59626D) : QColor(0xB8BEC6);
    case ColourBy::Utilisation:
      return kind.cost < 0 ? (mode == ThemeMode::Dark ? QColor(0x59626D) : QColor(0xB8BEC6))
                           : sequentialColour(utilisationOf(evaluation, kind));
    case ColourBy::OperatorClass:
    case ColourBy::Tensor:
      break;
  }
  return layerColour(places.at(trait(evaluation, kind, by)), mode);
}

/// Cycles that cores spend on each kind of bar.
std::vector<double> busyByKind(const Evaluation& evaluation, const Timeline& timeline) {
  std::vector<double> busy(timeline.kinds.size(), 0);
  const auto& layers = evaluation.metrics->layers;
  // A layer's time, shared by the kinds of its family, is enough to order a legend.
  for (std::size_t key = 0; key < timeline.kinds.size(); ++key) {
    const BarKind& kind = timeline.kinds[key];
    if (kind.cost >= 0 && kind.layer.index() < layers.size()) busy[key] = layers[kind.layer.index()].busy.value;
  }
  for (std::size_t index = 0; index < evaluation.workload->layers.size() && index < layers.size(); ++index) {
    const LayerId family = evaluation.workload->layers[index].family;
    if (family.index() == index) continue;
    const auto same = [&](const BarKind& kind) { return kind.layer == family && kind.cost >= 0; };
    const auto kind = std::ranges::find_if(timeline.kinds, same);
    if (kind != timeline.kinds.end())
      busy[static_cast<std::size_t>(kind - timeline.kinds.begin())] += layers[index].busy.value;
  }
  return busy;
}

}  // namespace

QString colouringText(ColourBy by) {
  switch (by) {
    case ColourBy::Layer:
      return tr("Layer");
    case ColourBy::OperatorClass:
      return tr("Operator class");
    case ColourBy::Group:
      return tr("Fusion group");
    case ColourBy::IdleCause:
      return tr("Cause of idle time");
    case ColourBy::Utilisation:
      return tr("Utilisation of the array");
    case ColourBy::Tensor:
      return tr("Tensor made or moved");
  }
  return {};
}

GanttColours coloursOf(const Evaluation& evaluation, const Timeline& timeline, ColourBy by, ThemeMode mode) {
  GanttColours colours;
  const auto places = placesOf(evaluation, timeline, by);
  for (const BarKind& kind : timeline.kinds)
    colours.bars.push_back(colourOfKind(evaluation, timeline, kind, by, places, mode));
  colours.gaps.emplace_back();
  for (std::size_t cause = 0; cause < kIdleCauses; ++cause)
    colours.gaps.push_back(idleColour(static_cast<IdleCause>(cause), mode));
  colours.gapsFillRows = by == ColourBy::IdleCause;
  return colours;
}

std::vector<ColourMeaning> idleLegendOf(const Evaluation& evaluation, ThemeMode mode) {
  std::array<bool, kIdleCauses> occurs{};
  for (const IdleInterval& idle : evaluation.metrics->idle)
    if (idle.core != evaluation.design.accelerator->offChip)
      occurs[static_cast<std::size_t>(idleCauseOf(idle.cause))] = true;
  std::vector<ColourMeaning> entries;
  for (std::size_t index = 0; index < kIdleCauses; ++index) {
    const auto cause = static_cast<IdleCause>(index);
    if (occurs[index]) entries.push_back({idleColour(cause, mode), useText(cause), causeMeaning(cause)});
  }
  return entries;
}

std::vector<ColourMeaning> legendOf(const Evaluation& evaluation, const Timeline& timeline, ColourBy by, ThemeMode mode,
                                    std::size_t most) {
  if (by == ColourBy::IdleCause) return idleLegendOf(evaluation, mode);
  std::vector<ColourMeaning> entries;
  if (by == ColourBy::Utilisation) {
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0})
      entries.push_back({sequentialColour(share), formatShare(share).brief});
    return entries;
  }
  const auto busy = busyByKind(evaluation, timeline);
  const auto places = placesOf(evaluation, timeline, by);
  std::map<std::int32_t, double> busyOfTrait;
  for (std::size_t key = 0; key < timeline.kinds.size(); ++key)
    busyOfTrait[trait(evaluation, timeline.kinds[key], by)] += busy[key];
  std::vector<std::pair<double, BarKind>> sorted;
  std::map<std::int32_t, bool> listed;
  for (const BarKind& kind : timeline.kinds) {
    const std::int32_t own = trait(evaluation, kind, by);
    if (kind.cost >= 0 && !std::exchange(listed[own], true)) sorted.emplace_back(busyOfTrait[own], kind);
  }
  std::ranges::stable_sort(sorted, std::greater{}, [](const auto& entry) { return entry.first; });
  const auto families = by == ColourBy::Layer ? familyNames(*evaluation.workload) : std::vector<QString>();
  for (const auto& [time, kind] : sorted) {
    if (entries.size() == most) break;
    entries.push_back(
        {colourOfKind(evaluation, timeline, kind, by, places, mode), traitText(evaluation, kind, by, families)});
  }
  return entries;
}

}  // namespace fusewright
