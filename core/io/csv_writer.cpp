#include "core/io/csv_writer.h"

#include <optional>
#include <string>

#include <fmt/compile.h>

#include "core/io/accounting_tables.h"
#include "core/io/csv_text.h"
#include "core/io/design_json.h"
#include "core/io/names.h"
#include "core/io/text_file.h"
#include "core/schedule/leaving_outputs.h"
#include "core/schedule/stream_rate.h"

namespace fusewright {
namespace {

constexpr std::array<std::string_view, kCsvTables.size()> kFileNames{
    "tiles.csv", "dependencies.csv", "transfers.csv", "streams.csv", "residencies.csv", "memory.csv", "layers.csv",
    "idle.csv",  "memories.csv",     "links.csv",     "tensors.csv", "cores.csv",       "peaks.csv",  "traffic.csv"};

template <typename Tag>
std::int32_t idOrNone(const std::optional<Id<Tag>>& id) {
  return id ? id->value : -1;
}

std::string streamedRoles(const StreamedOperands& streamed) {
  std::string roles;
  for (OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O})
    if (streamed[role]) roles += nameOf(role);
  return roles;
}

void writeTiles(const Evaluation& evaluation, TextFile& file) {
  const TileGraph& graph = *evaluation.graph;
  const Schedule& schedule = *evaluation.schedule;
  file.append(
      "tile,layer,group,core,start,end,bound_by,bound_id,index_in_layer,output_bits,ideal,stall,on_load,off_load,"
      "streamed_operands,bound_kind\n");
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    const TileCost& cost = evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])];
    const NamedCulprit culprit = culpritOf(schedule.boundBy[tile], schedule.boundById[tile]);
    file.print(FMT_COMPILE("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n"), tile, graph.layer[tile].value,
               graph.group[tile], graph.core[tile].value, schedule.start[tile].value, schedule.end[tile].value,
               nameOf(schedule.boundBy[tile]), culprit.id, graph.indexInLayer[tile], graph.outputBits[tile].value,
               cost.idealTemporal.value, cost.stall.value, cost.onLoad.value, cost.offLoad.value,
               streamedRoles(cost.streamed), culprit.kind);
  }
}

void writeDependencies(const Evaluation& evaluation, TextFile& file) {
  const TileGraph& graph = *evaluation.graph;
  file.append("producer,consumer,bits\n");
  for (std::size_t consumer = 0; consumer < graph.size(); ++consumer)
    for (std::int32_t edge = graph.producerBegin[consumer]; edge < graph.producerBegin[consumer + 1]; ++edge) {
      const auto place = static_cast<std::size_t>(edge);
      file.print(FMT_COMPILE("{},{},{}\n"), graph.producer[place].value, consumer, graph.producerBits[place].value);
    }
}

void writeTransfers(const Evaluation& evaluation, TextFile& file) {
  const Schedule& schedule = *evaluation.schedule;
  file.append("transfer,tensor,from,to,link,start,end,bits,cause,bandwidth,needed_by,shared\n");
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
    const Transfer& transfer = schedule.transfers[index];
    std::size_t hop = 0;
    for (LinkId link : schedule.linksOf(transfer)) {
      const bool shared = transfer.sharesHop(hop++);  // moves no bits beside those of another row
      file.print(FMT_COMPILE("{},{},{},{},{},{},{},{},{},{},{},{}\n"), index, transfer.piece.value, transfer.from.value,
                 transfer.to.value, link.value, transfer.start.value, transfer.end.value,
                 shared ? 0 : transfer.bits.value, nameOf(transfer.cause), shared ? 0 : transfer.bandwidth.value,
                 idOrNone(transfer.neededBy), shared ? 1 : 0);
    }
  }
}

void writeStreams(const Evaluation& evaluation, TextFile& file) {
  file.append("tile,operand,link,start,end,bits,bandwidth\n");
  for (const Stream& stream : evaluation.schedule->streams)
    file.print(FMT_COMPILE("{},{},{},{},{},{},{}\n"), stream.tile.value, nameOf(stream.role), stream.link.value,
               stream.start.value, stream.end.value, stream.bits.value,
               streamRate(stream, evaluation.design.assumptions));
}

void writeResidencies(const Evaluation& evaluation, TextFile& file) {
  const Schedule& schedule = *evaluation.schedule;
  file.append("memory,tensor,from,to,bits,producer,last_user\n");
  for (const Residency& stay : schedule.residencies)
    file.print(FMT_COMPILE("{},{},{},{},{},{},{}\n"), stay.memory.value, stay.piece.value, stay.from.value,
               stay.to.value, stay.bits.value, idOrNone(producerOf(schedule, schedule.pieces[stay.piece.index()])),
               idOrNone(stay.lastUser));
}

