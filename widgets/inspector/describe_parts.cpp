#include <algorithm>
#include <map>

#include "core/metrics/measure.h"
#include "widgets/common/family_names.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"
#include "widgets/inspector/property.h"
#include "widgets/layers/layer_rows.h"

namespace fusewright {
namespace {

Property time(const QString& name, Cycles cycles) {
  return numberProperty(name, formatCycles(cycles));
}

/// A point in time that one compares with others: to the cycle.
Property moment(const QString& name, Cycles cycles) {
  return numberProperty(name, exactCycles(cycles));
}

PropertySection loops(const Layer& layer) {
  PropertySection section{.title = tr("Loops"), .rows = {}};
  for (const LoopDim& dim : layer.dims)
    section.rows.push_back(numberProperty(QString::fromStdString(dim.name), exactCount(dim.size)));
  return section;
}

PropertySection cost(const Evaluation& evaluation, TileId tile) {
  const TileCost& cost = evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile.index()])];
  PropertySection section{
      .title = tr("Cost of the tile"),
      .rows = {time(tr("Computing"), cost.idealTemporal), time(tr("Stall"), cost.stall),
               time(tr("On-loading"), cost.onLoad), time(tr("Off-loading"), cost.offLoad),
               numberProperty(tr("Units in use"), formatShare(cost.spatialUtilisation)),
               numberProperty(tr("Operations"), formatCount(cost.operations)),
               numberProperty(tr("Energy"), formatEnergy(tileEnergy(cost, *evaluation.design.accelerator,
                                                                    evaluation.design.assumptions)))}};
  for (const OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O}) {
    const std::size_t index = roleIndex(role);
    const QString where = cost.streamed[role] ? tr("%1, streamed").arg(roleText(role)) : roleText(role);
    section.rows.push_back(numberProperty(tr("Size of %1").arg(where), formatBits(cost.bits[index])));
  }
  return section;
}

/// The pieces that a memory holds at its peak, by layer, largest first.
PropertySection atPeak(const Evaluation& evaluation, const MemoryTrace& trace) {
  constexpr std::size_t kMost = 12;
  const std::vector<QString> names = familyNames(*evaluation.workload);
  std::map<QString, std::int64_t> bits;
  for (const std::int32_t index : trace.residenciesAtPeak) {
    const Residency& residency = evaluation.schedule->residencies[static_cast<std::size_t>(index)];
    const LayerId layer = evaluation.schedule->pieces[residency.piece.index()].layer;
    bits[names[evaluation.workload->layer(layer).family.index()]] += residency.bits.value;
  }
  std::vector<std::pair<QString, std::int64_t>> sorted(bits.begin(), bits.end());
  std::ranges::stable_sort(sorted, std::greater{}, [](const auto& entry) { return entry.second; });
  sorted.resize(std::min(sorted.size(), kMost));
  PropertySection section{.title = tr("Held at the peak, by layer"), .rows = {}};
  for (const auto& [name, held] : sorted) section.rows.push_back(numberProperty(name, formatBits(Bits(held))));
  return section;
}

