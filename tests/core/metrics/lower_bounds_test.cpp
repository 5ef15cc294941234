#include <QTest>

#include "core/metrics/lower_bounds.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::lower_bounds_test {
using namespace tests;

namespace {

Accelerator chip(int cores = 1) {
  return chipWithSharedDram(
      {.cores = cores, .d1 = 2, .d2 = 4, .sram = Bits{100000}, .dramBandwidth = BitsPerCycle{10}});
}

/// a feeds b and c, both feed d; 10 elements of 10 bits each. a and b read the same x.
Workload diamond() {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {10});
  const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
  const TensorId b = write.layer("b", "L=10", {{a, "L"}, {x, "L"}}, "L");
  const TensorId c = write.layer("c", "L=10", {{a, "L"}}, "L");
  write.layer("d", "L=10", {{b, "L"}, {c, "L"}}, "L");
  return write.workload();
}

TileGraph graphOf(const Workload& workload) {
  return buildTileGraph(workload, unfused(workload)).value();
}

}  // namespace

class LowerBoundsRules : public QObject {
  Q_OBJECT

 private slots:
  void theComputeBoundUsesAllUnitsOfAllCoresAllTheTime() {
    Workload workload = diamond();
    // 40 operations on 8 units; then b takes 4 cycles an operation: 70 unit cycles, 8.75 rounded up.
    QCOMPARE(computeBound(workload, chip()).value, 5.0);
    workload.layers[1].cyclesPerOperation = 4;
    QCOMPARE(computeBound(workload, chip()).value, 9.0);
    QCOMPARE(computeBound(workload, chip(2)).value, 5.0);
  }

  void theDramBoundCountsEachConstantAndEachResultOnce() {
    // x (100 bits, read by two layers) comes in and d (100 bits) goes out over one link of 10 bits a cycle.
    QCOMPARE(dramBound(diamond(), chip(), graphOf(diamond())).value, 20.0);
  }

  void separateLinksForTheTwoDirectionsWorkAtTheSameTime() {
    Accelerator twoWay = chip();
    twoWay.links = {oneWayLink(1, 0, BitsPerCycle{10}), oneWayLink(0, 1, BitsPerCycle{4})};
    // 10 cycles in, 25 out.
    QCOMPARE(dramBound(diamond(), twoWay, graphOf(diamond())).value, 25.0);
  }

  void tilesThatOverlapInTheirInputCountTheTensorOnce() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId a = write.layer("a", "L=10 F=3", {{x, "L+F-1"}}, "L");
    write.layer("b", "L=10", {{a, "L"}}, "L");
    const Workload& workload = write.workload();
    // The pieces of x overlap and have padding: 5 tiles of 4 elements. x itself has 10.
    const TileGraph graph = buildTileGraph(workload, fuseAll(workload, {{"L", 5}})).value();
    QCOMPARE(dramBound(workload, chip(), graph).value, 20.0);
  }

  void theCriticalPathIsTheLongestChain() {
    const Mapping mapping = withCores(unfused(diamond()), 2, {CoreId(1)});
    const Run run = scheduled(diamond(), chip(2), mapping, {takes(10), takes(20), takes(35.5), takes(5)});
    // a, c, d: 10 + 35.5 + 5; b is shorter.
    QCOMPARE(criticalPath(run.graph, run.costs, run.schedule).value, 50.5);
  }

  void tilesOfOneLayerFollowOneAnotherOnTheCriticalPath() {
    const Workload chain = twoLayerChain();
    const Run run = scheduled(chain, chip(), fuseAll(chain, {{"L", 5}}), {takes(10), takes(3)});
    // first.0 to first.4, then second.4: 5 * 10 + 3.
    QCOMPARE(criticalPath(run.graph, run.costs, run.schedule).value, 53.0);
  }
};

FUSEWRIGHT_TEST(LowerBoundsRules)

}  // namespace fusewright::lower_bounds_test

#include "lower_bounds_test.moc"
