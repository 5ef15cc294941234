#include <algorithm>
#include <cmath>
#include <map>

#include <QTest>

#include "tests/laws/random_evaluations.h"
#include "tests/test_program.h"

namespace fusewright::schedule_laws_test {
using namespace tests;

namespace {

double makespanOf(const Schedule& schedule) {
  double makespan = 0;
  for (Cycles end : schedule.end) makespan = std::max(makespan, end.value);
  for (const Transfer& transfer : schedule.transfers) makespan = std::max(makespan, transfer.end.value);
  return makespan;
}

}  // namespace

class ScheduleLaws : public QObject {
  Q_OBJECT
 public:
  static void initMain() { useTheSameDesignsInEveryRun(); }

 private slots:
  void randomDesignsReachEveryCorner();
  void everyTileRunsOnceForItsCost();
  void tilesOfALayerDoItsWorkOnce();
  void eachCoreRunsOneTileAtATime();
  void noTileStartsBeforeItsProducersEnd();
  void noTransferStartsBeforeWhatItMovesIsMade();
  void whatResidesAtThePeakSumsToThePeak();
  void busyAndIdleTimesMakeUpTheMakespan();
  void offChipTrafficIsTransfersPlusStreams();
  void everyStartIsExplainedByWhatBoundsIt();
  void theSameDesignGivesTheSameAnswerBitForBit();
  void anEarlierEvaluationChangesNothing();
};

void ScheduleLaws::randomDesignsReachEveryCorner() {
  int designs = 0;
  int evaluated = 0;
  int streamed = 0;
  int betweenCores = 0;
  int spilled = 0;
  int sliced = 0;
  rc::check("count", [&](const RandomDesign& random) {
    ++designs;
    TileCostTable table;
    const auto evaluation = evaluate(designOf(random), table);
    if (!evaluation) return;
    const Schedule& schedule = *evaluation->schedule;
    const CoreId offChip = evaluation->design.accelerator->offChip;
    const auto isDirect = [&](const Transfer& move) { return move.from != offChip && move.to != offChip; };
    const auto isSpill = [](const Transfer& move) { return move.cause == TransferCause::Spill; };
    const auto isSlice = [](const Piece& piece) { return piece.kind == Piece::Kind::Slice; };
    ++evaluated;
    streamed += schedule.streams.empty() ? 0 : 1;
    betweenCores += std::ranges::any_of(schedule.transfers, isDirect) ? 1 : 0;
    spilled += std::ranges::any_of(schedule.transfers, isSpill) ? 1 : 0;
    sliced += std::ranges::any_of(schedule.pieces, isSlice) ? 1 : 0;
  });
  const QString counts = QString("%1 of %2 evaluated; %3 stream, %4 send between cores, %5 spill, %6 fetch slices")
                             .arg(evaluated)
                             .arg(designs)
                             .arg(streamed)
                             .arg(betweenCores)
                             .arg(spilled)
                             .arg(sliced);
  QVERIFY2(evaluated * 10 >= designs * 9, qPrintable(counts));
  for (int corner : {streamed, betweenCores, spilled, sliced}) QVERIFY2(corner * 20 >= designs, qPrintable(counts));
  qInfo("%s", qPrintable(counts));
}

void ScheduleLaws::everyTileRunsOnceForItsCost() {
  QVERIFY(holds("cost", [](const Evaluation& evaluation) {
    std::vector<std::int64_t> tiles(evaluation.design.workload->layers.size());
    for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile) {
      const TileCost& cost = evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])];
      const double runtime = evaluation.schedule->end[tile].value - evaluation.schedule->start[tile].value;
      RC_ASSERT(std::abs(runtime - cost.latency.value) <= kTolerance);
      ++tiles[evaluation.graph->layer[tile].index()];
    }
    for (std::size_t layer = 0; layer < tiles.size(); ++layer)
      RC_ASSERT(tiles[layer] == evaluation.graph->layerTilings[layer].tiles);
  }));
}

