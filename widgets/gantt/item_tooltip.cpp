#include "widgets/gantt/item_tooltip.h"

#include <cmath>

#include "core/schedule/stream_rate.h"
#include "widgets/common/format.h"
#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

QString heading(const QString& text) {
  return QStringLiteral("<b>%1</b><table cellspacing='0'>").arg(text.toHtmlEscaped());
}

QString row(const QString& name, const QString& value) {
  return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>").arg(name, value.toHtmlEscaped());
}

QString exactCycles(double cycles) {
  return formatCycles(Cycles(std::round(cycles * 100) / 100)).exact;
}

QString times(Cycles start, Cycles end) {
  return row(tr("Start"), exactCycles(start.value)) + row(tr("End"), exactCycles(end.value)) +
         row(tr("Duration"), exactCycles(end.value - start.value));
}

QString costRows(const TileCost& cost) {
  QString text = row(tr("· computing"), exactCycles(cost.idealTemporal.value));
  if (cost.stall.value != 0) text += row(tr("· stalled"), exactCycles(cost.stall.value));
  text += row(tr("· on-loading"), exactCycles(cost.onLoad.value));
  text += row(tr("· off-loading"), exactCycles(cost.offLoad.value));
  text += row(tr("Units in use"), formatShare(cost.spatialUtilisation).brief);
  QStringList streamed;
  for (const OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O}) {
    if (cost.streamed[role]) streamed << roleText(role);
  }
  if (!streamed.isEmpty()) text += row(tr("Streamed off chip"), streamed.join(QStringLiteral(", ")));
  return text;
}

QString tileToolTip(const Evaluation& evaluation, TileId tile) {
  const Schedule& schedule = *evaluation.schedule;
  const std::size_t index = tile.index();
  QString text = heading(tileText(evaluation, tile)) + times(schedule.start[index], schedule.end[index]);
  text += costRows(evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[index])]);
  text += row(tr("Started after"), boundByText(evaluation, schedule.boundBy[index], schedule.boundById[index]));
  return text + QStringLiteral("</table>");
}

QString transferToolTip(const Evaluation& evaluation, TransferId id) {
  const Transfer& transfer = evaluation.schedule->transfers[id.index()];
  QString text = heading(transferText(evaluation, id)) + times(transfer.start, transfer.end);
  text += row(tr("Size"), formatBits(transfer.bits).brief) + row(tr("Booked"), formatRate(transfer.bandwidth).brief);
  text += row(tr("Why"), causeText(transfer.cause));
  if (transfer.neededBy) text += row(tr("For"), tileText(evaluation, *transfer.neededBy));
  return text + QStringLiteral("</table>");
}

QString streamToolTip(const Evaluation& evaluation, StreamId id) {
  const Stream& stream = evaluation.schedule->streams[id.index()];
  QString text = heading(tr("%1 of %2, streamed").arg(roleText(stream.role), tileText(evaluation, stream.tile)));
  text += times(stream.start, stream.end) + row(tr("Size"), formatBits(stream.bits).brief);
  text += row(tr("Booked"), formatRate(streamRate(stream, evaluation.design.assumptions)).brief);
  return text + QStringLiteral("</table>");
}

}  // namespace

QString itemToolTip(const Evaluation& evaluation, const TimelineItem& item) {
  if (const auto* tile = std::get_if<TileId>(&item)) return tileToolTip(evaluation, *tile);
  if (const auto* transfer = std::get_if<TransferId>(&item)) return transferToolTip(evaluation, *transfer);
  return streamToolTip(evaluation, std::get<StreamId>(item));
}

QString changeToolTip(const Evaluation& baseline, TileId before, const Evaluation& evaluation, TileId tile) {
  const Cycles start = baseline.schedule->start[before.index()];
  const Cycles length = baseline.schedule->end[before.index()] - start;
  const Cycles startNow = evaluation.schedule->start[tile.index()];
  const Cycles lengthNow = evaluation.schedule->end[tile.index()] - startNow;
  const auto change = [](double cycles) {
    return (cycles > 0 ? QStringLiteral("+") : QString()) + exactCycles(cycles);
  };
  return QStringLiteral("<hr>") + heading(tr("In the baseline")) + row(tr("Start"), exactCycles(start.value)) +
         row(tr("Duration"), exactCycles(length.value)) + row(tr("Δ start"), change((startNow - start).value)) +
         row(tr("Δ duration"), change((lengthNow - length).value)) + QStringLiteral("</table>");
}

QString idleToolTip(const Evaluation& evaluation, CoreId core, double cycle) {
  const IdleInterval* found = idleAt(evaluation, core, cycle);
  if (found == nullptr) return {};
  QString text = heading(
      tr("%1 is idle: %2").arg(coreText(*evaluation.design.accelerator, core), causeText(idleCauseOf(found->cause))));
  text += times(found->from, found->to) + QStringLiteral("</table>");
  return text + QStringLiteral("<p>%1<br><i>%2</i></p>")
                    .arg(idleSentence(evaluation, *found).toHtmlEscaped(), tr("Click for the chain of causes"));
}

}  // namespace fusewright