/// Each tensor that a memory holds at its peak, largest first, with who made it and who reads it last.
PropertySection tensorsAtPeak(const Evaluation& evaluation, const std::vector<PeakEntry>& peaks, MemoryId memory) {
  constexpr std::size_t kMost = 60;
  std::vector<PeakEntry> held;
  std::ranges::copy_if(peaks, std::back_inserter(held), [&](const PeakEntry& entry) { return entry.memory == memory; });
  std::ranges::stable_sort(held, std::greater{}, [](const PeakEntry& entry) { return entry.bits; });
  PropertySection section{.title = tr("Tensors at the peak"), .rows = {}};
  Bits rest;
  for (std::size_t index = 0; index < held.size(); ++index) {
    const PeakEntry& entry = held[index];
    if (index >= kMost) {
      rest += entry.bits;
      continue;
    }
    const QString maker =
        entry.producer ? tr("made by %1").arg(tileText(evaluation, *entry.producer)) : tr("constant, made by nobody");
    const QString user =
        entry.lastUser ? tr("last used by %1").arg(tileText(evaluation, *entry.lastUser)) : tr("not used there");
    section.rows.push_back(
        numberProperty(pieceText(evaluation, entry.piece), formatBits(entry.bits),
                       tr("%1; %2; there from cycle %3 to %4")
                           .arg(maker, user, formatCycles(entry.from).exact, formatCycles(entry.to).exact)));
    section.rows.back().value.brief += tr(", %1, %2").arg(maker, user);
  }
  if (held.size() > kMost)
    section.rows.push_back(numberProperty(tr("%1 smaller ones").arg(held.size() - kMost), formatBits(rest),
                                          tr("peaks.csv lists them all")));
  section.rows.push_back(numberProperty(tr("Sum = peak"), formatBits(evaluation.metrics->memories[memory.index()].peak),
                                        tr("The tensors above make up the peak, to the bit")));
  return section;
}

}  // namespace

std::vector<PropertySection> describeLayer(const Described& of, LayerId id) {
  const Evaluation& evaluation = of.evaluation;
  const Workload& workload = *evaluation.workload;
  const Layer& layer = workload.layer(id);
  PropertySection general{.title = tr("Layer"),
                          .rows = {textProperty(tr("Name"), QString::fromStdString(layer.name)),
                                   textProperty(tr("Operation"), QString::fromStdString(layer.operation))}};
  const auto row = std::ranges::find_if(
      of.layers, [&](const LayerRow& candidate) { return workload.layer(candidate.layer).family == layer.family; });
  if (layer.kind != LayerKind::Compute || row == of.layers.end()) {
    general.rows.push_back(textProperty(tr("Cost"), layer.kind == LayerKind::Routing
                                                        ? tr("none: it only passes data on")
                                                        : tr("none under these assumptions")));
    return {general};
  }
  if (row->members > 1) general.rows.push_back(numberProperty(tr("Steps"), formatCount(row->members)));
  general.rows.push_back(numberProperty(tr("Fusion group"), formatCount(row->group)));
  PropertySection result{
      .title = tr("Result"),
      .rows = {numberProperty(tr("Tiles"), formatCount(row->tiles)),
               numberProperty(tr("Operations"), formatCount(row->operations)), time(tr("Busy"), Cycles(row->busy)),
               time(tr("Waited before its tiles"), Cycles(row->waited)),
               moment(tr("First start"), Cycles(row->firstStart)), moment(tr("Last end"), Cycles(row->lastEnd)),
               numberProperty(tr("Off-chip traffic"), formatBits(Bits(row->offChipBits))),
               numberProperty(tr("Energy"), formatEnergy(Picojoules(row->energy)))}};
  std::vector<PropertySection> sections{general, result, loops(layer)};
  const auto& tiles = evaluation.graph->tilesOfLayer[id.index()];
  if (!tiles.empty()) sections.push_back(cost(evaluation, tiles.front()));
  return sections;
}

std::vector<PropertySection> describeTile(const Evaluation& evaluation, TileId tile) {
  const Schedule& schedule = *evaluation.schedule;
  const TileGraph& graph = *evaluation.graph;
  const std::size_t index = tile.index();
  const Layer& layer = evaluation.workload->layer(graph.layer[index]);
  const Box ranges = tileRanges(graph.layerTilings[graph.layer[index].index()], graph.indexInLayer[index]);
  PropertySection when{.title = tr("When and where"),
                       .rows = {textProperty(tr("Core"), coreText(*evaluation.design.accelerator, graph.core[index])),
                                moment(tr("Start"), schedule.start[index]), moment(tr("End"), schedule.end[index]),
                                time(tr("Duration"), schedule.end[index] - schedule.start[index]),
                                textProperty(tr("Started after"), boundByText(evaluation, schedule.boundBy[index],
                                                                              schedule.boundById[index]))}};
  PropertySection part{.title = tr("Part of the layer"), .rows = {}};
  for (std::size_t dim = 0; dim < std::min(layer.dims.size(), ranges.rank); ++dim) {
    const Interval range = ranges.ranges[dim];
    part.rows.push_back(
        textProperty(QString::fromStdString(layer.dims[dim].name),
                     QStringLiteral("%1 … %2").arg(exactCount(range.begin).brief, exactCount(range.end).brief)));
  }
  PropertySection links{
      .title = tr("Dependencies"),
      .rows = {numberProperty(tr("Producers"), formatCount(static_cast<std::int64_t>(graph.producersOf(tile).size()))),
               numberProperty(tr("Consumers"), formatCount(static_cast<std::int64_t>(graph.consumersOf(tile).size()))),
               numberProperty(tr("Output"), formatBits(graph.outputBits[index]))}};
  return {when, cost(evaluation, tile), causesOf(evaluation, tile), part, links};
}