void ScheduleLaws::tilesOfALayerDoItsWorkOnce() {
  QVERIFY(holds("work", [](const Evaluation& evaluation) {
    const Workload& workload = *evaluation.design.workload;
    std::vector<std::int64_t> work(workload.layers.size());
    for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile)
      work[evaluation.graph->layer[tile].index()] +=
          evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])].operations;
    for (std::size_t layer = 0; layer < work.size(); ++layer) {
      const Layer& asked = workload.layers[layer];
      const LayerTiling& tiling = evaluation.graph->layerTilings[layer];
      std::vector<std::int64_t> done = tiling.tileSizes;  // iterations of all tiles together, by loop dimension
      for (const TileLoop& loop : tiling.loops) done[static_cast<std::size_t>(loop.dim)] *= loop.parts;
      std::int64_t iterations = asked.kind == LayerKind::Compute ? 1 : 0;
      for (std::size_t dim = 0; dim < done.size(); ++dim) {
        const std::int64_t parts = done[dim] / tiling.tileSizes[dim];
        RC_ASSERT(done[dim] >= asked.dims[dim].size);
        if (asked.dims[dim].size % parts == 0) RC_ASSERT(done[dim] == asked.dims[dim].size);
        iterations *= done[dim];
      }
      RC_ASSERT(work[layer] == iterations);
    }
  }));
}

void ScheduleLaws::eachCoreRunsOneTileAtATime() {
  QVERIFY(holds("one at a time", [](const Evaluation& evaluation) {
    const Schedule& schedule = *evaluation.schedule;
    std::size_t seen = 0;
    for (const auto& tiles : schedule.tilesOfCore) {
      seen += tiles.size();
      for (std::size_t index = 1; index < tiles.size(); ++index)
        RC_ASSERT(schedule.end[tiles[index - 1].index()] <= schedule.start[tiles[index].index()]);
    }
    RC_ASSERT(seen == evaluation.graph->size());
  }));
}

void ScheduleLaws::noTileStartsBeforeItsProducersEnd() {
  QVERIFY(holds("producers first", [](const Evaluation& evaluation) {
    for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile)
      for (TileId producer : evaluation.graph->producersOf(TileId(tile)))
        RC_ASSERT(evaluation.schedule->end[producer.index()] <= evaluation.schedule->start[tile]);
    for (const Transfer& transfer : evaluation.schedule->transfers)
      if (transfer.neededBy) RC_ASSERT(transfer.end <= evaluation.schedule->start[transfer.neededBy->index()]);
  }));
}

void ScheduleLaws::noTransferStartsBeforeWhatItMovesIsMade() {
  QVERIFY(holds("made before moved", [](const Evaluation& evaluation) {
    const Schedule& schedule = *evaluation.schedule;
    for (const Transfer& transfer : schedule.transfers) {
      Piece piece = schedule.pieces[transfer.piece.index()];
      while (piece.kind == Piece::Kind::Slice) piece = schedule.pieces[static_cast<std::size_t>(piece.source)];
      RC_ASSERT(transfer.start <= transfer.end);
      if (piece.kind == Piece::Kind::TileOutput) RC_ASSERT(schedule.end[piece.tile->index()] <= transfer.start);
    }
  }));
}

void ScheduleLaws::whatResidesAtThePeakSumsToThePeak() {
  QVERIFY(holds("peak", [](const Evaluation& evaluation) {
    for (std::size_t memory = 0; memory < evaluation.metrics->memories.size(); ++memory) {
      const MemoryTrace& trace = evaluation.metrics->memories[memory];
      Bits listed;
      for (std::int32_t index : trace.residenciesAtPeak)
        listed += evaluation.schedule->residencies[static_cast<std::size_t>(index)].bits;
      Bits resident;
      for (const Residency& stay : evaluation.schedule->residencies)
        if (stay.memory == MemoryId(memory) && stay.from <= trace.peakAt && trace.peakAt < stay.to)
          resident += stay.bits;
      RC_ASSERT(listed == trace.peak);
      RC_ASSERT(resident == trace.peak);
    }
  }));
}

void ScheduleLaws::busyAndIdleTimesMakeUpTheMakespan() {
  QVERIFY(holds("busy and idle", [](const Evaluation& evaluation) {
    const double makespan = makespanOf(*evaluation.schedule);
    RC_ASSERT(evaluation.metrics->latency.value == std::trunc(makespan));
    for (std::size_t core = 0; core < evaluation.metrics->cores.size(); ++core) {
      if (CoreId(core) == evaluation.design.accelerator->offChip) continue;
      double total = evaluation.metrics->cores[core].busy.value;
      for (Cycles idle : evaluation.metrics->cores[core].idleByCause) total += idle.value;
      RC_ASSERT(std::abs(total - makespan) <= kTolerance);
    }
  }));
}

