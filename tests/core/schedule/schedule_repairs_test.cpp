// METHOD part B, what repairs change in the scheduler, each alone on top of the published model. Elements have 10 bits
// and the off-chip link moves 10 bits a cycle, so that a tensor of n elements takes n cycles.
#include "core/schedule/schedule_tiles.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_repairs_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Accelerator chip(int cores = 1, std::int64_t sramBits = 100000) {
  return chipWithSharedDram(
      {.cores = cores, .d1 = 1, .d2 = 1, .sram = Bits{sramBits}, .dramBandwidth = BitsPerCycle{10}});
}

Assumptions paperWith(Repair repair) {
  return paperAssumptions().with(repair);
}

/// One tile that runs 10 cycles and moves 200 bits of its constant meanwhile: 20 bits a cycle on a link of 10.
Run overbooked(const Assumptions& assumptions) {
  WorkloadWriter write(10);
  const TensorId w = write.constant("w", {20});
  write.layer("m", "L=20", {{w, "L"}}, "L");
  TileCost cost = streams(10, OperandRole::I, 20);
  cost.offChipRead[roleIndex(OperandRole::I)] = Bits{200};
  return scheduled(write.workload(), chip(), unfused(write.workload()), {cost}, assumptions);
}

/// first writes 10 elements off chip; then second and third, token by token, both read it.
Run sharedToken(const Assumptions& assumptions) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {10});
  const TensorId first = write.layer("first", "L=10", {{x, "L"}}, "L");
  const TensorId second = write.layer("second", "L=10", {{first, "L"}}, "L");
  write.layer("third", "L=10", {{first, "L"}, {second, "L"}}, "L");
  const Mapping mapping = withGroups(fuseAll(write.workload(), {{"L", 2}}), {{0}, {1, 2}});
  return scheduled(write.workload(), chip(), mapping, {streams(20, OperandRole::O, 10), takes(10), takes(10)},
                   assumptions);
}

/// Four layers in a row, each reading a weight of its own of 10 elements.
Run weightsInARow(const Assumptions& assumptions) {
  WorkloadWriter write(10);
  TensorId last = write.constant("x", {10});
  for (const char* name : {"a", "b", "c", "d"}) {
    const TensorId weight = write.constant("w"s + name, {10});
    last = write.layer(name, "L=10", {{last, "L"}, {weight, "L"}}, "L");
  }
  return scheduled(write.workload(), chip(), unfused(write.workload()), {takes(20)}, assumptions);
}

}  // namespace

class ScheduleRepairs : public QObject {
  Q_OBJECT

 private slots:
  void b2StretchesAStreamedTileToWhatItsLinkCarries() {
    // 200 bits at 10 a cycle take 20 cycles; the published model lets the tile end after 10.
    QCOMPARE(tileTimes(overbooked(paperAssumptions())), "m 0-10"s);
    QCOMPARE(tileTimes(overbooked(paperWith(Repair::BoundedLinks))), "m 0-20"s);
  }

