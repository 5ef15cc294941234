// What a plan may choose for the scheduler under `physical` (SchedulePolicy). Elements have 10 bits and the off-chip
// link moves 10 bits a cycle, so that a tensor of n elements takes n cycles.
#include "core/schedule/schedule_tiles.h"

#include <algorithm>
#include <optional>

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_policy_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Run runWith(Workload workload, std::int64_t elements, std::vector<TileCost> costs, const ScheduleOptions& options) {
  const Accelerator chip = chipWithSharedDram(
      {.cores = 1, .d1 = 1, .d2 = 1, .sram = Bits{10 * elements}, .dramBandwidth = BitsPerCycle{10}});
  const Mapping mapping = unfused(workload);
  return scheduled(std::move(workload), chip, mapping, std::move(costs), physicalAssumptions(), options);
}

/// `a` makes 5 elements that are written when it ends; `b` needs 30 weights.
Run aResultThenManyWeights(LinkUse links) {
  WorkloadWriter write(10);
  write.layer("a", "L=5", {{write.constant("x", {1}), "0"}}, "L");
  write.layer("b", "K=30", {{write.constant("w", {30}), "K"}}, "0");
  return runWith(write.workload(), 1000, {takes(20), takes(10)}, {.links = links});
}

/// A layer in 2 x 3 tiles of one result each: three columns with 20 weights each, and the same again for the second
/// row. The weights of two columns fit, beside a few results.
Run threeColumnsOfWhichTwoFit(Eviction eviction) {
  WorkloadWriter write(10);
  write.layer("a", "L=2 D=3 K=20", {{write.constant("w", {3, 20}), "D K"}}, "L D");
  const Accelerator chip =
      chipWithSharedDram({.cores = 1, .d1 = 1, .d2 = 1, .sram = Bits{500}, .dramBandwidth = BitsPerCycle{10}});
  Mapping mapping = unfused(write.workload());
  mapping.layers[0].intraCore = {{"D", 3}, {"L", 2}};
  return scheduled(write.workload(), chip, mapping, {takes(30)}, physicalAssumptions(), {.eviction = eviction});
}

}  // namespace

class SchedulePolicyRules : public QObject {
  Q_OBJECT

 private slots:
  void aWholeTransferWaitsForAWindowAsLongAsItself() {
    // a runs 1-21 and its result is written 21-26, booked before w is. Before that 20 cycles are free, w takes 30.
    const Run run = aResultThenManyWeights(LinkUse::Whole);
    QCOMPARE(tileTimes(run), "a 1-21, b 56-66"s);
    QCOMPARE(transferTimes(run), "x >0 0-1, a 0> 21-26, w >0 26-56, b 0> 66-67"s);
  }

  void aTransferInPartsGoesOnAfterWhatWasBookedBefore() {
    // 20 cycles before the write-back, 10 after it.
    const Run run = aResultThenManyWeights(LinkUse::InParts);
    QCOMPARE(tileTimes(run), "a 1-21, b 36-46"s);
    QCOMPARE(transferTimes(run), "x >0 0-1, a 0> 21-26, w >0 1-21, w >0 26-36, b 0> 46-47"s);
    std::int64_t bits = 0;
    for (const Transfer& transfer : run.schedule.transfers)
      if (transfer.neededBy == TileId(1)) bits += transfer.bits.value;
    QCOMPARE(bits, std::int64_t{300});
  }

  void aPieceInPartsTakesItsRoomFromTheFirstPartOn() {
    // w is there from cycle 1 until b has run, at 46.
    const std::string held = stays(aResultThenManyWeights(LinkUse::InParts));
    QVERIFY2(held.find("w 1-46") != std::string::npos, held.c_str());
  }

  void whatIsReadAgainLastLeavesFirstEvenIfItsReaderStillRuns() {
    // w0 arrives 0-20, w1 20-40; tile 0 runs 20-50, tile 1 50-80. For w2, w1 leaves, which is read after w0: at 80.
    // Then the result of tile 1 is written 80-81, and w2 arrives 81-101.
    QCOMPARE(threeColumnsOfWhichTwoFit(Eviction::FarthestUse).schedule.start[2].value, 101.0);
  }

  void whatIsIdleWhenAFetchHasToBeginLeavesInstead() {
    // To be there at 80, w2 has to begin at 60: w0 has been idle since 50 and leaves. w2 arrives 51-71, after the
    // result of tile 0.
    const Run run = threeColumnsOfWhichTwoFit(Eviction::IdleFirst);
    QCOMPARE(run.schedule.start[2].value, 80.0);
    const auto& transfers = run.schedule.transfers;
    const auto w2 = std::ranges::find(transfers, std::optional(TileId(2)), &Transfer::neededBy);
    QCOMPARE(w2->start.value, 51.0);
    QCOMPARE(w2->end.value, 71.0);
  }
};

FUSEWRIGHT_TEST(SchedulePolicyRules)

}  // namespace fusewright::schedule_policy_test

#include "schedule_policy_test.moc"
