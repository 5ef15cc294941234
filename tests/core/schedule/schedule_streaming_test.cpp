// METHOD A5.3, A5.6: tiles whose operands are too large for the core's memory. Elements have 10 bits and the off-chip
// link moves 10 bits a cycle, so that a tensor of n elements takes n cycles.
#include "core/schedule/schedule_tiles.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_streaming_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Accelerator chip(int cores = 1) {
  return chipWithSharedDram(
      {.cores = cores, .d1 = 1, .d2 = 1, .sram = Bits{100000}, .dramBandwidth = BitsPerCycle{10}});
}

/// p makes 10 elements for r; between them m reads a large constant, and p's result if asked to.
enum class ReadsP { No, Yes };
Run streamedBetween(ReadsP readsP) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {1});
  const TensorId w = write.constant("w", {20});
  const TensorId p = write.layer("p", "L=10", {{x, "0"}}, "L");
  std::vector<Use> uses{{w, "K"}};
  if (readsP == ReadsP::Yes) uses.push_back({p, "L"});
  const TensorId m = write.layer("m", "K=20 L=10", uses, "0");
  write.layer("r", "L=10", {{p, "L"}, {m, "0"}}, "0");
  return scheduled(write.workload(), chip(), unfused(write.workload()),
                   {takes(10), streams(20, OperandRole::I, 10), takes(10)});
}

/// Two tiles on two cores that stream a constant at that rate each.
Run twoStreams(std::int64_t bitsPerCycle) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {2, 40});
  const TensorId m = write.layer("m", "L=2 K=40", {{x, "L K"}}, "L");
  write.layer("n", "L=2", {{m, "L"}}, "0");
  const Mapping mapping = withCores(unfused(write.workload()), 0, {CoreId(0), CoreId(1)}, {{"L", 2}});
  return scheduled(write.workload(), chip(2), mapping, {streams(20, OperandRole::I, bitsPerCycle), takes(10)});
}

/// a and b write off chip. Then tiles of p, c, d in turn: c streams a and reads `second`, d reads c and p.
enum class Second { HalfOfB, Constant };
Run streamedInput(Second second) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {1});
  const TensorId w = write.constant("w", {1});
  const TensorId a = write.layer("a", "L=10", {{x, "0"}}, "L");
  const TensorId b = write.layer("b", "L=10", {{x, "0"}}, "L");
  const TensorId p = write.layer("p", "L=10", {{x, "0"}}, "L");
  const TensorId c = write.layer("c", "L=10", {{a, "L"}, second == Second::HalfOfB ? Use{b, "L"} : Use{w, "0"}}, "L");
  write.layer("d", "L=10", {{c, "L"}, {p, "L"}}, "L");
  const Mapping mapping = withGroups(fuseAll(write.workload(), {{"L", 2}}), {{0}, {1}, {2, 3, 4}});
  const TileCost writesOut = streams(10, OperandRole::O, 10);
  return scheduled(write.workload(), chip(), mapping,
                   {writesOut, writesOut, takes(10), streams(10, OperandRole::I, 10), takes(10)});
}

}  // namespace

class ScheduleStreaming : public QObject {
  Q_OBJECT

 private slots:
  void theMemoryIsFlushedBeforeAStreamedLayerRuns() {
    const Run run = streamedBetween(ReadsP::No);
    // p ends at 11 and is written back in [11, 21); m streams in [21, 41); then p comes back.
    QCOMPARE(tileTimes(run), "p 1-11, m 21-41, r 51-61"s);
    QCOMPARE(transferTimes(run), "x >0 0-1, p 0> 11-21, p >0 41-51, r 0> 61-62"s);
  }

  void theFlushSparesWhatTheTileNeeds() {
    const Run run = streamedBetween(ReadsP::Yes);
    QCOMPARE(tileTimes(run), "p 1-11, m 11-31, r 31-41"s);
    QCOMPARE(transferTimes(run), "x >0 0-1, r 0> 41-42"s);
  }

  void aStreamHoldsTheLinkForItsWholeRun() {
    const Run run = streamedBetween(ReadsP::No);
    QCOMPARE(run.schedule.streams.size(), std::size_t{1});
    const Stream& stream = run.schedule.streams.front();
    QCOMPARE(stream.tile, TileId(1));
    QCOMPARE(stream.role, OperandRole::I);
    QCOMPARE(stream.start.value, 21.0);
    QCOMPARE(stream.end.value, 41.0);
    QCOMPARE(stream.bandwidth.value, 10);
  }

  void streamsThatFitTogetherShareTheLink() {
    // 5 + 5 = 10 bits a cycle.
    const Run run = twoStreams(5);
    QVERIFY2(tileTimes(run).starts_with("m.0 0-20, m.1 0-20, "), tileTimes(run).c_str());
  }