  void b2TakesTheWholeTimeOfATransferAlsoForAPartOfALayer() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {2, 10});
    write.layer("m", "L=2 K=10", {{x, "L K"}}, "L");
    const Mapping mapping = withCores(unfused(write.workload()), 0, {CoreId(0), CoreId(1)}, {{"L", 2}});
    const auto run = [&](const Assumptions& assumptions) {
      return scheduled(write.workload(), chip(2), mapping, {takes(10)}, assumptions);
    };
    // Each part of 100 bits may use half of the link, 5 bits a cycle, so both take [0, 20): the link is full. B2: all
    // of it, one after the other.
    const std::string published = transferTimes(run(paperAssumptions()));
    QVERIFY2(published.find("x >0 0-20") != std::string::npos && published.find("x >1 0-20") != std::string::npos,
             published.c_str());
    const std::string repaired = transferTimes(run(paperWith(Repair::BoundedLinks)));
    QVERIFY2(repaired.starts_with("x >0 0-10") && repaired.find("x >1 10-20") != std::string::npos, repaired.c_str());
  }

  void b4FetchesTheRangeThatTheGraphSaysWhateverTheLetters() {
    // first makes 6 x 10 elements over D and N; second is cut along another D and reads row r of it: the published
    // model takes 1/2 of every axis called D, here 3 rows of 10; the graph says one row of 10.
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {6, 10});
    const TensorId first = write.layer("first", "D=6 N=10", {{x, "D N"}}, "D N");
    write.layer("second", "D=2 N=10", {{first, "D N"}}, "D N");
    const Mapping mapping = withGroups(fuseAll(write.workload(), {{"D", 2}}), {{0}, {1}});
    const auto sliceBits = [&](const Assumptions& assumptions) {
      const Run run =
          scheduled(write.workload(), chip(), mapping, {streams(20, OperandRole::O, 10), takes(10)}, assumptions);
      for (const Transfer& transfer : run.schedule.transfers)
        if (run.schedule.pieces[transfer.piece.index()].kind == Piece::Kind::Slice) return transfer.bits.value;
      return std::int64_t{0};
    };
    // second is alone in its group and so one tile under the published model, which then reads all of it; it covers 2
    // of the 6 rows: 2 * 10 * 10 bits.
    QCOMPARE(sliceBits(paperWith(Repair::AxisIdentity)), std::int64_t{200});
  }

  void b5FetchesASliceOnceForAllTilesOfTheGroupThatReadIt() {
    const auto fetches = [](const Run& run) {
      return std::ranges::count_if(run.schedule.transfers, [&](const Transfer& transfer) {
        return run.schedule.pieces[transfer.piece.index()].kind == Piece::Kind::Slice;
      });
    };
    // Two tokens, each read by second and third; whether found by letter or through the graph.
    QCOMPARE(fetches(sharedToken(paperAssumptions())), 4);
    QCOMPARE(fetches(sharedToken(paperWith(Repair::KeptSlices))), 2);
    QCOMPARE(fetches(sharedToken(paperWith(Repair::AxisIdentity))), 4);
    QCOMPARE(fetches(sharedToken(paperWith(Repair::AxisIdentity).with(Repair::KeptSlices))), 2);
  }

  void b5KeepsTheSliceUntilItsLastReaderEnds() {
    const Run run = sharedToken(paperWith(Repair::AxisIdentity).with(Repair::KeptSlices));
    // first writes off chip until 30; half of it takes 5 cycles. second.0 35-45, third.0 45-55: the slice stays 30-55.
    QVERIFY2(stays(run).find("part of first 30-55") != std::string::npos, stays(run).c_str());
  }

  void b7PaysFillAndDrainOnceForTilesThatFollowDirectly() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    TensorId last = x;
    for (const char* name : {"a", "b", "c"}) last = write.layer(name, "L=10", {{last, "0"}}, "L");
    TileCost cost = takes(12);
    cost.fillAndDrain = Cycles{2};
    const auto run = [&](const Assumptions& assumptions) {
      return scheduled(write.workload(), chip(), fuseAll(write.workload(), {}), {cost}, assumptions);
    };
    // x arrives at 1. The array fills once: 12, then 10 and 10.
    QCOMPARE(tileTimes(run(paperAssumptions())), "a 1-13, b 13-25, c 25-37"s);
    QCOMPARE(tileTimes(run(paperWith(Repair::PipelinedTiles))), "a 1-13, b 13-23, c 23-33"s);
  }

  void b7PaysThemAgainWhenTheLoopNestChanges() {
    const Workload chain = twoLayerChain();
    Run run{.workload = chain, .chip = chip(), .graph = {}, .costs = {}, .schedule = {}};
    const Assumptions assumptions = paperWith(Repair::PipelinedTiles);
    run.graph = buildTileGraph(chain, unfused(chain), assumptions).value();
    TileCost cost = takes(12);
    cost.fillAndDrain = Cycles{2};
    run.costs = costsByLayer(run.graph, {cost, cost});
    run.costs.loopNest = {0, 1};
    run.schedule = scheduleTiles(chain, run.chip, run.graph, run.costs, assumptions).value();
    QCOMPARE(tileTimes(run), "first 10-22, second 22-34"s);
  }

  void b9DoesNotReadAStateOfZeros() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId h = write.constant("h", {10});
    write.layer("m", "L=10", {{x, "L"}, {h, "L"}}, "L");
    Workload workload = write.workload();
    workload.tensors[h.index()].isZero = true;
    const auto run = [&](const Assumptions& assumptions) {
      return scheduled(workload, chip(), unfused(workload), {takes(10)}, assumptions);
    };
    QCOMPARE(tileTimes(run(paperAssumptions())), "m 20-30"s);
    QCOMPARE(tileTimes(run(paperWith(Repair::TrueState))), "m 10-20"s);
  }

  void b9WritesAModelOutputThatIsAlsoReadInside() {
    Workload chain = twoLayerChain();
    for (Tensor& tensor : chain.tensors)
      if (tensor.producer == LayerId(0)) tensor.isGraphOutput = true;
    const auto run = [&](const Assumptions& assumptions) {
      return transferTimes(scheduled(chain, chip(), unfused(chain), {takes(20)}, assumptions));
    };
    QCOMPARE(run(paperAssumptions()), "x >0 0-10, second 0> 50-60"s);
    QCOMPARE(run(paperWith(Repair::TrueState)), "x >0 0-10, first 0> 30-40, second 0> 50-60"s);
  }

  void b9LetsOutputsForLaterGroupsLeaveIfTheyTakeMoreThanHalfTheMemory() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId y = write.layer("y", "L=10", {{x, "0"}}, "L");
    write.layer("z", "L=10", {{y, "L"}}, "L");
    const Mapping mapping = withGroups(fuseAll(write.workload(), {{"L", 2}}), {{0}, {1}});
    const auto run = [&](std::int64_t sram) {
      return transferTimes(
          scheduled(write.workload(), chip(1, sram), mapping, {takes(10)}, paperWith(Repair::TrueState)));
    };
    // y leaves 100 bits to z. Of 1000 bits that is little; of 190 more than half: y is written as soon as it is made,
    // at 11, and read again.
    QVERIFY2(run(1000).find("y 0>") == std::string::npos, run(1000).c_str());
    QVERIFY2(run(190).find("y 0> 11-21, y >0 21-31") != std::string::npos, run(190).c_str());
  }

  void b10FetchesAtMostThatManyTilesAhead() {
    Assumptions assumptions = paperWith(Repair::BoundedPrefetch);
    assumptions.prefetchDepth = 1;
    // x and wa arrive one after the other; a runs 20-40. wb may be fetched when a starts, wc when b starts, ...
    QCOMPARE(transferTimes(weightsInARow(assumptions)),
             "wa >0 0-10, x >0 10-20, wb >0 20-30, wc >0 40-50, wd >0 60-70, d 0> 100-110"s);
    assumptions.prefetchDepth = 3;
    // wb and wc may come at once, wd when a starts; the link takes them in turn.
    QCOMPARE(transferTimes(weightsInARow(assumptions)),
             "wa >0 0-10, x >0 10-20, wb >0 20-30, wc >0 30-40, wd >0 40-50, d 0> 100-110"s);
  }

  void b10WritesBackNotBeforeItIsAsked() {
    // y is made by 11; p and q run 11-41 and 41-71. m, two tiles later, needs 150 of 200 bits, so y has to leave. With
    // a prefetch depth of 1, m asks when q starts; the published model writes y back as soon as it was made.
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId w = write.constant("w", {15});
    const TensorId y = write.layer("y", "L=10", {{x, "0"}}, "L");
    const TensorId p = write.layer("p", "L=1", {{x, "0"}}, "0");
    const TensorId q = write.layer("q", "L=1", {{p, "0"}}, "0");
    const TensorId m = write.layer("m", "K=15", {{w, "K"}, {q, "0"}}, "0");
    write.layer("z", "L=10", {{y, "L"}, {m, "0"}}, "L");
    const auto spillStart = [&](Assumptions assumptions) {
      assumptions.prefetchDepth = 1;
      const Run run = scheduled(write.workload(), chip(1, 200), unfused(write.workload()),
                                {takes(10), takes(30), takes(30), takes(10), takes(10)}, assumptions);
      for (const Transfer& transfer : run.schedule.transfers)
        if (transfer.cause == TransferCause::Spill) return transfer.start.value;
      return -1.0;
    };
    QCOMPARE(spillStart(paperAssumptions()), 11.0);
    QCOMPARE(spillStart(paperWith(Repair::BoundedPrefetch)), 41.0);
  }
};

FUSEWRIGHT_TEST(ScheduleRepairs)

}  // namespace fusewright::schedule_repairs_test

#include "schedule_repairs_test.moc"
