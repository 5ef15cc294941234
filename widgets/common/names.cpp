#include "widgets/common/names.h"
#include "widgets/common/text.h"

#include <QStringList>

namespace fusewright {
namespace {

const Layer& layerOf(const Evaluation& evaluation, LayerId id) {
  return evaluation.workload->layer(id);
}

/// A step's name without the step numbers at its end: "mul_h_dA_3_3" is "mul_h_dA".
QString withoutStep(const Layer& layer) {
  QString name = shortName(layer.name);
  const QString number = QLatin1Char('_') + QString::number(layer.recurrence->step);
  while (name.endsWith(number)) name.chop(number.size());
  return name;
}

bool isTile(BindingCause cause) {
  return cause == BindingCause::CoreBusy || cause == BindingCause::Dependency || cause == BindingCause::Synchronisation;
}

bool isTransfer(const Evaluation& evaluation, BindingCause cause, std::int32_t id) {
  const bool names = cause == BindingCause::Transfer || cause == BindingCause::LinkBusy ||
                     cause == BindingCause::OffChip || cause == BindingCause::MemoryFull;
  return names && id >= 0 && static_cast<std::size_t>(id) < evaluation.schedule->transfers.size();
}

}  // namespace

QString shortName(const std::string& nodeName) {
  QStringList parts = QString::fromStdString(nodeName).split(QLatin1Char('/'), Qt::SkipEmptyParts);
  if (parts.size() > 2) parts = parts.mid(parts.size() - 2);
  return parts.join(QLatin1Char('/'));
}

QString layerText(const Workload& workload, LayerId layer) {
  const Layer& shown = workload.layer(layer);
  if (!shown.recurrence) return shortName(shown.name);
  return tr("%1, step %2").arg(withoutStep(shown)).arg(shown.recurrence->step);
}

QString tileText(const Evaluation& evaluation, TileId tile) {
  const TileGraph& graph = *evaluation.graph;
  const LayerId layer = graph.layer[tile.index()];
  const std::size_t tiles = graph.tilesOfLayer[layer.index()].size();
  const QString name = layerText(*evaluation.workload, layer);
  if (tiles <= 1) return name;
  return tr("%1, tile %2 of %3").arg(name).arg(graph.indexInLayer[tile.index()]).arg(tiles);
}

QString pieceText(const Evaluation& evaluation, PieceId id) {
  const Piece& piece = evaluation.schedule->pieces[id.index()];
  const QString layer = layerText(*evaluation.workload, piece.layer);
  if (piece.kind == Piece::Kind::TileOutput) {
    return piece.tile ? tr("output of %1").arg(tileText(evaluation, *piece.tile)) : tr("output of %1").arg(layer);
  }
  if (piece.kind == Piece::Kind::Slice) return tr("slice for %1").arg(layer);
  if (piece.source < 0) return tr("constant of %1").arg(layer);
  const ConstantPiece& constant = evaluation.graph->constants[static_cast<std::size_t>(piece.source)];
  const Layer& owner = layerOf(evaluation, constant.layer);
  const auto input = static_cast<std::size_t>(constant.input);
  const QString role = input < owner.inputs.size() ? roleText(owner.inputs[input].role) : tr("constant");
  return tr("%1 of %2").arg(role, layer);
}

QString transferText(const Evaluation& evaluation, TransferId id) {
  const Transfer& transfer = evaluation.schedule->transfers[id.index()];
  const Accelerator& accelerator = *evaluation.design.accelerator;
  return tr("%1, %2 to %3")
      .arg(pieceText(evaluation, transfer.piece), coreText(accelerator, transfer.from),
           coreText(accelerator, transfer.to));
}

QString coreText(const Accelerator& accelerator, CoreId core) {
  return QString::fromStdString(accelerator.core(core).name);
}

QString memoryText(const Accelerator& accelerator, MemoryId memory) {
  return QString::fromStdString(topMemories(accelerator)[memory.index()].name);
}

QString roleText(OperandRole role) {
  switch (role) {
    case OperandRole::I:
      return tr("input");
    case OperandRole::W:
      return tr("weight");
    case OperandRole::O:
      return tr("output");
  }
  return {};
}

QString causeText(TransferCause cause) {
  switch (cause) {
    case TransferCause::Weight:
      return tr("constant fetched");
    case TransferCause::Activation:
      return tr("activation fetched");
    case TransferCause::Reload:
      return tr("reload");
    case TransferCause::Spill:
      return tr("spill");
    case TransferCause::Output:
      return tr("result written");
  }
  return {};
}

QString causeText(BindingCause cause) {
  switch (cause) {
    case BindingCause::None:
      return tr("nothing to do");
    case BindingCause::CoreBusy:
      return tr("core busy");
    case BindingCause::Dependency:
      return tr("dependency");
    case BindingCause::Transfer:
      return tr("transfer");
    case BindingCause::LinkBusy:
      return tr("link busy");
    case BindingCause::MemoryFull:
      return tr("memory full");
    case BindingCause::Synchronisation:
      return tr("synchronisation");
    case BindingCause::OffChip:
      return tr("off-chip link taken");
  }
  return {};
}

QString causeText(IdleCause cause) {
  switch (cause) {
    case IdleCause::Dependency:
      return tr("dependency");
    case IdleCause::TransferInFlight:
      return tr("transfer in flight");
    case IdleCause::LinkTaken:
      return tr("link taken");
    case IdleCause::MemoryFull:
      return tr("memory full");
    case IdleCause::Synchronisation:
      return tr("synchronisation");
    case IdleCause::NothingToDo:
      return tr("nothing to do");
  }
  return {};
}

QString causeMeaning(IdleCause cause) {
  switch (cause) {
    case IdleCause::Dependency:
      return tr("The next tile needs the result of another one");
    case IdleCause::TransferInFlight:
      return tr("Data of the next tile is on its way, and set out as early as it could");
    case IdleCause::LinkTaken:
      return tr("Data of the next tile set out late, because others held the link until then: bandwidth is short");
    case IdleCause::MemoryFull:
      return tr("Data of the next tile set out late, because there was no room for it until then");
    case IdleCause::Synchronisation:
      return tr("All cores wait for each other at the first tile of a layer");
    case IdleCause::NothingToDo:
      return tr("The last tile of the core has ended");
  }
  return {};
}

QString causeText(TrafficCause cause) {
  switch (cause) {
    case TrafficCause::Weights:
      return tr("weights");
    case TrafficCause::ActivationsIn:
      return tr("activations in");
    case TrafficCause::Outputs:
      return tr("outputs");
    case TrafficCause::Spills:
      return tr("spills");
    case TrafficCause::Reloads:
      return tr("reloads");
    case TrafficCause::StreamedIn:
      return tr("streamed in");
    case TrafficCause::StreamedOut:
      return tr("streamed out");
  }
  return {};
}

QString operatorClassText(OperatorClass operatorClass) {
  switch (operatorClass) {
    case OperatorClass::Contraction:
      return tr("contraction");
    case OperatorClass::Convolution:
      return tr("convolution");
    case OperatorClass::Elementwise:
      return tr("elementwise");
    case OperatorClass::Activation:
      return tr("activation");
    case OperatorClass::Reduction:
      return tr("reduction");
    case OperatorClass::Normalisation:
      return tr("normalisation");
    case OperatorClass::Pooling:
      return tr("pooling");
    case OperatorClass::Recurrence:
      return tr("recurrence");
    case OperatorClass::Layout:
      return tr("layout");
    case OperatorClass::Other:
      return tr("other");
  }
  return {};
}

QString boundByText(const Evaluation& evaluation, BindingCause cause, std::int32_t id) {
  if (isTile(cause) && id >= 0 && static_cast<std::size_t>(id) < evaluation.graph->size()) {
    return tr("%1: %2").arg(causeText(cause), tileText(evaluation, TileId(id)));
  }
  if (isTransfer(evaluation, cause, id)) {
    return tr("%1: %2").arg(causeText(cause), transferText(evaluation, TransferId(id)));
  }
  return causeText(cause);
}

std::optional<TileId> tileOf(const TileGraph& graph, TileKey key) {
  if (key.layer.index() >= graph.tilesOfLayer.size() || key.indexInLayer < 0) return std::nullopt;
  const auto& tiles = graph.tilesOfLayer[key.layer.index()];
  const auto index = static_cast<std::size_t>(key.indexInLayer);
  return index < tiles.size() ? std::optional(tiles[index]) : std::nullopt;
}

TileKey keyOf(const TileGraph& graph, TileId tile) {
  return {.layer = graph.layer[tile.index()], .indexInLayer = graph.indexInLayer[tile.index()]};
}

}  // namespace fusewright
