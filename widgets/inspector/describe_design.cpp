#include <algorithm>

#include "widgets/common/names.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"
#include "widgets/inspector/property.h"

namespace fusewright {
namespace {

PropertySection results(const Evaluation& evaluation) {
  const Metrics& metrics = *evaluation.metrics;
  PropertySection section{
      .title = tr("Result"),
      .rows = {
          numberProperty(tr("Latency"), formatCycles(metrics.latency), tr("Last end of any tile or transfer")),
          numberProperty(tr("Time"), formatMilliseconds(metrics.latencyMs),
                         tr("Latency at the chip's clock frequency")),
          numberProperty(tr("Energy"), formatEnergy(metrics.energy)),
          numberProperty(tr("Chip area"), formatArea(metrics.areaMm2),
                         tr("By the area model; off-chip memory is not counted")),
          numberProperty(tr("Utilisation"), formatShare(metrics.utilisation), tr("Operations / (all units x latency)")),
          numberProperty(tr("Operations"), formatCount(metrics.operations),
                         tr("Product of all loop sizes, over all layers"))}};
  if (metrics.recomputed > 0)
    section.rows.push_back(numberProperty(
        tr("Recomputed"), formatCount(metrics.recomputed),
        tr("Operations done once more because groups recompute halos; utilisation does not count them")));
  return section;
}

PropertySection bounds(const Metrics& metrics) {
  const double latency = std::max(metrics.latency.value, 1.0);
  const auto row = [&](const QString& name, Cycles bound, const QString& meaning) {
    Property made = numberProperty(name, formatCycles(bound), meaning);
    made.value.brief += tr(" (%1)").arg(formatShare(bound.value / latency).brief);
    return made;
  };
  return {
      .title = tr("Lower bounds"),
      .rows = {row(tr("Computing"), metrics.computeBound,
                   tr("All units busy all the time; in brackets: part of the latency")),
               row(tr("Off-chip traffic"), metrics.dramBound, tr("What must be read and written, at full bandwidth")),
               row(tr("Critical path"), metrics.criticalPath, tr("Longest chain of tiles that depend on each other"))}};
}

PropertySection energy(const Metrics& metrics) {
  return {.title = tr("Energy"),
          .rows = {numberProperty(tr("Computing"), formatEnergy(metrics.computeEnergy)),
                   numberProperty(tr("On-chip memory"), formatEnergy(metrics.onChipEnergy)),
                   numberProperty(tr("Off-chip memory and links"), formatEnergy(metrics.offChipEnergy))}};
}

/// Every cause with its bits; reads sum to what is read, writes to what is written.
PropertySection traffic(const DramTraffic& dram, const Accounting& accounts) {
  PropertySection section{.title = tr("Off-chip traffic"),
                          .rows = {numberProperty(tr("Read"), formatBits(dram.read)),
                                   numberProperty(tr("Written"), formatBits(dram.written))}};
  for (const TrafficEntry& entry : accounts.traffic) {
    const bool read = entry.direction == TrafficDirection::Read;
    section.rows.push_back(numberProperty(QStringLiteral("· ") + causeText(entry.cause), formatBits(entry.bits),
                                          read ? tr("A part of what is read") : tr("A part of what is written")));
  }
  return section;
}

PropertySection violations(const Evaluation& evaluation) {
  PropertySection section{.title = tr("Violations"), .rows = {}};
  for (const Violation& violation : evaluation.metrics->violations) {
    const QString where = violation.memory ? memoryText(*evaluation.design.accelerator, *violation.memory)
                          : violation.tile ? tileText(evaluation, *violation.tile)
                                           : tr("Design");
    QString text = QString::fromStdString(violation.what);
    if (violation.needed.value > 0) {
      text +=
          tr(" (%1 needed, %2 there)").arg(formatBits(violation.needed).brief, formatBits(violation.available).brief);
    }
    section.rows.push_back(textProperty(where, text));
  }
  return section;
}

PropertySection design(const Evaluation& evaluation) {
  const Design& shown = evaluation.design;
  return {.title = tr("Design"),
          .rows = {textProperty(tr("Model"), QString::fromStdString(shown.workload->name)),
                   textProperty(tr("Hardware"), QString::fromStdString(shown.accelerator->name)),
                   textProperty(tr("Fusion, tiling"), mappingText(shown.mapping)),
                   textProperty(tr("Assumptions"), assumptionsText(shown.assumptions)),
                   numberProperty(tr("Tiles"), formatCount(static_cast<std::int64_t>(evaluation.graph->size()))),
                   numberProperty(tr("Transfers"),
                                  formatCount(static_cast<std::int64_t>(evaluation.schedule->transfers.size())))}};
}

PropertySection warnings(const std::vector<Warning>& given) {
  PropertySection section{.title = tr("Warnings"), .rows = {}};
  for (const Warning& warning : given) {
    section.rows.push_back(textProperty(QString::fromStdString(warning.where), QString::fromStdString(warning.what)));
  }
  return section;
}

}  // namespace

std::vector<PropertySection> describeDesign(const Described& of) {
  const Evaluation& evaluation = of.evaluation;
  const Metrics& metrics = *evaluation.metrics;
  std::vector<PropertySection> sections{results(evaluation)};
  if (!metrics.violations.empty()) sections.insert(sections.begin(), violations(evaluation));
  sections.push_back(bounds(metrics));
  for (std::size_t core = 0; core < metrics.cores.size(); ++core) {
    if (CoreId(core) != evaluation.design.accelerator->offChip)
      sections.push_back(idleByCause(*evaluation.design.accelerator, of.accounting.cores[core], of.time));
  }
  sections.push_back(traffic(metrics.dram, of.accounting));
  sections.push_back(energy(metrics));
  sections.push_back(design(evaluation));
  if (const auto given = warningsOf(evaluation); !given.empty()) sections.push_back(warnings(given));
  return sections;
}

PropertySection idleByCause(const Accelerator& accelerator, const CoreAccount& account,
                            std::span<const CoreBudget> time) {
  const double makespan = std::max(account.makespan.value, 1.0);
  const auto row = [&](const QString& name, Cycles cycles) {
    Property made = numberProperty(name, formatCycles(cycles));
    made.value.brief += tr(" (%1)").arg(formatShare(cycles.value / makespan).brief);
    return made;
  };
  PropertySection section{.title = tr("Time of %1").arg(coreText(accelerator, account.core)), .rows = {}};
  section.rows.push_back(row(tr("Busy"), account.busy));
  const auto own = std::ranges::find(time, account.core, &CoreBudget::core);
  for (std::size_t use = 0; own != time.end() && use < kBusyUses; ++use) {
    if (own->budget.cycles[use].value <= 0) continue;
    section.rows.push_back(row(QStringLiteral("· ") + useText(static_cast<TimeUse>(use)), own->budget.cycles[use]));
    section.rows.back().meaning = useMeaning(static_cast<TimeUse>(use));
  }
  std::vector<std::size_t> causes;
  for (std::size_t cause = 0; cause < account.idle.size(); ++cause) {
    if (account.idle[cause].value > 0) causes.push_back(cause);
  }
  std::ranges::stable_sort(causes, std::greater{}, [&](std::size_t cause) { return account.idle[cause].value; });
  for (const std::size_t cause : causes) {
    section.rows.push_back(row(tr("Idle: %1").arg(causeText(static_cast<IdleCause>(cause))), account.idle[cause]));
    section.rows.back().meaning = causeMeaning(static_cast<IdleCause>(cause));
  }
  section.rows.push_back(numberProperty(tr("Sum = makespan"), formatCycles(account.makespan),
                                        tr("Busy and idle times of the core make up the whole run")));
  return section;
}

}  // namespace fusewright
