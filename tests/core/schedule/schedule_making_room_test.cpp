// METHOD A5.4, A5.5, A5.8: how room is made in a memory and what it costs. Elements have 10 bits and the off-chip link
// moves 10 bits a cycle, so that a tensor of n elements takes n cycles.
#include "core/schedule/schedule_tiles.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_making_room_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Accelerator chipOf(std::int64_t bits) {
  return chipWithSharedDram({.cores = 1, .d1 = 1, .d2 = 1, .sram = Bits{bits}, .dramBandwidth = BitsPerCycle{10}});
}

/// p makes as many elements as asked (read by r and s), q makes 15 (read by r); between them and r comes `big` with 30
/// weights. p, q, r, s read little and run 10 cycles each, big 5.
Run twoKeptForLater(std::int64_t elementsOfP, std::int64_t capacity) {
  const std::string n = std::to_string(elementsOfP);
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {1});
  const TensorId w = write.constant("w", {30});
  const TensorId p = write.layer("p", "L=" + n, {{x, "0"}}, "L");
  const TensorId q = write.layer("q", "L=15", {{x, "0"}}, "L");
  write.layer("big", "K=30", {{w, "K"}}, "0");
  write.layer("r", "L=" + n + " K=15", {{p, "L"}, {q, "K"}}, "0");
  write.layer("s", "L=" + n, {{p, "L"}}, "0");
  return scheduled(write.workload(), chipOf(capacity), unfused(write.workload()),
                   {takes(10), takes(10), takes(5), takes(10), takes(10)});
}

std::vector<TransferCause> causes(const Run& run) {
  std::vector<TransferCause> found;
  for (const Transfer& transfer : run.schedule.transfers) found.push_back(transfer.cause);
  return found;
}

}  // namespace

class ScheduleMakingRoom : public QObject {
  Q_OBJECT

