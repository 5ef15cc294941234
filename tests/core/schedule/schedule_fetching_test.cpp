// METHOD A5.1 and A5.4: what a tile needs, and when it is fetched. Elements have 10 bits and the off-chip link moves 10
// bits a cycle, so that a tensor of n elements takes n cycles.
#include "core/schedule/schedule_tiles.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_fetching_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Accelerator chip(int cores = 1) {
  return chipWithSharedDram(
      {.cores = cores, .d1 = 1, .d2 = 1, .sram = Bits{100000}, .dramBandwidth = BitsPerCycle{10}});
}

/// The same with a memory for inputs and weights and another one for outputs, each with a port of that many bits.
Accelerator chipWithOutputsApart(std::int64_t portBits) {
  Accelerator apart = chip();
  MemoryLevel inputs = apart.cores.front().memories.front();
  inputs.ports.front().bandwidth = BitsPerCycle{portBits};
  MemoryLevel outputs = inputs;
  inputs.served[roleIndex(OperandRole::O)].reset();
  outputs.served[roleIndex(OperandRole::I)].reset();
  outputs.served[roleIndex(OperandRole::W)].reset();
  apart.cores.front().memories = {inputs, outputs};
  return apart;
}

/// first(x) -> second(first, w) with a weight of that many elements.
Workload chainWithWeight(std::int64_t weights) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {10});
  const TensorId w = write.constant("w", {weights});
  const TensorId between = write.layer("first", "L=10", {{x, "L"}}, "L");
  write.layer("second", "L=10 K=" + std::to_string(weights), {{between, "L"}, {w, "K"}}, "L");
  return write.workload();
}

}  // namespace

class ScheduleFetching : public QObject {
  Q_OBJECT

 private slots:
  void aChainRunsBackToBackAndItsIntermediateStaysOnChip() {
    const Workload chain = twoLayerChain();
    const Run run = scheduled(chain, chip(), unfused(chain), {takes(20)});
    // x arrives in 10 cycles; two runs of 20; the result leaves in 10.
    QCOMPARE(tileTimes(run), "first 10-30, second 30-50"s);
    QCOMPARE(transferTimes(run), "x >0 0-10, second 0> 50-60"s);
    QCOMPARE(run.schedule.makespan.value, 60.0);
  }

  void aFetchStartsAsEarlyAsAllNeededTensorsTogetherTakeAlsoThoseAlreadyOnChip() {
    const Workload chain = chainWithWeight(10);
    const Run run = scheduled(chain, chip(), unfused(chain), {takes(20)});
    // second may start at 30 and needs first (10 cycles, on chip) and w (10): w is fetched from 30 - 20 = 10 on.
    QCOMPARE(transferTimes(run), "x >0 0-10, w >0 10-20, second 0> 50-60"s);
    QCOMPARE(tileTimes(run), "first 10-30, second 30-50"s);
  }

  void aMoveBetweenTwoMemoriesOfACoreTakesWhatTheirPortsNeed() {
    const Workload chain = twoLayerChain();
    // The 100 bits of first pass ports of 5 bits in 20 cycles, ports of 1000 bits in one; no link is on their way.
    QCOMPARE(tileTimes(scheduled(chain, chipWithOutputsApart(5), unfused(chain), {takes(20)})),
             "first 10-30, second 50-70"s);
    QCOMPARE(tileTimes(scheduled(chain, chipWithOutputsApart(1000), unfused(chain), {takes(20)})),
             "first 10-30, second 31-51"s);
  }

  void aFetchWaitsForTheLink() {
    const Workload chain = chainWithWeight(30);
    const Run run = scheduled(chain, chip(), unfused(chain), {takes(20)});
    // Head start 10 + 30 cycles before 30, so from 0 on; the link carries x until 10.
    QCOMPARE(transferTimes(run), "x >0 0-10, w >0 10-40, second 0> 60-70"s);
    QCOMPARE(tileTimes(run), "first 10-30, second 40-60"s);
  }

  void fractionalRunTimesStayFractionalAndOnlyTheLatencyIsTruncated() {
    const Workload chain = twoLayerChain();
    const Run run = scheduled(chain, chip(), unfused(chain), {takes(20.25)});
    QCOMPARE(tileTimes(run), "first 10-30.25, second 30.25-50.5"s);
    QCOMPARE(run.schedule.makespan.value, 60.5);
    QCOMPARE(run.schedule.latency.value, 60.0);
  }

