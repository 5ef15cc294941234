// Single tiles whose costs are worked out by hand, on the study's machine (METHOD A4, "Worked").
#include "core/cost/estimate_tile_cost.h"

#include <QTest>

#include "tests/builders_machines.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::estimate_tile_cost_test {
using namespace tests;

namespace {

constexpr const char* kElementwise = "O[b][l][d] = I[b][l][d] * W[b][l][d]";

TileCost costOf(const TileShape& shape, const std::string& unrolled, MarcaSizes sizes = {}) {
  const Accelerator chip = marca(sizes);
  return estimateTileCost(shape, chip.cores[0], chip.core(chip.offChip), spatialMapping(unrolled),
                          streamedOperands(shape, chip.cores[0]));
}

/// A step of the scan or one token of mul_delta_A and its like, fused or alone.
TileCost tokenCost(TileDetails details) {
  return costOf(tileShape("O[b][l][d][n] = I[b][l][d][n] * W[b][l][d][n]", "B=1 L=1 D=5120 N=64", details),
                "D1:N=64 D2:D=128");
}

std::int64_t bandwidth(const TileCost& cost, OperandRole role) {
  return cost.streamBandwidth[roleIndex(role)];
}

}  // namespace

class EstimateTileCostRules : public QObject {
  Q_OBJECT

 private slots:
  void aFusedTokenTakesItsTemporalLoopsAndTwoCycles() {
    // 5120 / 128 = 40 turns; the registers are filled and drained in a cycle each.
    const TileCost cost = tokenCost({.group = GroupMembership::Fused});
    QCOMPARE(cost.idealTemporal, Cycles{40});
    QCOMPARE(cost.latency, Cycles{42});
    QCOMPARE(cost.spatialUtilisation, 1.0);
    QVERIFY(!cost.streamed.any());
  }

  void anOperatorOfFourCyclesTakesFourTimesAsLong() {
    // Exp: 40 * 4 + 1 + 1.
    QCOMPARE(tokenCost({.cyclesPerOperation = 4, .group = GroupMembership::Fused}).latency, Cycles{162});
  }

  void aStepAloneWaitsForOneOperandOnTheWayInAndOneOnTheWayOut() {
    // 10,485,760 bits at 2048 a cycle are 5120 cycles. While the 40 turns run nothing else needs the port, so 40 of I's
    // 5120 cycles overlap; W still takes 5120 and I runs beside it: 5120 + 1 in, 5120 + 1 out.
    const TileCost cost = tokenCost({});
    QCOMPARE(cost.stall, Cycles{0});
    QCOMPARE(cost.onLoad, Cycles{5121});
    QCOMPARE(cost.offLoad, Cycles{5121});
    QCOMPARE(cost.latency, Cycles{10282});
  }

  void aStepAloneBooksTheBandwidthOfItsTurnsSpreadOverTheRun() {
    // 10,485,760 bits in 40 cycles are 262,144 a cycle; times 40 / 10,282: 1019.8.
    QCOMPARE(bandwidth(tokenCost({}), OperandRole::O), std::int64_t{1020});
  }

  void inProjWaitsForItsWeights() {
    // 40 * 80 * 64 turns. W comes in 16 blocks of 52,428,800 bits: 25,600 cycles each against 12,800 of compute, 15
    // times. On-loading is W's first block, off-loading all of O: 20,971,520 / 2048.
    const TileCost cost =
        costOf(tileShape("O[b][l][d] = I[b][l][c] * W[c][d]", "B=1 L=64 C=2560 D=10240"), "D1:C=64 D2:D=128");
    QCOMPARE(cost.idealTemporal, Cycles{204800});
    QCOMPARE(cost.stall, Cycles{192000});
    QCOMPARE(cost.onLoad, Cycles{25601});
    QCOMPARE(cost.offLoad, Cycles{10241});
    QCOMPARE(cost.latency, Cycles{432642});
    // 52,428,800 / 12,800 = 4096 bits a cycle, times 204,800 / 432,642: 1938.97.
    QCOMPARE(bandwidth(cost, OperandRole::W), std::int64_t{1939});
  }

  void lessMemoryLetsInProjOverlapMore() {
    // At 4 MB the blocks of W are smaller and O leaves in five parts, so loading hides better (METHOD, known causes).
    const TileCost cost = costOf(tileShape("O[b][l][d] = I[b][l][c] * W[c][d]", "B=1 L=64 C=2560 D=10240"),
                                 "D1:C=64 D2:D=128", {.sram = Bits{33554432}});
    QCOMPARE(cost.latency, Cycles{419842});
  }