std::vector<PropertySection> describeTransfer(const Evaluation& evaluation, TransferId id) {
  const Transfer& transfer = evaluation.schedule->transfers[id.index()];
  const Accelerator& accelerator = *evaluation.design.accelerator;
  PropertySection section{.title = tr("Transfer"),
                          .rows = {textProperty(tr("What"), pieceText(evaluation, transfer.piece)),
                                   textProperty(tr("Why"), causeText(transfer.cause)),
                                   textProperty(tr("From"), coreText(accelerator, transfer.from)),
                                   textProperty(tr("To"), coreText(accelerator, transfer.to)),
                                   numberProperty(tr("Size"), formatBits(transfer.bits)),
                                   numberProperty(tr("Booked bandwidth"), formatRate(transfer.bandwidth)),
                                   moment(tr("Start"), transfer.start), moment(tr("End"), transfer.end),
                                   time(tr("Duration"), transfer.end - transfer.start)}};
  if (transfer.neededBy) {
    section.rows.push_back(textProperty(tr("For"), tileText(evaluation, *transfer.neededBy)));
    section.rows.back().target = keyOf(*evaluation.graph, *transfer.neededBy);
  }
  return {section};
}

std::vector<PropertySection> describeCore(const Described& of, CoreId id) {
  const Evaluation& evaluation = of.evaluation;
  const Core& core = evaluation.design.accelerator->core(id);
  QStringList sides;
  for (const ArrayDim& dim : core.array.dims) sides << QString::number(dim.size);
  PropertySection hardware{.title = tr("Hardware"),
                           .rows = {textProperty(tr("Array"), sides.join(QStringLiteral(" × "))),
                                    numberProperty(tr("Units"), formatCount(unitCount(core.array)))}};
  for (const MemoryLevel& memory : core.memories) {
    hardware.rows.push_back(numberProperty(QString::fromStdString(memory.name), formatBits(memory.capacity)));
  }
  PropertySection use{
      .title = tr("Use"),
      .rows = {numberProperty(tr("Utilisation"), formatShare(evaluation.metrics->cores[id.index()].utilisation))}};
  return {idleByCause(*evaluation.design.accelerator, of.accounting.cores[id.index()], of.time), use, hardware};
}

std::vector<PropertySection> describeMemory(const Described& of, MemoryId id) {
  const Evaluation& evaluation = of.evaluation;
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const TopMemory memory = topMemories(accelerator)[id.index()];
  const MemoryTrace& trace = evaluation.metrics->memories[id.index()];
  const Bits capacity = accelerator.core(memory.core).memories[memory.level].capacity;
  PropertySection general{
      .title = tr("Memory"),
      .rows = {numberProperty(tr("Capacity"), formatBits(capacity)), numberProperty(tr("Peak"), formatBits(trace.peak)),
               numberProperty(tr("Peak of capacity"), formatShare(capacity.value > 0 ? trace.peak / capacity : 0)),
               moment(tr("Peak at"), trace.peakAt)}};
  return {general, atPeak(evaluation, trace), tensorsAtPeak(evaluation, of.accounting.peaks, id)};
}

}  // namespace fusewright