 private slots:
  void aFetchWaitsUntilWhatIsDoneWithHasLeft() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10, 2});
    const TensorId w = write.constant("w", {10});
    const TensorId first = write.layer("first", "L=10 K=2", {{x, "L K"}}, "L");
    write.layer("second", "L=10", {{first, "L"}, {w, "L"}}, "L");
    const Run run = scheduled(write.workload(), chipOf(350), unfused(write.workload()), {takes(20)});
    // Until 40 the memory holds x (200 bits) and first (100); w (100) would make 400. x has left at 40.
    QCOMPARE(transferTimes(run), "x >0 0-20, w >0 40-50, second 0> 70-80"s);
    QCOMPARE(stays(run), "x 0-40, first 20-70, w 40-70, second 50-80"s);
  }

  void theLeastOfRemainingUsesTimesSizeIsEvictedAndWrittenBack() {
    const Run run = twoKeptForLater(10, 500);
    // w (300 bits) joins p (100 bits, 2 uses: 200) and q (150 bits, 1 use: 150) in 500 bits: q goes. It is written back
    // from its end at 21, so w comes from 36. r fetches q again when w has left at 71 and the link has sent big.
    QCOMPARE(transferTimes(run),
             "x >0 0-1, x >0 10-11, q 0> 21-36, w >0 36-66, big 0> 71-72, q >0 72-87, r 0> 97-98, s 0> 107-108"s);
    QCOMPARE(tileTimes(run), "p 1-11, q 11-21, big 66-71, r 87-97, s 97-107"s);
    using enum TransferCause;
    QCOMPARE(causes(run), (std::vector{Weight, Weight, Spill, Weight, Output, Reload, Output, Output}));
  }

  void evictionsFollowOneAnotherButWriteBacksMayTakeWindowsInThePast() {
    const Run run = twoKeptForLater(10, 350);
    // q alone is not enough. p, made at 11, is written back in [11, 21), before q was even made, but leaves with q's
    // departure at 36, when its turn comes.
    QCOMPARE(transferTimes(run),
             "x >0 0-1, x >0 10-11, q 0> 21-36, p 0> 11-21, w >0 36-66, big 0> 71-72, p >0 72-82, q >0 82-97, "
             "r 0> 107-108, s 0> 117-118"s);
    QCOMPARE(stays(run),
             "x 0-11, p 1-36, x 10-21, q 11-36, w 36-71, big 66-72, p 72-117, q 82-107, r 97-108, s 107-118"s);
  }

  void aSecondEvictionThatTakesLongerDelaysTheFetchFurther() {
    const Run run = twoKeptForLater(12, 350);
    // p (120 bits) does not fit between 11 and 21 on the link, so it follows q: [36, 48).
    QVERIFY2(transferTimes(run).starts_with("x >0 0-1, x >0 10-11, q 0> 21-36, p 0> 36-48, w >0 48-78"),
             transferTimes(run).c_str());
  }

  void aConstantIsEvictedWithoutWriteBackAndFetchedAgain() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("wa", {10});
    const TensorId y = write.constant("wb", {10});
    const TensorId a = write.layer("a", "L=2 K=10", {{x, "K"}}, "L");
    write.layer("b", "L=2 K=10", {{a, "L"}, {y, "K"}}, "L");
    const Run run = scheduled(write.workload(), chipOf(150), fuseAll(write.workload(), {{"L", 2}}), {takes(10)});
    // Turns: a.0, b.0, a.1, b.1. Only one of wa and wb (100 bits each) fits beside the 10-bit results. wb is asked for
    // 11 cycles (a.0: 1, wb: 10) before 20, and wa gives way as soon as it has arrived, at 10. For a.1 wb gives way,
    // but the memory changes for the last time when b.0's result leaves, at 31: no fetch starts before that.
    QCOMPARE(transferTimes(run), "wa >0 0-10, wb >0 10-20, b.0 0> 30-31, wa >0 31-41, wb >0 51-61, b.1 0> 71-72"s);
    using enum TransferCause;
    QCOMPARE(causes(run), (std::vector{Weight, Weight, Output, Reload, Reload, Output}));
  }

  void aTileWaitsForTheRoomOfItsOutput() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId p = write.layer("p", "L=10", {{x, "0"}}, "L");
    write.layer("q", "K=30", {{x, "0"}}, "K");
    write.layer("s", "L=10", {{p, "L"}}, "0");
    const Run run = scheduled(write.workload(), chipOf(350), unfused(write.workload()), {takes(10)});
    // q makes 300 bits, so p (100, needed by s) must go: written back in [11, 21). q leaves in [31, 61); then p fits.
    QCOMPARE(tileTimes(run), "p 1-11, q 21-31, s 71-81"s);
    QCOMPARE(transferTimes(run), "x >0 0-1, x >0 10-11, p 0> 11-21, q 0> 31-61, p >0 61-71, s 0> 81-82"s);
  }

  void anOutputThatFindsNoRoomIsKeptOffChipAndReported() {
    const Workload chain = twoLayerChain();
    const Run run = scheduled(chain, chipOf(150), unfused(chain), {takes(20)});
    // 100 bits in and 100 out of each tile, 150 bits of memory. Neither output has room beside its input.
    const Overflow first{.memory = MemoryId(0), .tile = TileId(0), .needed = Bits{100}, .available = Bits{50}};
    Overflow second = first;
    second.tile = TileId(1);
    QCOMPARE(run.schedule.overflows, (std::vector{first, second}));
    QCOMPARE(stays(run), "x 0-30, first 30-60"s);
    QCOMPARE(transferTimes(run), "x >0 0-10, first >0 30-40"s);
  }

  void anInputThatFindsNoRoomIsReadInPlaceAndReported() {
    const Workload chain = twoLayerChain();
    const Run run = scheduled(chain, chipOf(50), unfused(chain), {takes(20)});
    // Inputs and outputs of both tiles need 100 bits of 50. The traffic of the inputs stays.
    QCOMPARE(run.schedule.overflows.size(), std::size_t{4});
    for (const Overflow& overflow : run.schedule.overflows) {
      QCOMPARE(overflow.needed.value, 100);
      QCOMPARE(overflow.available.value, 50);
    }
    QCOMPARE(stays(run), ""s);
    QCOMPARE(transferTimes(run), "x >0 0-10, first >0 30-40"s);
  }
};

FUSEWRIGHT_TEST(ScheduleMakingRoom)

}  // namespace fusewright::schedule_making_room_test

#include "schedule_making_room_test.moc"
