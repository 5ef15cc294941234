#include <algorithm>
#include <span>

#include <QLocale>

#include "widgets/common/family_names.h"
#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"
#include "widgets/inspector/fold_causes.h"
#include "widgets/inspector/property.h"

namespace fusewright {
namespace {

/// Followed at most: transfers one after the other are one row, so that there are far fewer of those.
constexpr std::size_t kMostCauses = 1000;
constexpr std::size_t kMostRows = 100;

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

/// Whether the row would say that a link was held by some transfer, as the rows beside it do.
bool isHeldLink(const CauseLink& link, const Evaluation& evaluation, TileId waiting) {
  return std::holds_alternative<TransferId>(link.culprit) &&
         becauseText(link, evaluation, waiting) == tr("link held by");
}

/// One row for transfers that waited for each other, of which there may be hundreds.
Property queueRow(const Evaluation& evaluation, std::span<const CauseLink> queue) {
  const Cycles from = queue.back().from;
  const Cycles to = queue.front().to;
  const QString count = QLocale().toString(static_cast<qlonglong>(queue.size()));
  return {
      .name = tr("link held by"),
      .value = {.brief = (queue.size() == 1 ? tr("%1 transfer · %2") : tr("%1 transfers · %2"))
                             .arg(count, formatCycles(to - from).brief),
                .exact = tr("%1 transfers one after the other, from cycle %2 to %3; the last is %4")
                             .arg(count, formatCycles(from).exact, formatCycles(to).exact,
                                  culpritText(evaluation, queue.front().culprit))},
      .meaning = tr("What the line above waited for: each of these transfers waited for the one before it. Click to "
                    "select the last of them"),
      .target = culpritSelection(evaluation, queue.front().culprit)};
}

/// What rows of a chain are alike by: the tiles of a family, the transfers of its tensors.
QString kindOf(const Evaluation& evaluation, const Culprit& culprit, const std::vector<QString>& families) {
  const auto familyOf = [&](LayerId layer) { return families[evaluation.workload->layer(layer).family.index()]; };
  if (const auto* tile = std::get_if<TileId>(&culprit)) return familyOf(evaluation.graph->layer[tile->index()]);
  const Schedule& schedule = *evaluation.schedule;
  if (const auto* transfer = std::get_if<TransferId>(&culprit)) {
    const PieceId piece = schedule.transfers[transfer->index()].piece;
    return tr("transfers of %1").arg(familyOf(schedule.pieces[piece.index()].layer));
  }
  return tr("data of %1").arg(familyOf(schedule.pieces[std::get<PieceId>(culprit).index()].layer));
}

/// A row a link, except that transfers in a row share one.
std::vector<CauseRow> rowsOf(const Evaluation& evaluation, const CauseChain& chain, TileId waiting) {
  const std::vector<QString> families = familyNames(*evaluation.workload);
  std::vector<CauseRow> rows;
  for (auto link = chain.links.begin(); link != chain.links.end();) {
    const auto end = std::find_if_not(link, chain.links.end(),
                                      [&](const CauseLink& next) { return isHeldLink(next, evaluation, waiting); });
    if (end - link > 1) {
      rows.push_back({.property = queueRow(evaluation, {link, end}),
                      .kind = tr("transfers"),
                      .cycles = link->to - (end - 1)->from});
      link = end;
    } else {
      rows.push_back({.property = rowOf(evaluation, *link, waiting),
                      .kind = kindOf(evaluation, link->culprit, families),
                      .cycles = link->to - link->from});
      ++link;
    }
  }
  return rows;
}

}  // namespace

PropertySection causesOf(const Evaluation& evaluation, TileId tile) {
  PropertySection section{.title = tr("Chain of causes, back in time"), .rows = {}};
  const CauseChain chain = causesOfStart(*evaluation.graph, *evaluation.schedule, tile, kMostCauses);
  section.rows = foldedCauses(rowsOf(evaluation, chain, tile));
  const bool complete = chain.complete && section.rows.size() <= kMostRows;
  if (section.rows.size() > kMostRows) section.rows.resize(kMostRows);
  if (chain.links.empty()) {
    section.rows.push_back(textProperty(tr("Nothing"), tr("nothing held it up that the schedule names")));
  } else {
    section.rows.push_back(
        textProperty(complete ? tr("Beginning") : tr("…"),
                     complete ? tr("nothing held that up") : tr("and more causes; select the last of these to go on")));
  }
  return section;
}

std::vector<PropertySection> describeIdle(const Described& of, const IdleInterval& idle) {
  const Evaluation& evaluation = of.evaluation;
  PropertySection wait{
      .title = tr("Idle time"),
      .rows = {textProperty(tr("Core"), coreText(*evaluation.design.accelerator, idle.core)),
               {.name = tr("Cause"),
                .value = {.brief = useText(idleCauseOf(idle.cause)), .exact = useText(idleCauseOf(idle.cause))},
                .meaning = causeMeaning(idleCauseOf(idle.cause))},
               {.name = tr("From"), .value = exactCycles(idle.from), .meaning = {}},
               {.name = tr("To"), .value = exactCycles(idle.to), .meaning = {}},
               {.name = tr("Lost"),
                .value = formatCycles(idle.to - idle.from),
                .meaning = tr("Cycles in which the core runs nothing")},
               {.name = tr("Part of the run"),
                .value = formatShare((idle.to - idle.from).value / evaluation.schedule->makespan.value),
                .meaning = {}}}};
  wait.rows.front().target = idle.core;
  const auto tile = tileAfter(*evaluation.schedule, idle);
  if (!tile)
    return {wait, idleByCause(*evaluation.design.accelerator, of.accounting.cores[idle.core.index()], of.time)};
  wait.rows.push_back(textProperty(tr("Waiting"), tileText(evaluation, *tile)));
  wait.rows.back().target = keyOf(*evaluation.graph, *tile);
  return {wait, causesOf(evaluation, *tile),
          idleByCause(*evaluation.design.accelerator, of.accounting.cores[idle.core.index()], of.time)};
}

}  // namespace fusewright