  void mulDeltaAAloneWaitsForItsOutputs() {
    // 64 * 40 turns; O leaves in 10 blocks of 67,108,864 bits: 32,768 cycles each against 256, 9 times. W is loaded
    // once, 5120 cycles, but the port is busy with O all the time.
    const TileCost cost =
        costOf(tileShape("O[b][l][d][n] = I[b][l][d] * W[d][n]", "B=1 L=64 D=5120 N=64"), "D1:N=64 D2:D=128");
    QCOMPARE(cost.idealTemporal, Cycles{2560});
    QCOMPARE(cost.stall, Cycles{292608});
    QCOMPARE(cost.onLoad, Cycles{5121});
    QCOMPARE(cost.offLoad, Cycles{32769});
    QCOMPARE(cost.latency, Cycles{333058});
  }

  void idleTimeIsDividedAmongTransfersEvenBelowTheirMinimum() {
    // Sigmoid: 64 * 40 turns of 4 cycles leave the port idle for 10,240. I gives 5119 of its 5120 cycles; of the 5121
    // left O gives half: 5120 - 2560.5, and I half again although it is at its minimum of 1 already.
    const TileCost cost = costOf(
        tileShape("O[b][l][d] = I[b][l][d] * W[]", "B=1 L=64 D=5120", {.cyclesPerOperation = 4}), "D1:L=1 D2:D=128");
    QCOMPARE(cost.onLoad, Cycles{2});
    QCOMPARE(cost.offLoad, Cycles{2560.5});
    QCOMPARE(cost.latency, Cycles{12802.5});
  }

  void theUnrollingLeftOpenIsTheOneThatWantsLeastBandwidth() {
    // 64 x 128 units would take 20 turns, 64 x 64 take 40 at half the bandwidth and end no later: 2560 - 40 + 1 cycles
    // in.
    const TileCost cost = costOf(tileShape("O[b][l][r] = I[b][l][d] * W[]", "B=1 L=64 D=2560 R=1"), "");
    QCOMPARE(cost.idealTemporal, Cycles{40});
    QCOMPARE(cost.latency, Cycles{2563});
    QCOMPARE(cost.spatialUtilisation, 0.5);
  }

  void aStreamedOperandIsReadAsOftenAsItsBlockIsReplaced() {
    // add of 64 x 2560 words: everything moves once.
    const TileCost add = costOf(tileShape(kElementwise, "B=1 L=64 D=2560"), "D1:L=1 D2:D=128");
    QCOMPARE(add.offChipRead[roleIndex(OperandRole::I)].value, std::int64_t{5242880});
    QCOMPARE(add.offChipRead[roleIndex(OperandRole::W)].value, std::int64_t{5242880});
    QCOMPARE(add.offChipRead[roleIndex(OperandRole::O)].value, std::int64_t{0});
    QCOMPARE(add.offChipWrite[roleIndex(OperandRole::O)].value, std::int64_t{5242880});
  }

  void sizesThatDoNotDivideStillMoveWholeOperands() {
    // x_proj's 288 outputs run as 5 turns of 57.6; W is 5120 * 288 words all the same.
    const TileCost xProj =
        costOf(tileShape("O[b][l][d] = I[b][l][c] * W[c][d]", "B=1 L=64 C=5120 D=288"), "D1:D=64 D2:C=128");
    QCOMPARE(xProj.offChipRead[roleIndex(OperandRole::W)].value, 5120LL * 288 * 32);
  }

  void offChipEnergyIsWhatMovesTimesItsCost() {
    // 3 * 5,242,880 bits at 14,336 pJ for 2048 bits.
    const TileCost add = costOf(tileShape(kElementwise, "B=1 L=64 D=2560"), "D1:L=1 D2:D=128");
    QCOMPARE(add.offChipEnergy, Picojoules{3.0 * 5242880 / 2048 * 14336});
    QCOMPARE(add.computeEnergy, Picojoules{163840 * 15.0});
    // Each of the 3 * 163,840 words is written to and read from a register at 1.6 pJ; a few words are less than one
    // access of the SRAM's endless port and cost nothing.
    QCOMPARE(add.onChipEnergy.value, 3 * 163840 * 3.2);
  }

  void aTileTooLargeForAnyMemoryIsStillCosted() {
    // 1024 bits of SRAM can not hold the words of all units.
    const TileCost cost = costOf(tileShape(kElementwise, "B=1 L=64 D=2560"), "D1:L=1 D2:D=128", {.sram = Bits{1024}});
    QCOMPARE(cost.idealTemporal, Cycles{1280});
    QVERIFY(cost.latency >= Cycles{1280});
  }

  void aTileOfOneElementTakesOneTurn() {
    const TileCost cost = costOf(tileShape("O[b] = I[b] * W[]", "B=1", {.group = GroupMembership::Fused}), "D1:B=1");
    QCOMPARE(cost.idealTemporal, Cycles{1});
    QCOMPARE(cost.operations, std::int64_t{1});
  }
};

FUSEWRIGHT_TEST(EstimateTileCostRules)

}  // namespace fusewright::estimate_tile_cost_test

#include "estimate_tile_cost_test.moc"