  void streamsThatDoNotFitTogetherRunOneAfterTheOther() {
    // 6 + 6 > 10 bits a cycle.
    const Run run = twoStreams(6);
    QVERIFY2(tileTimes(run).starts_with("m.0 0-20, m.1 20-40, "), tileTimes(run).c_str());
  }

  void moreThanTheLinkCarriesIsAskedForAsAllOfItButBookedInFull() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId w = write.constant("w", {20});
    write.layer("a", "L=10", {{x, "0"}}, "L");
    write.layer("m", "K=20", {{w, "K"}}, "0");
    const Run run =
        scheduled(write.workload(), chip(), unfused(write.workload()), {takes(10), streams(20, OperandRole::I, 25)});
    // a's result leaves in [11, 21). m finds no window of 25 anywhere, so it takes the first with all 10 free.
    QCOMPARE(tileTimes(run), "a 1-11, m 21-41"s);
    QCOMPARE(run.schedule.streams.front().bandwidth.value, 25);
    QCOMPARE(transferTimes(run), "x >0 0-1, a 0> 11-21, m 0> 41-42"s);
  }

  void severalStreamedOperandsAskForTheirSum() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {2, 40});
    const TensorId w = write.constant("w", {40});
    const TensorId m = write.layer("m", "L=2 K=40", {{x, "L K"}, {w, "K"}}, "L");
    write.layer("n", "L=2", {{m, "L"}}, "0");
    const Mapping mapping = withCores(unfused(write.workload()), 0, {CoreId(0), CoreId(1)}, {{"L", 2}});
    TileCost both = streams(20, OperandRole::I, 4);
    both.streamed.streamed[roleIndex(OperandRole::W)] = true;
    both.streamBandwidth[roleIndex(OperandRole::W)] = 2;
    const Run run = scheduled(write.workload(), chip(2), mapping, {both, takes(10)});
    // 4 + 2 a tile: 12 together is too much for 10, though 4 + 4 or 2 + 2 alone would fit.
    QVERIFY2(tileTimes(run).starts_with("m.0 0-20, m.1 20-40, "), tileTimes(run).c_str());
    QCOMPARE(run.schedule.streams.size(), std::size_t{4});
  }

  void whatTwoCoresStreamFromTheSameCycleOnIsBookedOnce() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {40});
    const TensorId m = write.layer("m", "L=2 K=40", {{x, "K"}}, "L");
    write.layer("n", "L=2", {{m, "L"}}, "0");
    const Mapping mapping = withCores(unfused(write.workload()), 0, {CoreId(0), CoreId(1)}, {{"L", 2}});
    const Run run = scheduled(write.workload(), chip(2), mapping, {streams(20, OperandRole::I, 5), takes(10)});
    // Both tiles read all of x at 5 of 10 bits a cycle.
    QVERIFY2(tileTimes(run).starts_with("m.0 0-20, m.1 0-20, "), tileTimes(run).c_str());
    QVERIFY(!run.schedule.streams[0].shared);
    QCOMPARE(run.schedule.streams[0].bandwidth.value, 5);
    QVERIFY(run.schedule.streams[1].shared);
    QCOMPARE(run.schedule.streams[1].bandwidth.value, 0);
  }

  void aStreamedOutputLiesOffChipFromTheStartAndIsNotWrittenAgain() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    write.layer("m", "L=10", {{x, "L"}}, "L");
    const Run run = scheduled(write.workload(), chip(), unfused(write.workload()), {streams(20, OperandRole::O, 10)});
    QCOMPARE(transferTimes(run), "x >0 0-10"s);
    QCOMPARE(stays(run, 0), "x 0-30"s);
    QCOMPARE(stays(run, 1), "x 0-30, m 10-30"s);
  }

  void theBookingIsLiftedIfAllThatIsFetchedComesInParts() {
    const Run run = streamedInput(Second::HalfOfB);
    // Only a and b book the link. c still flushes p's tile (5 cycles to write back, 5 to fetch again for d).
    QCOMPARE(run.schedule.streams.size(), std::size_t{2});
    QCOMPARE(tileTimes(run), "a 1-11, b 12-22, p.0 23-33, c.0 38-48, d.0 48-58, p.1 58-68, c.1 73-83, d.1 83-93"s);
    QCOMPARE(transferTimes(run),
             "x >0 0-1, x >0 11-12, x >0 22-23, p.0 0> 33-38, part of b >0 28-33, p.0 >0 38-43, d.0 0> 58-63, "
             "x >0 57-58, p.1 0> 68-73, part of b >0 63-68, p.1 >0 73-78, d.1 0> 93-98"s);
  }

  void theBookingStaysIfAConstantIsFetchedWhole() {
    QCOMPARE(streamedInput(Second::Constant).schedule.streams.size(), std::size_t{4});
  }
};

FUSEWRIGHT_TEST(ScheduleStreaming)

}  // namespace fusewright::schedule_streaming_test

#include "schedule_streaming_test.moc"
