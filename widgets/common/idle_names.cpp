#include "widgets/common/idle_names.h"

#include <algorithm>
#include <cmath>

#include "core/metrics/accounting.h"
#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

/// "1,234": cycles without the unit, to two decimals where they have any.
QString at(Cycles cycles) {
  return exactNumber(std::round(cycles.value * 100) / 100);
}

QString onItsWay(const Evaluation& evaluation, TransferId id) {
  const Transfer& transfer = evaluation.schedule->transfers[id.index()];
  return tr("%1 arrives at cycle %2 after %3 cycles on its way from %4")
      .arg(pieceText(evaluation, transfer.piece), at(transfer.end), at(transfer.end - transfer.start),
           coreText(*evaluation.design.accelerator, transfer.from));
}

QString held(const Evaluation& evaluation, const CauseLink& link) {
  return tr("%1 holds the link from cycle %2 to %3")
      .arg(culpritText(evaluation, link.culprit), at(link.from), at(link.to));
}

/// What kept a transfer from setting out earlier; the gap that it fills may have begun long after that.
QString heldUntil(const Evaluation& evaluation, TransferId late, const CauseLink& link) {
  return tr("it could set out only at cycle %1, because %2 held the link until then")
      .arg(at(evaluation.schedule->transfers[late.index()].start), culpritText(evaluation, link.culprit));
}

QString leftText(const Evaluation& evaluation, const CauseLink& link) {
  const auto* piece = std::get_if<PieceId>(&link.culprit);
  if (piece == nullptr) return held(evaluation, link);
  const auto& stays = evaluation.schedule->residencies;
  const auto stay = std::ranges::find_if(stays, [&](const Residency& candidate) {
    return candidate.piece == *piece && candidate.to == link.to && candidate.lastUser;
  });
  QString text = tr("there is no room before %1 leaves at cycle %2").arg(pieceText(evaluation, *piece), at(link.to));
  if (stay != stays.end() && stay->lastUser) text += tr(", last used by %1").arg(tileText(evaluation, *stay->lastUser));
  return text;
}

/// The clause after the colon: what was late, and who is to blame.
QString blameClause(const Evaluation& evaluation, const IdleInterval& idle, const std::vector<CauseLink>& links) {
  if (links.empty()) {
    return idle.cause == BindingCause::MemoryFull ? tr("there is no room in the memory before a planned departure")
                                                  : causeText(idle.cause);
  }
  const CauseLink& first = links.front();
  const auto* transfer = std::get_if<TransferId>(&first.culprit);
  switch (idle.cause) {
    case BindingCause::Transfer:
      return transfer != nullptr ? onItsWay(evaluation, *transfer) : held(evaluation, first);
    case BindingCause::LinkBusy:
      if (transfer == nullptr || links.size() < 2) return held(evaluation, first);
      return tr("%1; %2").arg(onItsWay(evaluation, *transfer), heldUntil(evaluation, *transfer, links[1]));
    case BindingCause::OffChip:
      return held(evaluation, first);
    case BindingCause::MemoryFull:
      if (transfer == nullptr || links.size() < 2) return leftText(evaluation, first);
      return tr("%1; %2").arg(onItsWay(evaluation, *transfer), leftText(evaluation, links[1]));
    case BindingCause::Synchronisation:
      return tr("all cores wait for each other, and %1 ends last, at cycle %2")
          .arg(culpritText(evaluation, first.culprit), at(first.to));
    case BindingCause::None:
    case BindingCause::CoreBusy:
    case BindingCause::Dependency:
      break;
  }
  return tr("it needs %1, which runs from cycle %2 to %3")
      .arg(culpritText(evaluation, first.culprit), at(first.from), at(first.to));
}

}  // namespace

const IdleInterval* idleAt(const Evaluation& evaluation, CoreId core, double cycle) {
  const auto& idle = evaluation.metrics->idle;
  // Intervals are sorted by core, then by time: the last one that begins at or before the cycle is the only candidate.
  const auto after = std::partition_point(idle.begin(), idle.end(), [&](const IdleInterval& interval) {
    return interval.core < core || (interval.core == core && interval.from.value <= cycle);
  });
  if (after == idle.begin()) return nullptr;
  const IdleInterval& found = *(after - 1);
  return found.core == core && cycle < found.to.value ? &found : nullptr;
}

const IdleInterval* findIdle(const Evaluation& evaluation, const IdleKey& key) {
  const auto& idle = evaluation.metrics->idle;
  if (key.core.index() >= evaluation.metrics->cores.size()) return nullptr;
  const auto end = std::partition_point(idle.begin(), idle.end(),
                                        [&](const IdleInterval& interval) { return interval.core <= key.core; });
  if (!key.before) {
    if (end == idle.begin()) return nullptr;
    const IdleInterval& last = *(end - 1);
    return last.core == key.core && !tileAfter(*evaluation.schedule, last) ? &last : nullptr;
  }
  const auto tile = tileOf(*evaluation.graph, *key.before);
  if (!tile || evaluation.graph->core[tile->index()] != key.core) return nullptr;
  const Cycles start = evaluation.schedule->start[tile->index()];
  const auto found = std::partition_point(idle.begin(), idle.end(), [&](const IdleInterval& interval) {
    return interval.core < key.core || (interval.core == key.core && interval.to < start);
  });
  return found != idle.end() && found->core == key.core && found->to == start ? &*found : nullptr;
}

IdleKey keyOf(const Evaluation& evaluation, const IdleInterval& idle) {
  const auto tile = tileAfter(*evaluation.schedule, idle);
  return {.core = idle.core, .before = tile ? std::optional(keyOf(*evaluation.graph, *tile)) : std::nullopt};
}

QString culpritText(const Evaluation& evaluation, const Culprit& culprit) {
  if (const auto* tile = std::get_if<TileId>(&culprit)) return tileText(evaluation, *tile);
  if (const auto* transfer = std::get_if<TransferId>(&culprit)) return transferText(evaluation, *transfer);
  return pieceText(evaluation, std::get<PieceId>(culprit));
}

Selection culpritSelection(const Evaluation& evaluation, const Culprit& culprit) {
  if (const auto* tile = std::get_if<TileId>(&culprit)) return keyOf(*evaluation.graph, *tile);
  if (const auto* transfer = std::get_if<TransferId>(&culprit)) return *transfer;
  const PieceId id = std::get<PieceId>(culprit);
  const Piece& piece = evaluation.schedule->pieces[id.index()];
  if (const auto maker = producerOf(*evaluation.schedule, piece)) return keyOf(*evaluation.graph, *maker);
  const auto& stays = evaluation.schedule->residencies;
  const auto stay = std::ranges::find_if(
      stays, [&](const Residency& candidate) { return candidate.piece == id && candidate.lastUser; });
  return stay != stays.end() ? Selection{keyOf(*evaluation.graph, *stay->lastUser)} : Selection{piece.layer};
}

QString idleSentence(const Evaluation& evaluation, const IdleInterval& idle) {
  const QString core = coreText(*evaluation.design.accelerator, idle.core);
  const QString length = at(idle.to - idle.from);
  const auto tile = tileAfter(*evaluation.schedule, idle);
  if (!tile) return tr("%1 has nothing left to do for the last %2 cycles of the run.").arg(core, length);
  const auto chain = causesOfIdle(*evaluation.graph, *evaluation.schedule, idle, 2);
  return tr("%1 is idle for %2 cycles, until %3 can start: %4.")
      .arg(core, length, tileText(evaluation, *tile), blameClause(evaluation, idle, chain.links));
}

}  // namespace fusewright
