#include "widgets/blocks/block_map.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

/// What stays long comes first, so that the places of the others change less.
int rankOf(TensorKind kind) {
  return kind == TensorKind::Weight ? 0 : kind == TensorKind::Input ? 1 : kind == TensorKind::State ? 2 : 3;
}

HeldBlock blockOf(const HeldPiece& held, const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  const Residency& residency = schedule.residencies[static_cast<std::size_t>(held.residency)];
  HeldBlock block{.piece = residency.piece,
                  .kind = held.kind,
                  .layer = schedule.pieces[residency.piece.index()].layer,
                  .bits = residency.bits,
                  .since = residency.from,
                  .until = residency.to,
                  .nextUser = held.nextUser,
                  .nextUse = {}};
  if (held.nextUser) block.nextUse = schedule.start[held.nextUser->index()];
  return block;
}

QString exactCycles(double cycles) {
  return formatCycles(Cycles(std::round(cycles))).exact;
}

QString nextUseText(const HeldBlock& block, Cycles at, const Evaluation& evaluation) {
  if (!block.nextUse) return tr("not read from here any more");
  const QString reader = tileText(evaluation, *block.nextUser).toHtmlEscaped();
  if (block.isInUse(at)) return tr("being read by %1").arg(reader);
  const QString when = tr("read next by %1, in %2").arg(reader, exactCycles(block.nextUse->value - at.value));
  return block.leavesBeforeUse() ? when + tr("; leaves before, so it has to be fetched again") : when;
}

}  // namespace

ContentsSource contentsSource(const Evaluation& evaluation) {
  return {.workload = *evaluation.workload,
          .accelerator = *evaluation.design.accelerator,
          .graph = *evaluation.graph,
          .schedule = *evaluation.schedule};
}

BlockMap blockMapAt(const ContentsIndex& index, const Evaluation& evaluation, Cycles at) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const auto memories = topMemories(accelerator);
  BlockMap map{.at = at, .memories = {}};
  for (const MemoryContents& contents : contentsAt(index, contentsSource(evaluation), at)) {
    const TopMemory& memory = memories[contents.memory.index()];
    MemoryBlocks shown{.memory = contents.memory,
                       .name = memory.name,
                       .capacity = accelerator.core(memory.core).memories[memory.level].capacity,
                       .held = contents.held,
                       .isOffChip = memory.core == accelerator.offChip,
                       .blocks = {}};
    shown.blocks.reserve(contents.pieces.size());
    for (const HeldPiece& held : contents.pieces) shown.blocks.push_back(blockOf(held, evaluation));
    std::ranges::stable_sort(shown.blocks, {}, [](const HeldBlock& block) { return rankOf(block.kind); });
    map.memories.push_back(std::move(shown));
  }
  std::ranges::stable_partition(map.memories, [](const MemoryBlocks& memory) { return !memory.isOffChip; });
  return map;
}

Cycles fullestInstant(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const auto memories = topMemories(accelerator);
  Cycles instant{0};
  double fullest = 0;
  for (std::size_t index = 0; index < std::min(memories.size(), evaluation.metrics->memories.size()); ++index) {
    const TopMemory& memory = memories[index];
    const auto capacity = static_cast<double>(accelerator.core(memory.core).memories[memory.level].capacity.value);
    const MemoryTrace& trace = evaluation.metrics->memories[index];
    const double share = static_cast<double>(trace.peak.value) / std::max(capacity, 1.0);
    if (memory.core == accelerator.offChip || share <= fullest) continue;
    fullest = share;
    instant = trace.peakAt;
  }
  return instant;
}

QString kindText(TensorKind kind) {
  switch (kind) {
    case TensorKind::Input:
      return tr("input");
    case TensorKind::Weight:
      return tr("weight");
    case TensorKind::Activation:
      return tr("activation");
    case TensorKind::State:
      return tr("state");
  }
  return {};
}

TextTable blockTable(const BlockMap& map, const Evaluation& evaluation) {
  TextTable table{.headings = {"memory", "tensor", "from", "to", "bits", "kind", "age", "next_use", "next_user", "name",
                               "memory_name", "at"},
                  .rows = {}};
  for (const MemoryBlocks& memory : map.memories)
    for (const HeldBlock& block : memory.blocks)
      table.rows.push_back(
          {QString::number(memory.memory.value), QString::number(block.piece.value), plainNumber(block.since.value),
           plainNumber(block.until.value), QString::number(block.bits.value), kindText(block.kind),
           plainNumber(map.at.value - block.since.value), block.nextUse ? plainNumber(block.nextUse->value) : QString(),
           block.nextUser ? QString::number(block.nextUser->value) : QString(), pieceText(evaluation, block.piece),
           QString::fromStdString(memory.name), plainNumber(map.at.value)});
  return table;
}

QString blockToolTip(const HeldBlock& block, const MemoryBlocks& memory, Cycles at, const Evaluation& evaluation) {
  const NumberText bits = formatBits(block.bits);
  QStringList lines{QStringLiteral("<b>%1</b>").arg(pieceText(evaluation, block.piece).toHtmlEscaped())};
  const QString size = tr("%1: %2 (%3)").arg(kindText(block.kind), bits.brief, bits.exact);
  const double share =
      static_cast<double>(block.bits.value) / std::max(1.0, static_cast<double>(memory.capacity.value));
  lines << (memory.isOffChip
                ? size
                : size + tr(", %1 of %2").arg(formatShare(share).brief, QString::fromStdString(memory.name)));
  lines << tr("here for %1, since %2").arg(exactCycles(at.value - block.since.value), exactCycles(block.since.value));
  lines << nextUseText(block, at, evaluation);
  lines << tr("leaves in %1, at %2").arg(exactCycles(block.until.value - at.value), exactCycles(block.until.value));
  return lines.join(QStringLiteral("<br>"));
}

}  // namespace fusewright