void ScheduleLaws::offChipTrafficIsTransfersPlusStreams() {
  QVERIFY(holds("traffic", [](const Evaluation& evaluation) {
    const CoreId offChip = evaluation.design.accelerator->offChip;
    Bits read;
    Bits written;
    for (const Transfer& transfer : evaluation.schedule->transfers) {
      if (transfer.isCopy()) continue;  // one read for several cores
      if (transfer.from == offChip) read += transfer.bits;
      if (transfer.to == offChip) written += transfer.bits;
    }
    const DramTraffic& dram = evaluation.metrics->dram;
    RC_ASSERT(dram.read == read + dram.streamedIn);
    RC_ASSERT(dram.written == written + dram.streamedOut);
  }));
}

void ScheduleLaws::everyStartIsExplainedByWhatBoundsIt() {
  QVERIFY(holds("binding cause", [](const Evaluation& evaluation) {
    const Schedule& schedule = *evaluation.schedule;
    for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile) {
      const std::int32_t id = schedule.boundById[tile];
      const auto index = static_cast<std::size_t>(id);
      const double start = schedule.start[tile].value;
      switch (schedule.boundBy[tile]) {
        case BindingCause::None:
          RC_ASSERT(start == 0);
          break;
        case BindingCause::CoreBusy:
        case BindingCause::Dependency:
        case BindingCause::Synchronisation:
          RC_ASSERT(id >= 0);
          RC_ASSERT(index < evaluation.graph->size());
          RC_ASSERT(schedule.end[index].value == start);
          break;
        case BindingCause::Transfer:
          RC_ASSERT(id >= 0);
          RC_ASSERT(index < schedule.transfers.size());
          RC_ASSERT(schedule.transfers[index].end.value == start);
          break;
        case BindingCause::LinkBusy:
          RC_ASSERT(id >= 0);
          RC_ASSERT(index < schedule.transfers.size());
          break;
        case BindingCause::MemoryFull:
          RC_ASSERT(id >= -1);
          RC_ASSERT(id < static_cast<std::int32_t>(schedule.pieces.size()));
          break;
        case BindingCause::OffChip:
          RC_ASSERT(id < static_cast<std::int32_t>(schedule.transfers.size()));
          RC_ASSERT(-1 - id < static_cast<std::int32_t>(evaluation.graph->size()));
          break;
      }
    }
  }));
}

void ScheduleLaws::theSameDesignGivesTheSameAnswerBitForBit() {
  QVERIFY(rc::check("deterministic", [](const RandomDesign& random) {
    const Design design = designOf(random);
    TileCostTable table;
    const auto cold = evaluate(design, table);
    const auto warm = evaluate(design, table);
    RC_ASSERT(cold.has_value() == warm.has_value());
    if (!cold) RC_DISCARD("refused");
    RC_ASSERT(*cold->schedule == *warm->schedule);
    RC_ASSERT(*cold->metrics == *warm->metrics);
    RC_ASSERT(*cold->costs == *warm->costs);
  }));
}

void ScheduleLaws::anEarlierEvaluationChangesNothing() {
  QVERIFY(rc::check("previous", [](const RandomDesign& first, const RandomDesign& second) {
    TileCostTable table;
    const auto earlier = evaluate(designOf(first), table);
    if (!earlier) RC_DISCARD("refused");
    Design changed = earlier->design;  // the same model and plan on other hardware: some stages are reused
    changed.accelerator = designOf(second).accelerator;
    TileCostTable fresh;
    const auto expected = evaluate(changed, fresh);
    const auto reused = evaluate(changed, table, &*earlier);
    RC_ASSERT(expected.has_value() == reused.has_value());
    if (!expected) RC_DISCARD("refused");
    RC_ASSERT(*expected->graph == *reused->graph);
    RC_ASSERT(*expected->schedule == *reused->schedule);
    RC_ASSERT(*expected->metrics == *reused->metrics);
  }));
}

FUSEWRIGHT_TEST(ScheduleLaws)

}  // namespace fusewright::schedule_laws_test

#include "schedule_laws_test.moc"
