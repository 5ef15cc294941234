#include "core/metrics/measure.h"

#include <QTest>

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::measure_test {
using namespace tests;

namespace {

Accelerator chipOf(std::int64_t bits) {
  Accelerator chip =
      chipWithSharedDram({.cores = 1, .d1 = 1, .d2 = 2, .sram = Bits{bits}, .dramBandwidth = BitsPerCycle{10}});
  chip.frequencyMHz = 500;
  return chip;
}

struct Measured {
  Run run;
  Metrics metrics;
};

/// twoLayerChain() (10 elements of 10 bits) with these costs: x arrives in [0, 10), the result leaves after the second
/// layer in 10 cycles.
Measured chain(std::int64_t capacity, const TileCost& first, const TileCost& second) {
  const Workload workload = twoLayerChain();
  const Mapping mapping = unfused(workload);
  Measured measured{.run = scheduled(workload, chipOf(capacity), mapping, {first, second}), .metrics = {}};
  measured.metrics = measure(measured.run.workload, measured.run.chip, mapping, measured.run.graph, measured.run.costs,
                             measured.run.schedule);
  return measured;
}

/// 20 cycles, 10 operations, some energy of each kind.
TileCost costly() {
  TileCost cost = takes(20);
  cost.operations = 10;
  cost.computeEnergy = Picojoules{1};
  cost.onChipEnergy = Picojoules{10};
  cost.offChipEnergy = Picojoules{100};
  return cost;
}

double idle(const Metrics& metrics, BindingCause cause) {
  return metrics.cores[0].idleByCause[static_cast<std::size_t>(cause)].value;
}

Bits moved(const Metrics& metrics, TransferCause cause) {
  return metrics.dram.transfersByCause[static_cast<std::size_t>(cause)];
}

}  // namespace

class MeasureRules : public QObject {
  Q_OBJECT

 private slots:
  void latencyIsTheTruncatedMakespanInCyclesAndMilliseconds() {
    const Measured done = chain(100000, takes(20.25), takes(20.25));
    // 10 + 40.5 + 10 = 60.5; 60 cycles at 500 MHz are 120 ns.
    QCOMPARE(done.metrics.latency.value, 60.0);
    QCOMPARE(done.metrics.latencyMs, 0.00012);
  }

  void aCoresTimeIsBusyOrIdleByCause() {
    const Metrics metrics = chain(100000, costly(), costly()).metrics;
    QCOMPARE(metrics.cores[0].busy.value, 40.0);
    QCOMPARE(idle(metrics, BindingCause::Transfer), 10.0);
    QCOMPARE(idle(metrics, BindingCause::None), 10.0);
    QCOMPARE(metrics.idle.size(), std::size_t{3});  // two on the core, and the off-chip core's one
  }

  void utilisationIsOperationsPerUnitAndCycle() {
    const Metrics metrics = chain(100000, costly(), costly()).metrics;
    // 20 operations, 2 units, 60 cycles.
    QCOMPARE(metrics.operations, 20);
    QCOMPARE(metrics.cores[0].utilisation, 20.0 / 120);
    QCOMPARE(metrics.utilisation, 20.0 / 120);
  }

  void layersAndGroupsSpanTheirTiles() {
    const Metrics metrics = chain(100000, costly(), costly()).metrics;
    QCOMPARE(metrics.layers[1], (LayerMetrics{.tiles = 1,
                                              .operations = 10,
                                              .busy = Cycles{20},
                                              .firstStart = Cycles{30},
                                              .lastEnd = Cycles{50},
                                              .energy = Picojoules{111}}));
    QCOMPARE(metrics.groups, (std::vector<GroupMetrics>{{Cycles{10}, Cycles{30}}, {Cycles{30}, Cycles{50}}}));
  }

  void offChipTrafficIsToldByCauseAndDirection() {
    const Metrics metrics = chain(100000, costly(), costly()).metrics;
    QCOMPARE(moved(metrics, TransferCause::Weight).value, 100);
    QCOMPARE(moved(metrics, TransferCause::Output).value, 100);
    QCOMPARE(moved(metrics, TransferCause::Activation).value, 0);
    QCOMPARE(metrics.dram.read.value, 100);
    QCOMPARE(metrics.dram.written.value, 100);
  }

  void streamsCountAsTrafficToo() {
    TileCost streamed = streams(20, OperandRole::O, 10);
    streamed.offChipRead[roleIndex(OperandRole::O)] = Bits{30};  // partial sums
    streamed.offChipWrite[roleIndex(OperandRole::O)] = Bits{130};
    const Metrics metrics = chain(100000, takes(20), streamed).metrics;
    QCOMPARE(metrics.dram.streamedIn.value, 30);
    QCOMPARE(metrics.dram.streamedOut.value, 130);
    QCOMPARE(metrics.dram.read.value, 130);     // and x
    QCOMPARE(metrics.dram.written.value, 130);  // the result is written by the stream alone
  }

  void energyIsTilesPlusTransfers() {
    Accelerator chip = chipOf(100000);
    chip.links[0].energyPerCycle = Picojoules{1000};
    const Workload workload = twoLayerChain();
    const Run run = scheduled(workload, chip, unfused(workload), {costly()});
    const Metrics metrics = measure(workload, chip, unfused(workload), run.graph, run.costs, run.schedule);
    QCOMPARE(metrics.computeEnergy.value, 2.0);
    QCOMPARE(metrics.onChipEnergy.value, 20.0);
    QCOMPARE(metrics.offChipEnergy.value, 200.0 + 20 * 1000);  // 20 cycles of transfers
    QCOMPARE(metrics.energy.value, 20222.0);
  }

  void whatFitsViolatesNothing() { QVERIFY(chain(100000, costly(), costly()).metrics.violations.empty()); }

  void aMemoryThatIsTooSmallIsOneViolationWithItsNeed() {
    const Metrics metrics = chain(150, costly(), costly()).metrics;
    // Both tiles need 100 bits for their result where 50 are free.
    QCOMPARE(metrics.violations.size(), std::size_t{1});
    const Violation& violation = metrics.violations.front();
    QCOMPARE(violation.memory, std::optional(MemoryId(0)));
    QCOMPARE(violation.tile, std::optional(TileId(0)));
    QCOMPARE(violation.needed.value, 100);
    QCOMPARE(violation.available.value, 50);
    QVERIFY2(violation.what.find("core0.sram") != std::string::npos, violation.what.c_str());
    QVERIFY(metrics.memories[0].peak.value <= 150);
  }
};

FUSEWRIGHT_TEST(MeasureRules)

}  // namespace fusewright::measure_test

#include "measure_test.moc"
