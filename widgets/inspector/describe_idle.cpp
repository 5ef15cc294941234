#include <QCoreApplication>

#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/inspector/property.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostCauses = 100;

QString tr(const char* text) {
  return QCoreApplication::translate("Details", text);
}

/// Why the thing before it waited, as a heading of the row: the name says what it waited for.
QString becauseText(const CauseLink& link, const Evaluation& evaluation, TileId waiting) {
  if (std::holds_alternative<PieceId>(link.culprit)) return tr("room after");
  const auto* transfer = std::get_if<TransferId>(&link.culprit);
  if (transfer != nullptr && evaluation.schedule->transfers[transfer->index()].neededBy == waiting)
    return link.cause == BindingCause::Transfer ? tr("arrival of") : tr("late arrival of");
  switch (link.cause) {
    case BindingCause::CoreBusy:
      return tr("core busy with");
    case BindingCause::Dependency:
      return tr("result of");
    case BindingCause::Transfer:
      return tr("arrival of");
    case BindingCause::LinkBusy:
    case BindingCause::OffChip:
      return tr("link held by");
    case BindingCause::MemoryFull:
      return tr("arrival of");
    case BindingCause::Synchronisation:
      return tr("all cores wait for");
    case BindingCause::None:
      break;
  }
  return causeText(link.cause);
}

Property rowOf(const Evaluation& evaluation, const CauseLink& link, TileId waiting) {
  const QString what = culpritText(evaluation, link.culprit);
  const NumberText length = formatCycles(link.to - link.from);
  const QString times = tr("from cycle %1 to %2").arg(formatCycles(link.from).exact, formatCycles(link.to).exact);
  return {.name = becauseText(link, evaluation, waiting),
          .value = {.brief = tr("%1 · %2").arg(what, length.brief), .exact = tr("%1, %2").arg(what, times)},
          .meaning = tr("What the line above waited for. Click to select it"),
          .target = culpritSelection(evaluation, link.culprit)};
}

}  // namespace

PropertySection causesOf(const Evaluation& evaluation, TileId tile) {
  PropertySection section{.title = tr("Chain of causes, back in time"), .rows = {}};
  const CauseChain chain = causesOfStart(*evaluation.graph, *evaluation.schedule, tile, kMostCauses);
  for (const CauseLink& link : chain.links) section.rows.push_back(rowOf(evaluation, link, tile));
  if (chain.links.empty()) {
    section.rows.push_back(textProperty(tr("Nothing"), tr("nothing held it up that the schedule names")));
  } else {
    section.rows.push_back(textProperty(
        chain.complete ? tr("Beginning") : tr("…"),
        chain.complete ? tr("nothing held that up") : tr("more than %1 causes; select one to go on").arg(kMostCauses)));
  }
  return section;
}

std::vector<PropertySection> describeIdle(const Evaluation& evaluation, const IdleInterval& idle) {
  PropertySection wait{
      .title = tr("Idle time"),
      .rows = {textProperty(tr("Core"), coreText(*evaluation.design.accelerator, idle.core)),
               textProperty(tr("Cause"), causeText(idleCauseOf(idle.cause))),
               {.name = tr("From"), .value = formatCycles(idle.from), .meaning = {}},
               {.name = tr("To"), .value = formatCycles(idle.to), .meaning = {}},
               {.name = tr("Lost"),
                .value = formatCycles(idle.to - idle.from),
                .meaning = tr("Cycles in which the core runs nothing")},
               {.name = tr("Part of the run"),
                .value = formatShare((idle.to - idle.from).value / evaluation.schedule->makespan.value),
                .meaning = {}}}};
  wait.rows.front().target = idle.core;
  const auto tile = tileAfter(*evaluation.schedule, idle);
  if (!tile) return {wait, idleByCause(evaluation, idle.core)};
  wait.rows.push_back(textProperty(tr("Waiting"), tileText(evaluation, *tile)));
  wait.rows.back().target = keyOf(*evaluation.graph, *tile);
  return {wait, causesOf(evaluation, *tile), idleByCause(evaluation, idle.core)};
}

}  // namespace fusewright
