#include "core/metrics/energy_breakdown.h"

#include <algorithm>

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::energy_breakdown_test {
using namespace tests;

namespace {

/// The hand-written evaluation under B11 with 1 pJ for each off-chip bit, 2 for each bit of any SRAM, 3 for an
/// operation, and tile 0 moving 10 bits of I, 20 of W and 30 of O through its SRAM.
Evaluation priced() {
  Evaluation evaluation = handWrittenEvaluation();
  evaluation.design.assumptions = paperAssumptions().with(Repair::BandwidthFreeEnergy);
  Accelerator accelerator = *evaluation.design.accelerator;
  Technology& technology = accelerator.technology;
  technology.float32 = {3, 3, 3};
  technology.dramBit = {1, 1, 1};
  for (SramPoint& point : technology.sram) point.perBit = {2, 2, 2};
  // Between published sizes, so that no size law changes the 2 pJ.
  for (MemoryLevel& memory : accelerator.cores[0].memories) memory.capacity = technology.sram[1].size;
  TileCosts costs = *evaluation.costs;
  costs.distinct[0].operations = 4;
  costs.distinct[0].memoryBits = {{.kind = StorageKind::Sram,
                                   .capacity = technology.sram[1].size,
                                   .bits = 60,
                                   .bitsByRole = {10, 20, 30},
                                   .accessEnergy = {}}};
  costs.distinct[1].offChipRead[roleIndex(OperandRole::W)] = Bits{300};
  evaluation.design.accelerator = std::make_shared<const Accelerator>(accelerator);
  evaluation.costs = std::make_shared<const TileCosts>(costs);
  return evaluation;
}

EnergyBreakdown breakdownOf(const Evaluation& evaluation) {
  return energyBreakdown(*evaluation.workload, *evaluation.design.accelerator, *evaluation.graph, *evaluation.costs,
                         *evaluation.schedule, evaluation.design.assumptions);
}

const LevelEnergy& levelNamed(const EnergyBreakdown& breakdown, const std::string& name) {
  return *std::ranges::find(breakdown.levels, name, &LevelEnergy::name);
}

}  // namespace

class EnergyBreakdownRules : public QObject {
  Q_OBJECT
 private slots:
  void everyPlaceIsThereOnceAndOffChipComesLast() {
    const EnergyBreakdown breakdown = breakdownOf(priced());
    QCOMPARE(breakdown.levels.size(), std::size_t{3});
    QCOMPARE(breakdown.levels[0].name, std::string("core 0.sram"));
    QCOMPARE(breakdown.levels[1].name, std::string("links"));
    QCOMPARE(breakdown.levels[2].name, std::string("off-chip"));
  }

  void bitsOfATileCountToTheOperandTheyBelongTo() {
    const LevelEnergy sram = levelNamed(breakdownOf(priced()), "core 0.sram");
    QCOMPARE(sram.byRole[roleIndex(OperandRole::I)].value, 20.0);  // 10 bits x 2
    // 20 bits of the tile, and the weight of 100 bits written when it arrives: (20 + 100) x 2.
    QCOMPARE(sram.byRole[roleIndex(OperandRole::W)].value, 240.0);
    // 30 bits of the tile, and the result of 50 bits read when it leaves: (30 + 50) x 2.
    QCOMPARE(sram.byRole[roleIndex(OperandRole::O)].value, 160.0);
  }

  void offChipBitsAreWeightsStreamsAndResults() {
    const LevelEnergy offChip = levelNamed(breakdownOf(priced()), "off-chip");
    QCOMPARE(offChip.byRole[roleIndex(OperandRole::I)].value, 0.0);
    QCOMPARE(offChip.byRole[roleIndex(OperandRole::W)].value, 400.0);  // 100 fetched, 300 streamed
    QCOMPARE(offChip.byRole[roleIndex(OperandRole::O)].value, 50.0);
  }

  void aMoveCountsToTheLayerThatNeedsItAndAWriteBackToItsMaker() {
    const EnergyBreakdown breakdown = breakdownOf(priced());
    QCOMPARE(breakdown.layers[0].compute.value, 12.0);  // 4 operations x 3
    QCOMPARE(breakdown.layers[0].onChip.value, 320.0);  // 60 bits of the tile and the weight's 100, x 2
    QCOMPARE(breakdown.layers[0].offChip.value, 100.0);
    QCOMPARE(breakdown.layers[1].compute.value, 0.0);
    QCOMPARE(breakdown.layers[1].onChip.value, 100.0);   // the result's 50 x 2
    QCOMPARE(breakdown.layers[1].offChip.value, 350.0);  // 300 streamed, 50 written
  }
};

FUSEWRIGHT_TEST(EnergyBreakdownRules)

}  // namespace fusewright::energy_breakdown_test

#include "energy_breakdown_test.moc"
