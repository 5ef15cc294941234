#include "core/hardware/technology.h"

#include <QtTest>

#include "core/hardware/parameters.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::technology_test {
using namespace tests;

namespace {

bool isNear(double a, double b) {
  return std::abs(a - b) <= 1e-3 * std::abs(b);
}

}  // namespace

class TechnologyRules : public QObject {
  Q_OBJECT

 private slots:
  void anOperationIsAMultiplicationAndAnAddition() {
    // Horowitz, 45 nm: fp32 3.7 + 0.9, int8 0.2 + 0.03. 64 bits: twice fp32.
    const Technology old = technologyNamed("45nm").value();
    QVERIFY(isNear(operationEnergy(old, 32).typical, 4.6));
    QVERIFY(isNear(operationEnergy(old, 4).typical, 0.23));
    QVERIFY(isNear(operationEnergy(old, 64).typical, 9.2));
  }

  void sramEnergyFollowsPublishedSizesAndTheRootOfTheSizeBeyond() {
    // 45 nm: 1 MB 100 pJ for 64 bits = 1.5625; 4 MB twice that, in banks of 1 MB the same. 128 kB lies two of five
    // doublings above 32 kB (0.3125): 0.3125 * 5^0.4 = 0.5949. 2 kB: half of 8 kB's 0.15625.
    const Technology old = technologyNamed("45nm").value();
    QVERIFY(isNear(sramBitEnergy(old, Bits{8 << 20}).typical, 1.5625));
    QVERIFY(isNear(sramBitEnergy(old, Bits{32 << 20}).typical, 3.125));
    QVERIFY(isNear(sramBitEnergy(old, Bits{32 << 20}).low, 1.5625));
    QVERIFY(isNear(sramBitEnergy(old, Bits{1 << 20}).typical, 0.5949));
    QVERIFY(isNear(sramBitEnergy(old, Bits{16 << 10}).typical, 0.078125));
  }

  void everyBandHoldsItsTypicalValueAndEveryTechnologyNamesItsSource() {
    for (const Technology& technology : technologies()) {
      QVERIFY(!technology.source.empty());
      for (const EnergyRange& range :
           {technology.int8, technology.float16, technology.float32, technology.registerBit, technology.dramBit,
            technology.linkBit, technology.sram[0].perBit, technology.sram[1].perBit, technology.sram[2].perBit}) {
        QVERIFY(0 < range.low && range.low <= range.typical && range.typical <= range.high);
      }
    }
  }

  void everyNumberCanBeSetAndAPresetBringsItBack() {
    auto chip = withParameter(chipWithSharedDram(), "energy.dram_pJ_per_bit", "5.5");
    QVERIFY(chip.has_value());
    QCOMPARE(chip->technology.dramBit, (EnergyRange{5.5, 5.5, 5.5}));
    QCOMPARE(chip->technology.name, std::string("28nm, edited"));
    chip = withParameter(*chip, "technology", "7nm");
    QCOMPARE(chip->technology, technologyNamed("7nm").value());
    QVERIFY(!withParameter(*chip, "technology", "3nm").has_value());
  }

  void theOffChipMemoryIsAChoiceOfItsOwn() {
    const auto chip = withParameter(chipWithSharedDram(), "dram_technology", "lpddr4");
    QVERIFY(chip.has_value());
    QCOMPARE(chip->technology.dramBit, (EnergyRange{13, 13, 14}));
    QCOMPARE(chip->technology.name, std::string("28nm"));
    QCOMPARE(chip->technology.int8, defaultTechnology().int8);
    QVERIFY(dramSource(chip->technology).find("Ha, thesis") != std::string::npos);
    // Jouppi, Table 2: 1300 pJ for 64 bits of DDR3 or DDR4.
    QVERIFY(isNear(dramTechnologyNamed("ddr4")->perBit.typical, 20.3125));
    const auto unknown = withParameter(*chip, "dram_technology", "lpddr");
    QVERIFY(!unknown.has_value() && unknown.error().remedy.find("lpddr4") != std::string::npos);
  }

  void everyOffChipMemoryNamesItsSourceAndHoldsItsTypicalValue() {
    for (const DramTechnology& dram : dramTechnologies()) {
      QVERIFY(!dram.source.empty());
      QVERIFY(0 < dram.perBit.low && dram.perBit.low <= dram.perBit.typical && dram.perBit.typical <= dram.perBit.high);
    }
  }

  void anEnergySetBackToItsPresetIsEditedNoMore() {
    // At 45 nm an operation of 8 bits is 0.23 pJ without a band, so nothing is lost by editing it.
    const Technology old = technologyNamed("45nm").value();
    Accelerator chip = chipWithSharedDram();
    chip.technology = old;
    const auto edited = withParameter(chip, "energy.int8_pJ", "0.5");
    QCOMPARE(edited->technology.name, std::string("45nm, edited"));
    QCOMPARE(dramSource(edited->technology), dramTechnologyNamed("ddr3")->source);
    QCOMPARE(withParameter(*edited, "energy.int8_pJ", "0.23")->technology, old);
    QCOMPARE(dramSource(withParameter(chip, "energy.dram_pJ_per_bit", "5")->technology), std::string("edited"));
  }
};

FUSEWRIGHT_TEST(TechnologyRules)

}  // namespace fusewright::technology_test

#include "technology_test.moc"