  void outputsOfEarlierLayersAreFetchedBeforeThoseOfLaterOnesAndConstantsLast() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId w = write.constant("w", {10});
    const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
    const TensorId b = write.layer("b", "L=10", {{x, "L"}}, "L");
    write.layer("c", "L=10", {{w, "L"}, {b, "L"}, {a, "L"}}, "L");
    const Mapping mapping = withCores(unfused(write.workload()), 2, {CoreId(1)});
    const Run run = scheduled(write.workload(), chip(2), mapping, {takes(20)});
    // c may start when b ends at 50; head start 3 * 10, so from 20 on: a is there at 30 and the link busy until 30; b
    // is there at 50; w fits between the two.
    QCOMPARE(transferTimes(run), "x >0 0-10, x >0 20-30, a 0>1 30-40, b 0>1 50-60, w >1 40-50, c 1> 80-90"s);
    QCOMPARE(tileTimes(run), "a 10-30, b 30-50, c 60-80"s);
  }

  void aTileThatUsesAPartOfWhatLiesOffChipFetchesThePartAndDropsItAfterwards() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId first = write.layer("first", "L=10", {{x, "L"}}, "L");
    const TensorId second = write.layer("second", "L=10", {{first, "L"}}, "L");
    write.layer("third", "L=10", {{first, "L"}, {second, "L"}}, "L");
    Mapping mapping = fuseAll(write.workload(), {{"L", 2}});
    mapping = withGroups(mapping, {{0}, {1, 2}});
    const Run run =
        scheduled(write.workload(), chip(), mapping, {streams(20, OperandRole::O, 10), takes(10), takes(10)});
    // first writes off chip until 30. Each tile of second and third needs half of it, 5 cycles, and fetches it again.
    // second.0: from 30 on. third.0: head start 5 + 5 (second.0) before 45, so 35. Its result leaves at 55. second.1:
    // head start 5 before 55. third.1: 10 before 65, but the link is taken until 60.
    QCOMPARE(tileTimes(run), "first 10-30, second.0 35-45, third.0 45-55, second.1 55-65, third.1 65-75"s);
    QCOMPARE(transferTimes(run),
             "x >0 0-10, part of first >0 30-35, part of first >0 35-40, third.0 0> 55-60, part of first >0 50-55, "
             "part of first >0 60-65, third.1 0> 75-80"s);
    QCOMPARE(stays(run),
             "x 0-30, part of first 30-45, second.0 35-55, part of first 35-55, third.0 45-60, part of first 50-65, "
             "second.1 55-75, part of first 60-75, third.1 65-80"s);
    for (const Transfer& transfer : run.schedule.transfers)
      if (run.schedule.pieces[transfer.piece.index()].kind == Piece::Kind::Slice) QCOMPARE(transfer.bits.value, 50);
  }

  void whatIsOnTheCoreIsUsedThereEvenIfATileNeedsOnlyAPartOfIt() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId first = write.layer("first", "L=10", {{x, "L"}}, "L");
    const TensorId second = write.layer("second", "L=10", {{first, "L"}}, "L");
    write.layer("third", "L=10", {{second, "L"}}, "L");
    const Mapping mapping = withGroups(fuseAll(write.workload(), {{"L", 2}}), {{0}, {1, 2}});
    const Run run = scheduled(write.workload(), chip(), mapping, {takes(10)});
    QCOMPARE(transferTimes(run), "x >0 0-10, third.0 0> 40-45, third.1 0> 60-65"s);
  }

  void aConstantThatSeveralTilesShareIsFetchedOnce() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {4});
    const TensorId w = write.constant("w", {10});
    const TensorId first = write.layer("first", "L=4 K=10", {{x, "L"}, {w, "K"}}, "L");
    write.layer("second", "L=4", {{first, "L"}}, "L");
    const Run run = scheduled(write.workload(), chip(), fuseAll(write.workload(), {{"L", 2}}), {takes(20)});
    // Tiles in turn: first.0, second.0, first.1, second.1, each 20 cycles from 12 on (w, then x: 10 and 2 cycles). For
    // first.1 w is there already; its half of x comes 12 cycles ahead of 52.
    QCOMPARE(tileTimes(run), "first.0 12-32, second.0 32-52, first.1 52-72, second.1 72-92"s);
    QCOMPARE(transferTimes(run), "w >0 0-10, x >0 10-12, second.0 0> 52-54, x >0 40-42, second.1 0> 92-94"s);
  }
};

FUSEWRIGHT_TEST(ScheduleFetching)

}  // namespace fusewright::schedule_fetching_test

#include "schedule_fetching_test.moc"
