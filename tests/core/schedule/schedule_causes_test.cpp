// What bound the start of each tile, and by whom. Elements have 10 bits and the off-chip link moves 10 bits a cycle, so
// that a tensor of n elements takes n cycles.
#include "core/schedule/schedule_tiles.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_causes_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Accelerator chipOf(std::int64_t bits, int cores = 1) {
  return chipWithSharedDram({.cores = cores, .d1 = 1, .d2 = 1, .sram = Bits{bits}, .dramBandwidth = BitsPerCycle{10}});
}

/// first(x) -> second(first, w) with a weight of that many elements, 20 cycles each.
Run chainWithWeight(std::int64_t weights, std::int64_t capacity) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {10, 2});
  const TensorId w = write.constant("w", {weights});
  const TensorId between = write.layer("first", "L=10 K=2", {{x, "L K"}}, "L");
  write.layer("second", "L=10 K=" + std::to_string(weights), {{between, "L"}, {w, "K"}}, "L");
  return scheduled(write.workload(), chipOf(capacity), unfused(write.workload()), {takes(20)});
}

}  // namespace

class ScheduleCauses : public QObject {
  Q_OBJECT

 private slots:
  void nothingBindsATileThatStartsAtOnce() {
    WorkloadWriter write(10);
    write.layer("m", "K=10", {{write.constant("w", {10}), "K"}}, "0");
    const Run run =
        scheduled(write.workload(), chipOf(1000), unfused(write.workload()), {streams(10, OperandRole::I, 10)});
    QCOMPARE(bindingCauses(run), "m None"s);
    QCOMPARE(run.schedule.start[0].value, 0.0);
  }

  void aTransferBindsAndTheBusyCoreAfterIt() {
    // w arrives at 30, before first ends at 40.
    QCOMPARE(bindingCauses(chainWithWeight(10, 100000)), "first Transfer x, second CoreBusy first"s);
  }

  void whoeverHeldTheLinkIsBlamedForALateTransfer() {
    // w takes [20, 60) after x; second could have run from 40 on.
    QCOMPARE(bindingCauses(chainWithWeight(40, 100000)), "first Transfer x, second LinkBusy x"s);
  }

  void aPlannedDepartureThatMadeRoomHasNoCulprit() {
    // x (200 bits), first (100) and w (100) are too much for 350 until x leaves at 40.
    const Run run = chainWithWeight(10, 350);
    QCOMPARE(bindingCauses(run), "first Transfer x, second MemoryFull"s);
    QCOMPARE(run.schedule.boundById[1], -1);
  }

  void aPieceThatHadToLeaveIsBlamedForTheRoomItTook() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId p = write.layer("p", "L=10", {{x, "0"}}, "L");
    write.layer("q", "K=30", {{x, "0"}}, "K");
    write.layer("s", "L=10", {{p, "L"}}, "0");
    // q's 300 bits and p's 100 in 350: p is written back until 21, when q could have started at 11.
    const Run run = scheduled(write.workload(), chipOf(350), unfused(write.workload()), {takes(10)});
    QCOMPARE(bindingCauses(run), "p Transfer x, q MemoryFull p, s MemoryFull"s);
  }

  void aFlushedPieceIsBlamedForTheDelay() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId w = write.constant("w", {20});
    const TensorId p = write.layer("p", "L=10", {{x, "0"}}, "L");
    write.layer("m", "K=20", {{w, "K"}}, "0");
    write.layer("r", "L=10", {{p, "L"}}, "0");
    const Run run = scheduled(write.workload(), chipOf(1000), unfused(write.workload()),
                              {takes(10), streams(20, OperandRole::I, 10), takes(10)});
    // m waits until p is written back at 21. m's result leaves in [41, 42); p comes back in [42, 52) because of it.
    QCOMPARE(bindingCauses(run), "p Transfer x, m MemoryFull p, r LinkBusy m"s);
  }

  void aStreamThatHeldTheLinkLeavesTheBlameWithTheTransferThatWaited() {
    WorkloadWriter write(10);
    const TensorId w = write.constant("w", {20});
    const TensorId v = write.constant("v", {10});
    const TensorId m = write.layer("m", "K=20", {{w, "K"}}, "0");
    write.layer("r", "L=10", {{m, "0"}, {v, "L"}}, "0");
    const Run run = scheduled(write.workload(), chipOf(1000), unfused(write.workload()),
                              {streams(20, OperandRole::I, 10), takes(10)});
    // v is asked for from 9 on; m's stream ends at 20.
    QCOMPARE(transferTimes(run), "v >0 20-30, r 0> 40-41"s);
    QCOMPARE(bindingCauses(run), "m None, r LinkBusy v"s);
  }

  void aProducerOnAnotherCoreBindsAConsumerThatFetchesNothing() {
    const Workload chain = twoLayerChain();
    const Mapping mapping = withCores(fuseAll(chain, {{"L", 2}}), 1, {CoreId(1)});
    const Run run = scheduled(chain, chipOf(1000, 2), mapping, {takes(10), streams(10, OperandRole::I, 5)});
    // second.0 streams its input; core 1 is idle and first.0 ends at 15.
    QVERIFY2(bindingCauses(run).starts_with("first.0 Transfer x, second.0 Dependency first.0"),
             bindingCauses(run).c_str());
    QCOMPARE(run.schedule.start[1].value, 15.0);
  }

  void anotherLayerOnAnotherCoreBindsThroughSynchronisation() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    write.layer("a", "L=10", {{x, "0"}}, "L");
    write.layer("b", "L=10", {{x, "0"}}, "L");
    const Mapping mapping = withCores(unfused(write.workload()), 1, {CoreId(1)});
    const Run run = scheduled(write.workload(), chipOf(1000, 2), mapping, {takes(10)});
    QCOMPARE(bindingCauses(run), "a Transfer x, b Synchronisation a"s);
  }

  void aStreamedTileThatWaitsForTheLinkBlamesTheTransferOrTheTileThatHeldIt() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId w = write.constant("w", {2, 20});
    write.layer("a", "L=10", {{x, "0"}}, "L");
    const TensorId m = write.layer("m", "L=2 K=20", {{w, "L K"}}, "L");
    write.layer("n", "L=2", {{m, "L"}}, "0");
    const Mapping mapping = withCores(unfused(write.workload()), 1, {CoreId(0), CoreId(1)}, {{"L", 2}});
    const Run run =
        scheduled(write.workload(), chipOf(1000, 2), mapping, {takes(10), streams(20, OperandRole::I, 10), takes(10)});
    // a's result leaves in [11, 21); then m.0 has the link until 41.
    QVERIFY2(tileTimes(run).starts_with("a 1-11, m.0 21-41, m.1 41-61"), tileTimes(run).c_str());
    QVERIFY2(bindingCauses(run).starts_with("a Transfer x, m.0 OffChip a, m.1 OffChip m.0"),
             bindingCauses(run).c_str());
    QCOMPARE(run.schedule.boundById[2], -1 - 1);
  }
};

FUSEWRIGHT_TEST(ScheduleCauses)

}  // namespace fusewright::schedule_causes_test

#include "schedule_causes_test.moc"
