// METHOD A5.8: when tensors leave, and which of them are written off chip. Elements have 10 bits and the off-chip link
// moves 10 bits a cycle, so that a tensor of n elements takes n cycles.
#include "core/schedule/schedule_tiles.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_release_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Run run(const Workload& workload, const Mapping& mapping) {
  const Accelerator chip =
      chipWithSharedDram({.cores = 1, .d1 = 1, .d2 = 1, .sram = Bits{100000}, .dramBandwidth = BitsPerCycle{10}});
  return scheduled(workload, chip, mapping, {takes(20)});
}

}  // namespace

class ScheduleRelease : public QObject {
  Q_OBJECT

 private slots:
  void aTensorLeavesWhenItsLastUserEndsAndAResultWhenItIsWritten() {
    const Workload chain = twoLayerChain();
    QCOMPARE(stays(run(chain, unfused(chain))), "x 0-30, first 10-50, second 30-60"s);
  }

  void aTensorStaysForTheLastOfItsUsers() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
    const TensorId b = write.layer("b", "L=10", {{a, "L"}}, "L");
    write.layer("c", "L=10", {{b, "L"}, {a, "L"}}, "L");
    // a is a residual: read by b until 50 and by c until 70.
    QCOMPARE(stays(run(write.workload(), unfused(write.workload()))), "x 0-30, a 10-70, b 30-70, c 50-80"s);
  }

  void theLastUserOfAStayIsRemembered() {
    const Workload chain = twoLayerChain();
    const Run done = run(chain, unfused(chain));
    std::vector<std::optional<TileId>> users;
    for (const Residency& residency : done.schedule.residencies)
      if (residency.memory == MemoryId(0)) users.push_back(residency.lastUser);
    QCOMPARE(users, (std::vector<std::optional<TileId>>{TileId(0), TileId(1), std::nullopt}));
  }

  void onlyOutputsOfLayersThatNobodyReadsAreWritten() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
    write.layer("b", "L=10", {{a, "L"}}, "L");
    write.layer("c", "L=10", {{a, "L"}}, "L");
    const Run done = run(write.workload(), unfused(write.workload()));
    QCOMPARE(transferTimes(done), "x >0 0-10, b 0> 50-60, c 0> 70-80"s);
    QCOMPARE(done.schedule.transfers.back().cause, TransferCause::Output);
    QCOMPARE(done.schedule.transfers.back().neededBy, std::optional<TileId>());
  }

  void aTileOfAReadLayerThatNobodyReadsStaysUnwritten() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
    IndexMap firstHalf{.kind = IndexMap::Kind::Affine, .axes = {{.outputAxis = 0}}};
    const TensorId half = write.routing("slice", {5}, {{a, firstHalf}});
    write.layer("b", "M=5", {{half, "M"}}, "M");
    const Mapping mapping = withGroups(fuseAll(write.workload(), {{"L", 2}}), {{0, 2}});
    // Turns: a.0, a.1, b, as b is one tile. a.1 makes elements 5 to 9, which the slice leaves out.
    QCOMPARE(stays(run(write.workload(), mapping)), "x 0-25, a.0 5-65, x 20-45, a.1 25-70, b 45-70"s);
    QCOMPARE(transferTimes(run(write.workload(), mapping)), "x >0 0-5, x >0 20-25, b 0> 65-70"s);
  }

  void constantsLieOffChipUntilTheirLastUse() {
    const Workload chain = twoLayerChain();
    QCOMPARE(stays(run(chain, unfused(chain)), 1), "x 0-30, second 50-60"s);
  }
};

FUSEWRIGHT_TEST(ScheduleRelease)

}  // namespace fusewright::schedule_release_test

#include "schedule_release_test.moc"