void writeMemory(const Evaluation& evaluation, TextFile& file) {
  file.append("memory,time,bits\n");
  for (std::size_t memory = 0; memory < evaluation.metrics->memories.size(); ++memory) {
    const MemoryTrace& trace = evaluation.metrics->memories[memory];
    for (std::size_t step = 0; step < trace.times.size(); ++step)
      file.print(FMT_COMPILE("{},{},{}\n"), memory, trace.times[step].value, trace.bits[step].value);
  }
}

void writeLayers(const Evaluation& evaluation, TextFile& file) {
  const Workload& workload = *evaluation.workload;
  file.append("layer,name,op,macs,tiles,busy,first_start,last_end,kind,energy_pJ,model_output,recomputed_macs\n");
  const std::vector<bool> outputs = modelOutputs(workload);
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    const LayerMetrics& metrics = evaluation.metrics->layers[index];
    file.print(FMT_COMPILE("{},{},{},{},{},{},{},{},{},{},{},{}\n"), index, csvText(layer.name),
               csvText(layer.operation), metrics.operations, metrics.tiles, metrics.busy.value,
               metrics.firstStart.value, metrics.lastEnd.value, nameOf(layer.kind), metrics.energy.value,
               outputs[index] ? 1 : 0, metrics.recomputed);
  }
}

void writeIdle(const Evaluation& evaluation, TextFile& file) {
  file.append("core,from,to,cause,blame,blame_kind\n");
  for (const IdleInterval& idle : evaluation.metrics->idle) {
    const NamedCulprit culprit = culpritOf(idle.cause, idle.blame);
    file.print(FMT_COMPILE("{},{},{},{},{},{}\n"), idle.core.value, idle.from.value, idle.to.value, nameOf(idle.cause),
               culprit.id, culprit.kind);
  }
}

void writeMemories(const Evaluation& evaluation, TextFile& file) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const std::vector<TopMemory> memories = topMemories(accelerator);
  file.append("memory,capacity,name,core\n");
  for (std::size_t index = 0; index < memories.size(); ++index) {
    const TopMemory& memory = memories[index];
    file.print(FMT_COMPILE("{},{},{},{}\n"), index, accelerator.core(memory.core).memories[memory.level].capacity.value,
               csvText(memory.name), memory.core.value);
  }
}

void writeLinks(const Evaluation& evaluation, TextFile& file) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  file.append("link,bandwidth,name\n");
  for (std::size_t index = 0; index < accelerator.links.size(); ++index)
    file.print(FMT_COMPILE("{},{},{}\n"), index, accelerator.links[index].bandwidth.value,
               csvText(accelerator.links[index].name));
}

void writeTensors(const Evaluation& evaluation, TextFile& file) {
  const Schedule& schedule = *evaluation.schedule;
  file.append("tensor,name,kind,layer,tile,source,bits\n");
  for (std::size_t index = 0; index < schedule.pieces.size(); ++index) {
    const Piece& piece = schedule.pieces[index];
    const std::string name = tensorName(*evaluation.workload, *evaluation.graph, schedule, PieceId(index));
    file.print(FMT_COMPILE("{},{},{},{},{},{},{}\n"), index, csvText(name), nameOf(piece.kind), piece.layer.value,
               idOrNone(piece.tile), piece.source, piece.bits.value);
  }
}

using Writer = void (*)(const Evaluation&, TextFile&);
constexpr std::array<Writer, kCsvTables.size()> kWriters{
    writeTiles, writeDependencies, writeTransfers, writeStreams, writeResidencies,  writeMemory, writeLayers,
    writeIdle,  writeMemories,     writeLinks,     writeTensors, writeCoreAccounts, writePeaks,  writeTraffic};

}  // namespace

std::string_view csvFileName(CsvTable table) {
  return kFileNames[static_cast<std::size_t>(table)];
}

Result<void> writeCsv(const Evaluation& evaluation, CsvTable table, const std::filesystem::path& path) {
  TextFile file(path);
  kWriters[static_cast<std::size_t>(table)](evaluation, file);
  return file.commit();
}

Result<void> writeCsvFolder(const Evaluation& evaluation, const std::filesystem::path& folder) {
  if (auto made = makeFolder(folder); !made) return made;
  for (CsvTable table : kCsvTables)
    if (auto written = writeCsv(evaluation, table, folder / csvFileName(table)); !written) return written;
  return writeTextFile(folder / kDesignFileName, designJson(evaluation.design));
}

}  // namespace fusewright
