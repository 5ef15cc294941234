#include "widgets/inspector/property.h"

#include <algorithm>

#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

/// What the selection names, if this evaluation has it.
Selection present(const Evaluation& evaluation, const Selection& selection) {
  if (const auto* layer = std::get_if<LayerId>(&selection)) {
    return layer->index() < evaluation.workload->layers.size() ? selection : Selection{};
  }
  if (const auto* key = std::get_if<TileKey>(&selection)) {
    if (tileOf(*evaluation.graph, *key)) return selection;
    return present(evaluation, Selection{key->layer});
  }
  if (const auto* idle = std::get_if<IdleKey>(&selection)) {
    if (findIdle(evaluation, *idle) != nullptr) return selection;
    return idle->before ? present(evaluation, Selection{*idle->before}) : present(evaluation, Selection{idle->core});
  }
  if (const auto* core = std::get_if<CoreId>(&selection)) {
    return core->index() < evaluation.metrics->cores.size() ? selection : Selection{};
  }
  if (const auto* memory = std::get_if<MemoryId>(&selection)) {
    return memory->index() < evaluation.metrics->memories.size() ? selection : Selection{};
  }
  if (const auto* transfer = std::get_if<TransferId>(&selection)) {
    return transfer->index() < evaluation.schedule->transfers.size() ? selection : Selection{};
  }
  return {};
}

QString fusionText(const MappingRequest& request) {
  if (const auto* named = std::get_if<NamedFusion>(&request.fusion)) return QString::fromStdString(named->name);
  const auto fused = std::ranges::count_if(std::get<ListedFusion>(request.fusion).groups,
                                           [](const auto& group) { return group.size() > 1; });
  return fused == 1 ? tr("own plan with one fused group") : tr("own plan with %1 fused groups").arg(fused);
}

QString tilingText(const MappingRequest& request) {
  switch (request.tiling) {
    case TilingMode::PerStep:
      return tr("one step a tile");
    case TilingMode::None:
      return tr("whole layers");
    case TilingMode::MemoryAware:
      return tr("memory-aware");
    case TilingMode::Explicit:
      break;
  }
  QStringList entries;
  for (const TilingEntry& entry : request.entries) {
    const QString parts = entry.parts == kOnePartPerIteration ? tr("all") : QString::number(entry.parts);
    entries << QString::fromStdString(entry.dim) + QLatin1Char('=') + parts;
  }
  return entries.join(QStringLiteral(", "));
}

}  // namespace

Property numberProperty(const QString& name, const NumberText& value, const QString& meaning) {
  return {.name = name, .value = value, .meaning = meaning};
}

Property textProperty(const QString& name, const QString& text) {
  return {.name = name, .value = {.brief = text, .exact = text}, .meaning = {}};
}

std::vector<PropertySection> describe(const Described& of, const Selection& selection) {
  const Evaluation& evaluation = of.evaluation;
  const Selection shown = present(evaluation, selection);
  if (const auto* layer = std::get_if<LayerId>(&shown)) return describeLayer(of, *layer);
  if (const auto* key = std::get_if<TileKey>(&shown)) return describeTile(evaluation, *tileOf(*evaluation.graph, *key));
  if (const auto* core = std::get_if<CoreId>(&shown)) return describeCore(of, *core);
  if (const auto* memory = std::get_if<MemoryId>(&shown)) return describeMemory(of, *memory);
  if (const auto* transfer = std::get_if<TransferId>(&shown)) return describeTransfer(evaluation, *transfer);
  if (const auto* idle = std::get_if<IdleKey>(&shown)) return describeIdle(of, *findIdle(evaluation, *idle));
  return describeDesign(of);
}

QString subjectOf(const Evaluation& evaluation, const Selection& selection) {
  const Selection shown = present(evaluation, selection);
  const Workload& workload = *evaluation.workload;
  const Accelerator& accelerator = *evaluation.design.accelerator;
  if (const auto* layer = std::get_if<LayerId>(&shown)) return tr("Layer %1").arg(familyText(workload, *layer));
  if (const auto* key = std::get_if<TileKey>(&shown)) {
    return tr("Tile %1").arg(tileText(evaluation, *tileOf(*evaluation.graph, *key)));
  }
  if (const auto* core = std::get_if<CoreId>(&shown)) return tr("Core %1").arg(coreText(accelerator, *core));
  if (const auto* memory = std::get_if<MemoryId>(&shown)) return tr("Memory %1").arg(memoryText(accelerator, *memory));
  if (const auto* transfer = std::get_if<TransferId>(&shown)) {
    return tr("Transfer of %1").arg(transferText(evaluation, *transfer));
  }
  if (const auto* idle = std::get_if<IdleKey>(&shown)) return idleSentence(evaluation, *findIdle(evaluation, *idle));
  return tr("%1 on %2").arg(QString::fromStdString(workload.name), QString::fromStdString(accelerator.name));
}

QString assumptionsText(const Assumptions& assumptions) {
  return QString::fromStdString(nameOf(assumptions));
}

QString mappingText(const MappingRequest& request) {
  return fusionText(request) + QStringLiteral(", ") + tilingText(request);
}

}  // namespace fusewright
