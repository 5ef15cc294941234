// Energy by bits and operations (METHOD B11), worked out by hand.
#include "core/metrics/bit_energy.h"

#include <QtTest>

#include "core/cost/estimate_tile_cost.h"
#include "core/hardware/resize.h"
#include "tests/builders_machines.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::bit_energy_test {
using namespace tests;

namespace {

constexpr double kBlock = 10485760;  ///< bits of one operand of a token: 5120 * 64 words of 32 bits

TileCost tokenCost(const Accelerator& chip, GroupMembership group) {
  const TileShape shape =
      tileShape("O[b][l][d][n] = I[b][l][d][n] * W[b][l][d][n]", "B=1 L=1 D=5120 N=64", {.group = group});
  return estimateTileCost(shape, chip.cores[0], chip.core(chip.offChip), spatialMapping("D1:N=64 D2:D=128"),
                          streamedOperands(shape, chip.cores[0]));
}

bool isNear(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::abs(b);
}

}  // namespace

class BitEnergyRules : public QObject {
  Q_OBJECT

 private slots:
  void aFusedTokenPaysItsOperationsAndEachMemoryItPasses() {
    // 327,680 operations of 32 bits. Three operands: each is read or written in the SRAM once, and in a register file
    // written once and read once.
    const Accelerator chip = marca();
    const EnergyParts energy = tileBitEnergy(chip.technology, tokenCost(chip, GroupMembership::Fused));
    QVERIFY(isNear(energy.compute.typical, 327680 * chip.technology.float32.typical));
    QVERIFY(isNear(energy.onChip.typical, 6 * kBlock * chip.technology.registerBit.typical +
                                              3 * kBlock * sramBitEnergy(chip.technology, Bits{201326592}).typical));
    QCOMPARE(energy.offChip.typical, 0.0);
  }

  void aTokenAlonePaysItsBitsOffChip() {
    // Two operands in, one out: 3 * 10,485,760 bits at 3.9 pJ, by other sources up to 450 / 64 = 7.03.
    const Accelerator chip = marca();
    const EnergyParts energy = tileBitEnergy(chip.technology, tokenCost(chip, GroupMembership::Alone));
    QVERIFY(isNear(energy.offChip.typical, 3 * kBlock * 3.9));
    QVERIFY(isNear(energy.offChip.high, 3 * kBlock * 450.0 / 64));
  }

  void bandwidthHasNoPartInIt() {
    // The published model bills a port's whole width; here half the SRAM's and twice the DRAM's change nothing.
    const Accelerator chip = marca();
    const Accelerator other = withDramBandwidth(withSramBandwidth(chip, BitsPerCycle{1 << 20}), BitsPerCycle{4096});
    const EnergyParts before = tileBitEnergy(chip.technology, tokenCost(chip, GroupMembership::Alone));
    const EnergyParts after = tileBitEnergy(other.technology, tokenCost(other, GroupMembership::Alone));
    QVERIFY(isNear(after.total().typical, before.total().typical));
  }
};

FUSEWRIGHT_TEST(BitEnergyRules)

}  // namespace fusewright::bit_energy_test

#include "bit_energy_test.moc"
