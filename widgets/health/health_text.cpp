#include "widgets/health/health_text.h"

#include <cmath>

#include "core/hardware/resize.h"
#include "widgets/common/family_names.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

constexpr double kBelowBound = 0.995;  ///< latency over the highest lower bound: less is no rounding any more
constexpr double kNearBound = 1.1;     ///< up to here the bound is what a run is bound by

QString mainSentence(Bottleneck bottleneck) {
  switch (bottleneck) {
    case Bottleneck::Computing:
      return tr("Bound by <b>computing</b>: for %1 of their time the cores compute with busy units.");
    case Bottleneck::IdleUnits:
      return tr("Bound by <b>units without work</b>: for %1 of the time the loops fill only a part of the array.");
    case Bottleneck::OnChipMoves:
      return tr("Bound by <b>moves on the chip</b>: for %1 of the time tiles wait for on-chip memories.");
    case Bottleneck::OffChip:
      return tr("Bound by <b>off-chip memory</b>: the cores wait for it %1 of their time (%2).");
    case Bottleneck::CoreLinks:
      return tr("Bound by <b>links between cores</b>: the cores wait for them %1 of their time (%2).");
    case Bottleneck::Dependency:
      return tr("Bound by <b>dependencies</b>: for %1 of the time cores wait for other tiles to end.");
    case Bottleneck::MemoryFull:
      return tr("Bound by <b>full memories</b>: for %1 of the time cores wait for room.");
    case Bottleneck::Synchronisation:
      return tr("Bound by <b>synchronisation</b>: for %1 of the time cores wait for each other.");
    case Bottleneck::NothingToDo:
      return tr("Bound by <b>too little parallel work</b>: for %1 of the time cores have nothing to do.");
  }
  return {};
}

/// "busy: streaming operands 53.0 %, idle: link taken 1.10 %": what waits for moves are made of; of idle time that is
/// waited for other moves too, the part and the whole: "idle: link taken 30.0 % of 43.1 %".
QString moveParts(const TimeBudget& budget, Bottleneck bottleneck) {
  constexpr double kLeast = 0.0005;
  const bool offChip = bottleneck == Bottleneck::OffChip;
  QStringList parts;
  const auto add = [&](TimeUse use, Cycles part) {
    const double share = part / budget.total;
    if (share < kLeast) return;
    QString text = QStringLiteral("%1 %2").arg(useText(use), formatShare(share).brief);
    if (budget.share(use) - share >= kLeast) text += tr(" of %1").arg(formatShare(budget.share(use)).brief);
    parts << text;
  };
  const auto ownPart = [&](TimeUse use, Cycles offChipPart) {
    return offChip ? offChipPart : budget.of(use) - offChipPart;
  };
  if (offChip) add(TimeUse::Streaming, budget.of(TimeUse::Streaming));
  add(TimeUse::LinkTaken, ownPart(TimeUse::LinkTaken, budget.offChipLinkTaken));
  add(TimeUse::TransferInFlight, ownPart(TimeUse::TransferInFlight, budget.offChipInFlight));
  return parts.join(QStringLiteral(", "));
}

QString boundName(LatencyBound bound) {
  switch (bound) {
    case LatencyBound::Compute:
      return tr("all operations on all units");
    case LatencyBound::OffChip:
      return tr("compulsory off-chip traffic");
    case LatencyBound::Chain:
      return tr("the longest chain of dependent tiles");
  }
  return {};
}

/// ", energy -40 %"; nothing for a change that rounds to none.
QString changeText(const QString& name, double before, double after) {
  if (before <= 0) return {};
  const double change = after / before - 1;
  if (std::abs(change) < 5e-4) return {};
  const QString sign = change > 0 ? QStringLiteral("+") : QStringLiteral("−");
  return QStringLiteral("%1 %2%3").arg(name, sign, formatShare(std::abs(change)).brief);
}

}  // namespace

QString healthHeadline(const HealthCard& card) {
  return QStringLiteral("%1 · %2").arg(formatCycles(card.latency).exact, formatMilliseconds(card.latencyMs).brief);
}

QString boundSentences(const HealthCard& card) {
  const Bottleneck bottleneck = card.budget.main();
  const double ratio = card.bound.value > 0 ? card.latency / card.bound : 0;
  // Cores that wait half of the time say little where the off-chip memory works all of it.
  if (ratio >= kBelowBound && ratio < kNearBound)
    return tr("Bound by <b>%1</b>: %2, %3 of the run. No schedule of these tiles can be much faster.")
        .arg(boundName(card.highest), formatCycles(card.bound).brief, formatShare(1 / ratio).brief);
  QString text =
      mainSentence(bottleneck).replace(QStringLiteral("%1"), formatShare(card.budget.share(bottleneck)).brief);
  text.replace(QStringLiteral("%2"), moveParts(card.budget, bottleneck));
  if (ratio <= 0) return text;
  text += QLatin1Char(' ');
  if (ratio < kBelowBound)
    return text + tr("It is below the bound of %1 (%2): these assumptions let moves overlap that share a port.")
                      .arg(boundName(card.highest), formatCycles(card.bound).brief);
  return text + tr("The highest lower bound, %1, is %2: %3 times less.")
                    .arg(boundName(card.highest), formatCycles(card.bound).brief, threeDigits(ratio));
}

QString memorySentence(const HealthCard& card, const Accelerator& accelerator) {
  if (!card.fullest) return tr("There is no memory on the chip.");
  const FullestMemory& fullest = *card.fullest;
  QString text = tr("%1 holds %2 of %3 at its peak (%4).")
                     .arg(memoryText(accelerator, fullest.memory), formatBits(fullest.peak).brief,
                          formatBits(fullest.capacity).brief, formatShare(fullest.peak / fullest.capacity).brief);
  if (card.violations > 0) text += QLatin1Char(' ') + tr("Something does not fit: see Violations in Details.");
  return text;
}

BarTable timeBar(const TimeBudget& budget) {
  BarTable table{.title = titleOf(Breakdown::TimeUses),
                 .unit = BarUnit::Time,
                 .stacking = BarStacking::Stacked,
                 .series = {},
                 .rows = {{.name = tr("time"), .layer = {}, .values = {}}}};
  for (std::size_t use = 0; use < kTimeUses; ++use) {
    if (budget.cycles[use].value <= 0) continue;
    table.series << QStringLiteral("%1 %2").arg(useText(static_cast<TimeUse>(use)),
                                                formatShare(budget.share(static_cast<TimeUse>(use))).brief);
    table.rows.front().values.push_back(budget.cycles[use].value);
    table.seriesUses.push_back(static_cast<TimeUse>(use));
  }
  return table;
}

BarTable heaviestBars(const HealthCard& card, const Workload& workload) {
  BarTable table{.title = tr("Heaviest layers"),
                 .unit = BarUnit::Time,
                 .stacking = BarStacking::Stacked,
                 .series = {tr("busy cycles")},
                 .rows = {},
                 .unlisted = card.lighterBusy.value};
  const auto colours = colourKeys(workload);
  const std::vector<QString> names = familyNames(workload);
  for (const HeavyLayer& heavy : card.heaviest)
    table.rows.push_back({.name = names[heavy.family.index()],
                          .layer = heavy.family,
                          .values = {heavy.busy.value},
                          .colour = colours[heavy.family.index()]});
  return table;
}

QString stepText(const Neighbour& neighbour) {
  const Accelerator& accelerator = *neighbour.design.accelerator;
  switch (neighbour.kind) {
    case NeighbourKind::Fusion:
      return tr("Fusion plan %1").arg(QString::fromStdString(neighbour.value));
    case NeighbourKind::Cuts:
      return neighbour.value == "memory-aware" ? tr("Memory-aware tiling") : tr("Tiling of one step a tile");
    case NeighbourKind::OnChipMemory:
      return tr("Twice the on-chip memory (%1)").arg(formatBits(totalOnChipMemory(accelerator)).brief);
    case NeighbourKind::DramBandwidth:
      return tr("Twice the off-chip bandwidth (%1)").arg(formatRate(dramBandwidth(accelerator)).brief);
    case NeighbourKind::SramBandwidth:
      return tr("Twice the on-chip bandwidth");
    case NeighbourKind::Units:
      return tr("Twice the operational units (%1)").arg(formatCount(totalUnits(accelerator)).brief);
  }
  return {};
}

QString gainText(const Suggestion& suggestion, const Metrics& present) {
  QStringList changes{
      tr("%1 times as fast: %2").arg(threeDigits(suggestion.speedup), formatCycles(suggestion.metrics.latency).brief)};
  const QString energy = changeText(tr("energy"), present.energy.value, suggestion.metrics.energy.value);
  const QString area = changeText(tr("area"), present.areaMm2, suggestion.metrics.areaMm2);
  if (!energy.isEmpty()) changes << energy;
  if (!area.isEmpty()) changes << area;
  return changes.join(QStringLiteral("; "));
}

Edit editOf(const Suggestion& suggestion) {
  if (suggestion.isFree()) return SetMapping{suggestion.neighbour.design.mapping};
  return SetAccelerator{suggestion.neighbour.design.accelerator};
}

TextTable healthTable(const Evaluation& evaluation, const HealthCard& card, std::span<const Suggestion> suggestions) {
  TextTable table{.headings = {"what", "name", "value", "unit"}, .rows = {}};
  const auto add = [&](const char* what, const QString& name, double value, const char* unit) {
    table.rows.push_back({QLatin1String(what), name, plainNumber(value), QLatin1String(unit)});
  };
  add("latency", {}, card.latency.value, "cycles");
  add("latency", {}, card.latencyMs, "ms");
  add("bound", boundName(card.highest), card.bound.value, "cycles");
  for (std::size_t use = 0; use < kTimeUses; ++use)
    add("time", useText(static_cast<TimeUse>(use)), card.budget.cycles[use].value, "cycles");
  if (card.fullest) {
    const QString memory = memoryText(*evaluation.design.accelerator, card.fullest->memory);
    add("peak", memory, static_cast<double>(card.fullest->peak.value), "bits");
    add("capacity", memory, static_cast<double>(card.fullest->capacity.value), "bits");
  }
  const std::vector<QString> names = familyNames(*evaluation.workload);
  for (const HeavyLayer& heavy : card.heaviest) add("layer", names[heavy.family.index()], heavy.busy.value, "cycles");
  for (const Suggestion& suggestion : suggestions)
    add("suggestion", stepText(suggestion.neighbour), suggestion.metrics.latency.value, "cycles");
  return table;
}

}  // namespace fusewright
